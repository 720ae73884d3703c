"""Whose turn it is to facilitate, and why."""
