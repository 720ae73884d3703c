"""The language of an answer: the person's own, or that of a stranger's browser."""

from collections.abc import Callable

from django.http import HttpResponse
from django.utils import translation


def in_language(language: str, answer: Callable[[], HttpResponse]) -> HttpResponse:
    """Return the result of `answer` in `language`, whatever the browser prefers.

    If two are nested, the inner language counts.
    """
    with translation.override(language):
        response = answer()
    response.headers.setdefault("Content-Language", language)
    return response


def language() -> str:
    """Return the active language without its country, "en" by default."""
    return (translation.get_language() or "en").split("-")[0]
