"""The room's buttons: each is a form of its own, so that it works without scripts too."""

import datetime as dt
from functools import lru_cache
from typing import cast

from django import template
from django.template.context import Context
from django.template.loader import get_template
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
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
def address(context: Context, name: str, *of: str | int) -> str:
    """Return the address of this room's `name`, or of the row `of` in it."""
    return _address(name, context["meeting"].code, *of)


@lru_cache(maxsize=4096)
def _address(name: str, *of: str | int) -> str:
    """Reverse a route of a room once: its buttons ask again at every change."""
    return reverse(f"meetings:{name}", args=of)


@register.simple_tag(takes_context=True)
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
) -> SafeString:
    """Draw the button for the command `name` on the row `of`, with the fields it sends.

    The key `key`, pressed alone, presses it too (keyboard-shortcuts.js). `note` is
    shown below the label. A facilitator's page has sixteen of these: as a template, each
    with a context of its own, they were nearly half of what drawing it costs.
    """
    fields = {"csrfmiddlewaretoken": context.get("csrf_token", ""), **sent}
    hidden = '<input type="hidden" name="{}" value="{}">'
    return format_html(
        '<form method="post" action="{address}" hx-post="{address}" hx-sync="drop">'
        '{fields}<button class="btn {kind}"{key}>{label}{note}</button></form>',
        address=address(context, name, *([] if of is None else [of])),
        fields=format_html_join("", hidden, fields.items()),
        kind=kind,
        key=key and format_html(' id="key-{0}" aria-keyshortcuts="{0}"', key),
        label=label,
        note=note and format_html(" <small>{}</small>", note),
    )
