"""Invitations into a set."""
