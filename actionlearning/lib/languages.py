"""In which language an answer is: a person's own, or what a stranger's browser asks for."""

from collections.abc import Callable

from django.http import HttpResponse
from django.utils import translation


def in_language(language: str, answer: Callable[[], HttpResponse]) -> HttpResponse:
    """Return what `answer` returns, written in `language`, whatever the browser prefers.

    Inside another one the inner language counts, which is the one of the words.
    """
    with translation.override(language):
        response = answer()
    response.headers.setdefault("Content-Language", language)
    return response


def language() -> str:
    """Return what is spoken now, without its country: "de", or "en" where nobody said."""
    return (translation.get_language() or "en").split("-")[0]
