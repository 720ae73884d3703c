"""Paths that hold one token, as mails by the thousand name them."""

from __future__ import annotations

from functools import cache
from urllib.parse import quote

from django.urls import reverse

SAFE = "~:@!$&'()*+,;="  #: in one piece of a path, as Django leaves it (RFC 3986 §3.3)


def path_with(name: str, token: str) -> str:
    """Return the path of the page `name` for a token: `reverse`, asked once a page."""
    before, after = _around(name)
    return f"{before}{quote(token, safe=SAFE)}{after}"


@cache
def _around(name: str) -> tuple[str, str]:
    before, _token, after = reverse(name, args=["TOKEN"]).partition("TOKEN")
    return before, after
