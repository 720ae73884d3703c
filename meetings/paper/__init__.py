"""Meetings that are run on paper, and what others recorded."""
