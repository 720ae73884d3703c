"""A set looks for a date."""
