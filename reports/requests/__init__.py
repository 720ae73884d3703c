"""Requests of a set to management, and their answers."""
