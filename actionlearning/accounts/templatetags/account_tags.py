"""Words for the pages on which people sign in and out."""

from django import template
from django.template import Context
from django.utils.translation import gettext as _

from actionlearning.accounts import demo
from actionlearning.accounts.signup import is_unseen
from actionlearning.lib.text import hint

register = template.Library()

# The first that fits: most browsers also claim to be others.
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
    """Return whom to sign in as; nobody outside of the demo."""
    return demo.guests()


@register.simple_tag(takes_context=True)
def addressee(context: Context, email: str) -> str:
    """Return where a code went to; a hint only, where this browser was never told."""
    return hint(email) if is_unseen(email, context["request"]) else email


@register.filter
def button_kind(attrs: dict[str, str]) -> str:
    """Return the class of a button of allauth's: next step, plain, risky, or neither."""
    tags = set(attrs.get("tags", "").split(","))
    if tags & {"danger", "delete"}:
        return "risk"
    if tags & {"link", "cancel"}:
        return "plain"
    is_aside = attrs.get("href") or tags & {"outline", "secondary", "tool"}
    return "" if is_aside else "go"


@register.filter
def browser(user_agent: str) -> str:
    """Return what a person calls their browser: "Firefox on Windows"."""
    names = {
        "browser": _first(BROWSERS, user_agent) or _("A browser"),
        "machine": _first(MACHINES, user_agent),
    }
    if not names["machine"]:
        return str(names["browser"])
    return _("%(browser)s on %(machine)s") % names


def _first(marks: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for mark, name in marks if mark in user_agent), "")
