"""Our own error pages: honest, short, with a link onwards."""

import sys

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from actionlearning.web.typed_words import page_of_form

RETRY_AFTER = 10  #: seconds after which a page may be tried again
TOO_OFTEN = 60  #: seconds of allauth's limits, whose refusals end at this page
READ_ONLY = "25006"  #: PostgreSQL's code for a write it may not make at present


def bad_request(
    request: HttpRequest, exception: Exception | None = None
) -> HttpResponse:
    """400: the request is malformed; or 413: it is too large."""
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    return _page(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: this person may be here, but not do this."""
    return _page(request, 403)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form is too old, or came from elsewhere."""
    page = {"form": page_of_form(request)}
    return render(request, "web/errors/csrf.html", page, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: no such page, or none for this person."""
    return _page(request, 404)


def too_large(request: HttpRequest) -> HttpResponse:
    """413: more text than anybody can type."""
    return _page(request, 413)


def too_many(request: HttpRequest) -> HttpResponse:
    """429: too often in a short time (allauth calls this)."""
    return retry_after(TOO_OFTEN, _page(request, 429))


def only_sent_to(refused: HttpResponse) -> HttpResponse:
    """405: the address of a form, opened as a page; keeps the `Allow` header."""
    response = _bare_page(405)
    response.headers["Allow"] = refused.headers["Allow"]
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault; or 503: the database is not available at the moment."""
    if not _is_outage(sys.exc_info()[1]):
        return _bare_page(500)
    return retry_after(RETRY_AFTER, _bare_page(503))


def retry_after(seconds: int, response: HttpResponse) -> HttpResponse:
    """Return the answer with the time after which to try again (429, 503)."""
    response.headers["Retry-After"] = str(seconds)
    return response


def _page(request: HttpRequest, status: int) -> HttpResponse:
    return render(request, f"web/errors/{status}.html", status=status)


def _bare_page(status: int) -> HttpResponse:
    """Draw a page without the request, because its user would need the database."""
    return HttpResponse(render_to_string(f"web/errors/{status}.html"), status=status)


def _is_outage(error: BaseException | None) -> bool:
    """Return whether the database is away, full, too busy or read-only."""
    if isinstance(error, InternalError):
        return getattr(error.__cause__, "sqlstate", "") == READ_ONLY
    return isinstance(error, OperationalError | InterfaceError)
