"""The context of every template."""

from django.conf import settings
from django.http import HttpRequest


def flags(request: HttpRequest) -> dict[str, object]:
    """Return the flags that layouts read."""
    return {
        "DEMO": settings.DEMO,
        "DEBUG": settings.DEBUG,
    }
