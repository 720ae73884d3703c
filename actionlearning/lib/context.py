"""What every template may know."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject


def house(request: HttpRequest) -> dict[str, object]:
    """Return the flags that layouts read. Asking nothing costs nothing."""
    return {
        "DEMO": settings.DEMO,
        "DEBUG": settings.DEBUG,
        "IS_MANAGER": SimpleLazyObject(lambda: _manages(request)),
    }


def _manages(request: HttpRequest) -> bool:
    """Say whether the viewer manages a set: one query, where a layout asks."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return False
    return bool(user.manages.filter(ended_at=None).exists())
