"""What the server does so that nobody loses typed words: see static/js/typed-words.js.

See docs/threat-model.md#typing.
"""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from actionlearning.lib.refusals import is_refusal

Handler = Callable[[HttpRequest], HttpResponse]
COOKIE = "taken"  #: the browser's scripts read it; it holds random numbers only
REMEMBERED = 10  #: forms that were taken last, for as many open tabs
A_DAY = 24 * 60 * 60  #: seconds for which a tab keeps words
NUMBER = re.compile(r"[a-z0-9]{1,16}")  #: what a form is called by its tab


def typed_words(get_response: Handler) -> Handler:
    """Name the forms that were taken, and lead back to a form that was not.

    A form is taken if its sender is signed in and the answer leads on, as after each
    deed. A form that comes without a session leads through the sign-in page to the page
    where it stands, since its own address may show nothing.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method != "POST" or not 300 <= response.status_code < 400:
            return response
        if request.user.is_authenticated and not is_refusal(response):
            _say_taken(request, response)
        elif _asks_to_sign_in(request, response):
            form = page_of_form(request)
            return redirect_to_login(form) if form else response
        return response

    return middleware


def page_of_form(request: HttpRequest) -> str:
    """Return the address of the page that sent the form, or "" if it is not ours."""
    page = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(
        page, {request.get_host()}, require_https=request.is_secure()
    )
    if not ours:
        return ""
    parts = urlsplit(page)
    # One slash in front: "//host" would lead to another site.
    path = f"/{parts.path.lstrip('/')}"
    return f"{path}?{parts.query}" if parts.query else path


def _say_taken(request: HttpRequest, response: HttpResponse) -> None:
    number = request.POST.get("typed", "")
    if not NUMBER.fullmatch(number):
        return
    before = NUMBER.findall(request.COOKIES.get(COOKIE, ""))
    response.set_cookie(
        COOKIE,
        ".".join([*before, number][-REMEMBERED:]),
        max_age=A_DAY,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def _asks_to_sign_in(request: HttpRequest, response: HttpResponse) -> bool:
    """Return whether the answer is the sign-in page, which would lead back here."""
    door = urlsplit(response.headers.get("Location", ""))
    returns_to = parse_qs(door.query).get("next", [""])[0]
    return (
        door.path == resolve_url(settings.LOGIN_URL)
        and urlsplit(returns_to).path == request.path
    )
