"""The chat channel that is told the dates of a set."""
