"""Where allauth asks the house: the one adapter."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter


class Adapter(DefaultAccountAdapter):
    """Stock behaviour for now; mail styling and redirects hook in here."""
