"""Our own middleware."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from allauth.usersessions.middleware import UserSessionsMiddleware
from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.encoding import escape_uri_path
from django.utils.translation import get_language_from_request
from servestatic.middleware import ServeStaticMiddleware

from actionlearning.lib.languages import in_language
from actionlearning.lib.text import shown
from actionlearning.web import error_pages as errors

Handler = Callable[[HttpRequest], HttpResponse]
_without_files = ContextVar("without files", default=False)


class StaticFiles(ServeStaticMiddleware):  # type: ignore[misc]  # untyped
    """Serve static files, except in the handler of pages, which it would make async."""

    def __init__(self, get_response: Any) -> None:
        if _without_files.get():
            raise MiddlewareNotUsed
        super().__init__(get_response)


@contextmanager
def without_static_files() -> Iterator[None]:
    """Make handlers inside the block without static files."""
    token = _without_files.set(True)
    try:
        yield
    finally:
        _without_files.reset(token)


def visitor(get_response: Handler) -> Handler:
    """Answer in the browser's language if nobody is signed in.

    Django's own middleware would leave the language active in the thread.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        asked = get_language_from_request(request)
        response = in_language(asked, lambda: get_response(request))
        patch_vary_headers(response, ("Accept-Language",))
        return response

    return middleware


def viewer(get_response: Handler) -> Handler:
    """Answer in the viewer's language and zone, and leave no trace in their browser.

    Pages of signed-in people stay out of every cache. The answer that signs a person out
    lets the browser clear what it holds of this site: the next person at a shared computer
    finds neither pages nor text. Its cookies stay; their session has ended.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return get_response(request)
        user = request.user
        with timezone.override(user.known_zone):
            response = in_language(user.language, lambda: get_response(request))
        response.headers.setdefault("Cache-Control", "no-store")
        if _has_signed_out(request):
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response

    return middleware


def _has_signed_out(request: HttpRequest) -> bool:
    """Return whether the view has signed the person out."""
    return not request.user.is_authenticated


def last_seen(get_response: Handler) -> Handler:
    """Store when each session was last used, once per page.

    allauth's own middleware writes a row on every request; but a room makes several requests
    a minute by itself, which say nothing about the person.
    """
    noted = UserSessionsMiddleware(get_response)

    def middleware(request: HttpRequest) -> HttpResponse:
        by_itself = request.headers.get("HX-Request") == "true"
        response: HttpResponse = (get_response if by_itself else noted)(request)
        return response

    return middleware


def honest_errors(get_response: Handler) -> Handler:
    """Refuse a body that is too large (413), and NUL bytes anywhere (400).

    No text of ours has a NUL and PostgreSQL refuses it, so it would cause an error deep
    inside. A person who opens the address of a form (405) gets a page that says why.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if _length(request) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            return _refused(request, errors.too_large)
        if any("\0" in text for text in _texts(request)):
            return _refused(request, errors.bad_request)
        response = get_response(request)
        if response.status_code == 405 and request.accepts("text/html"):
            return errors.only_sent_to(response)
        return response

    return middleware


def without_invisible(get_response: Handler) -> Handler:
    """Lead from an address with invisible characters to the same address without them.

    A link that was copied out of a mail or a chat may have one at its end.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method in {"GET", "HEAD"} and _hides_something(request):
            return HttpResponseRedirect(_shown_address(request))
        return get_response(request)

    return middleware


def _hides_something(request: HttpRequest) -> bool:
    query = (text for name, values in request.GET.lists() for text in (name, *values))
    return any(shown(text) != text for text in (request.path, *query))


def _shown_address(request: HttpRequest) -> str:
    query = QueryDict(mutable=True)
    for name, values in request.GET.lists():
        query.setlist(shown(name), [shown(value) for value in values])
    # One slash in front: "//host" would lead to another site.
    path = f"/{escape_uri_path(shown(request.path)).lstrip('/')}"
    return f"{path}?{query.urlencode()}" if query else path


def _refused(request: HttpRequest, page: Handler) -> HttpResponse:
    """Answer in the browser's language, before the person is known."""
    return in_language(get_language_from_request(request), lambda: page(request))


def _length(request: HttpRequest) -> int:
    told = request.META.get("CONTENT_LENGTH", "")
    return int(told) if told.isdecimal() else 0


def _texts(request: HttpRequest) -> Iterator[str]:
    """Yield everything a stranger can write into a request."""
    yield request.path
    yield from request.COOKIES.values()
    for form in (request.GET, request.POST):
        for name, values in form.lists():
            yield name
            yield from values
