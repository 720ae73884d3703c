"""Replies to meetings, and attendance at them."""
