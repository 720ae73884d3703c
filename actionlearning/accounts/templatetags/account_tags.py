"""Template tags of the pages on which people sign in and out."""

import datetime as dt

from django import template
from django.template import Context
from django.utils.translation import gettext as _

from actionlearning.accounts import demo
from actionlearning.accounts.signup import is_unseen
from actionlearning.lib import dates
from actionlearning.lib.clock import now
from actionlearning.lib.text import hint

register = template.Library()

# The first that matches: most browsers also claim to be others.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrom", "Chrome"),
    ("Safari", "Safari"),
)
MACHINES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


@register.simple_tag
def demo_people() -> list[demo.Guest]:
    """Return the people as whom one may sign in, or none outside the demo."""
    return demo.guests()


@register.simple_tag(takes_context=True)
def addressee(context: Context, email: str) -> str:
    """Return the address of a code, or a hint if this browser was never shown it."""
    return hint(email) if is_unseen(email, context["request"]) else email


@register.filter
def ago(instant: dt.datetime, zone: str) -> str:
    """Return how long ago an instant was, in the words of every other page."""
    return dates.ago(instant, now=now(), zone=zone)


@register.filter
def button_kind(attrs: dict[str, str]) -> str:
    """Return the class of one of allauth's buttons: next step, plain, risky, or ""."""
    tags = set(attrs.get("tags", "").split(","))
    if tags & {"danger", "delete"}:
        return "risk"
    if tags & {"link", "cancel"}:
        return "plain"
    is_aside = attrs.get("href") or tags & {"outline", "secondary", "tool"}
    return "" if is_aside else "go"


@register.filter
def browser(user_agent: str) -> str:
    """Return the name of a browser as people say it: "Firefox on Windows"."""
    names = {
        "browser": _first(BROWSERS, user_agent) or _("A browser"),
        "machine": _first(MACHINES, user_agent),
    }
    if not names["machine"]:
        return str(names["browser"])
    return _("%(browser)s on %(machine)s") % names


def _first(marks: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for mark, name in marks if mark in user_agent), "")
