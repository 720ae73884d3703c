"""The room's buttons: each is a form of its own, so that it works without scripts too."""

import datetime as dt
from functools import lru_cache
from typing import Any, cast

from django import template
from django.template.context import Context
from django.template.loader import get_template
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from meetings.models.meeting import SILENCE
from meetings.room.queries.cache import CachedRoom
from meetings.room.queries.view import RoomView

register = template.Library()


@register.simple_tag(takes_context=True)
def shared(context: Context, name: str) -> SafeString:
    """Insert a part of the page that is the same for everybody, written once for all.

    It knows `view` and `meeting` but not the viewer. Because it is kept, it holds no
    running clock. Its dates are in the meeting's zone.
    """
    cached: CachedRoom = context["cached"]
    return cached.part(name, lambda: _written(name, cached, cached.view))


@register.simple_tag(takes_context=True)
def timed(context: Context, name: str) -> SafeString:
    """Insert a shared part that shows a clock: written once in each second."""
    cached, view = context["cached"], context["view"]
    second = int(view.now.timestamp())
    html: SafeString = cached.part(
        name, lambda: _written(name, cached, view), second=second
    )
    return html


@register.simple_tag
def silence_label() -> str:
    """Say how long a silence is."""
    return _("%(seconds)d seconds of silence") % {"seconds": SILENCE.seconds}


@register.simple_tag
def silence_ms() -> int:
    """Return how long a silence is, in milliseconds."""
    return SILENCE // dt.timedelta(milliseconds=1)


def _written(name: str, cached: CachedRoom, view: RoomView) -> SafeString:
    known = {"cached": cached, "view": view, "meeting": view.meeting}
    with timezone.override(view.meeting.zone):
        return cast("SafeString", get_template(name).render(known))


@register.simple_tag(takes_context=True)
def address(context: Context, name: str) -> str:
    """Return the address of this room's `name`."""
    return _address(name, context["meeting"].code)


@lru_cache(maxsize=4096)
def _address(name: str, *of: str | int) -> str:
    """Reverse a route of a room once: its buttons ask again at every change."""
    return reverse(f"meetings:{name}", args=of)


@register.inclusion_tag("meetings/room/_command.html", takes_context=True)
def command(
    context: Context,
    name: str,
    label: str,
    *,
    kind: str = "",
    of: int | str | None = None,
    key: str = "",
    note: str = "",
    **sent: str | int,
) -> dict[str, Any]:
    """Draw the button for the command `name` on the row `of`, with the fields it sends.

    The key `key`, pressed alone, presses it too (keyboard-shortcuts.js). `note` is
    shown below the label.
    """
    code = context["meeting"].code
    address = _address(name, code) if of is None else _address(name, code, of)
    shown = {"label": label, "kind": kind, "key": key, "note": note}
    return {"address": address, "sent": sent, **shown}
