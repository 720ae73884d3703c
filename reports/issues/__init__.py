"""Issues and their generations."""
