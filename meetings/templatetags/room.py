"""The room's buttons: each is a form of its own, so that it works without scripts too."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context
from django.urls import reverse

register = template.Library()


@register.inclusion_tag("meetings/room/_deed.html", takes_context=True)
def deed(
    context: Context,
    name: str,
    label: str,
    *,
    kind: str = "",
    of: int | None = None,
    **sent: str | int,
) -> dict[str, Any]:
    """Draw the button for the command `name`, for the row `of`, with what it sends."""
    code = context["meeting"].code
    args = [code] if of is None else [code, of]
    address = reverse(f"meetings:{name}", args=args)
    return {"address": address, "label": label, "kind": kind, "sent": sent}
