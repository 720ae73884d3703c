"""The lessons of a set."""
