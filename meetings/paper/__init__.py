"""Meetings that are run on paper, and records that wait for confirmation."""
