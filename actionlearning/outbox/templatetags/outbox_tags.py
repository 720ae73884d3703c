"""What the outbox shows on pages of apps that cannot import it."""

from typing import Any

from django import template
from django.template.context import Context

from actionlearning.outbox.suppressions import REFUSALS_UNTIL_PAUSED, paused_at

register = template.Library()


@register.inclusion_tag("outbox/preferences/_paused.html", takes_context=True)
def paused_address(context: Context) -> dict[str, Any]:
    """Show that we stopped writing to the reader’s address, and offer to start again."""
    user = context["request"].user
    return {
        "email": user.email,
        "since": paused_at(user.email),
        "refusals": REFUSALS_UNTIL_PAUSED,
        "csrf_token": context.get("csrf_token"),
    }
