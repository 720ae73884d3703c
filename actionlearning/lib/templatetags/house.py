"""The house's own template words."""

from __future__ import annotations

from django import template

register = template.Library()


@register.filter
def initials(name: str) -> str:
    """Return up to two capital letters for a seat: "Priya Anand" → "PA"."""
    words = [word for word in name.replace("-", " ").split() if word[:1].isalpha()]
    if not words:
        return name[:2].upper()
    if len(words) == 1:
        return words[0][:2].upper()
    return (words[0][0] + words[-1][0]).upper()


@register.filter
def first_name(name: str) -> str:
    """Return the name people use across a table: "Priya Anand" → "Priya"."""
    return name.split()[0] if name.split() else name
