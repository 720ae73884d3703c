"""Codes for addresses that nobody can guess."""

import secrets


def public_code() -> str:
    """Return 16 URL-safe characters (96 random bits) to name a set or a meeting."""
    return secrets.token_urlsafe(12)
