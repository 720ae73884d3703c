"""The people of a set."""
