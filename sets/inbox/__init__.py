"""A person's notices."""
