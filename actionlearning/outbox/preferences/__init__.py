"""What a person chooses about their messages."""
