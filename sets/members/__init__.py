"""Who belongs to a set."""
