"""Hints of e-mail addresses. Pure."""


def hint(email: str) -> str:
    """Return "l…@example.org": enough of an address to recognise one's own."""
    name, _at, domain = email.partition("@")
    return f"{name[:1]}…@{domain}"
