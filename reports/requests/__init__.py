"""What a set asks of management, and the answers."""
