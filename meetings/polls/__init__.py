"""Polls: a set looks for a date."""
