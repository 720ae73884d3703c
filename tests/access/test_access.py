"""Every route × every identity × GET and POST, against `table.txt`.

`ACCESS_TABLE=write ./bin/test tests/access` writes down what is; read the difference
against docs/threat-model.md#who-sees-what before you commit it.

See docs/threat-model.md#who-sees-what.
"""

import os
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.http.response import HttpResponse, HttpResponseBase
from django.test import Client
from django.urls import reverse

from tests.access import table
from tests.access.payload import Payload
from tests.access.payloads import PAYLOADS, asked_in_moments, kwargs_of
from tests.access.routes import Route, allauths, ours
from tests.support.cast import Cast
from tests.support.page_forms import forms_that_post
from tests.support.snapshot import snapshot, watching

METHODS = ("GET", "POST")
YES = {"200", "204", "302"}
#: The link itself says who answers, or stops which mail, and for nothing else.
#: See docs/threat-model.md#mailed-links.
BY_LINK = {"meetings:reply_link", "unsubscribe"}
ONE_CLICK = {"unsubscribe"}  #: a mail program posts here without a form of ours
DEMO_ONLY = {"demo_sign_in", "sent_mail", "styleguide"}  #: not there in production
WRITE = os.environ.get("ACCESS_TABLE") == "write"
TABLE = table.read()
ROUTES = ours()
CASES = [(route, method) for route in ROUTES for method in METHODS]


pytestmark = pytest.mark.crawl


@pytest.fixture
def cast(shared_cast: Cast, db: None) -> Cast:
    """One world for all routes."""
    return shared_cast


def _answer(response: HttpResponseBase) -> str:
    """Return the status, or "login" where the answer is the way to the door."""
    if response.headers.get("Location", "").startswith(reverse("account_login")):
        return "login"
    return str(response.status_code)


def _ask(client: Client, method: str, url: str, form: object) -> HttpResponseBase:
    return client.get(url) if method == "GET" else client.post(url, form)


def _refused_forms(answer: HttpResponseBase) -> list[str]:
    """Return where those forms of a page go that a browser would send without a token."""
    if not isinstance(answer, HttpResponse) or "html" not in answer["Content-Type"]:
        return []
    return [form.action for form in forms_that_post(answer.text) if not form.has_token]


def _forgetful_forms(answer: HttpResponseBase) -> list[str]:
    """Return where those forms go whose text boxes no element of the page keeps."""
    if not isinstance(answer, HttpResponse) or "html" not in answer["Content-Type"]:
        return []
    forms = forms_that_post(answer.text)
    return [each.action for each in forms if each.has_text_box and not each.is_kept]


def _answers(
    cast: Cast, route: Route, method: str, before: dict[str, int]
) -> Iterator[tuple[str, str]]:
    """Ask as each identity, on one and the same world; yield column and answer.

    After a "no", and after every GET, nothing may have changed from what was `before`.
    """
    payload = PAYLOADS.get(route.name, Payload())
    url = reverse(route.name, kwargs=kwargs_of(route, cast)) + payload.query(cast)
    for column, who in table.IDENTITIES.items():
        with transaction.atomic():
            form = payload.form(cast)
            with watching() as written:
                response = _ask(cast.client(who), method, url, form)
            answer, refused = _answer(response), _refused_forms(response)
            assert not refused or route.name in ONE_CLICK, (
                "See the template's includes."
            )
            without_session = column == "nobody" or route.name in BY_LINK
            assert without_session or not _forgetful_forms(response), (
                "Extend layouts/page.html: what is typed there outlives a session."
            )
            may_write = method == "POST" and answer in YES
            in_vain = column == "nobody" and route.name not in BY_LINK
            if written and (not may_write or in_vain):
                assert snapshot() == before, f"{method} {url} as {column} wrote"
            transaction.set_rollback(True)
        yield column, answer


def _id(value: object) -> str:
    return value.name if isinstance(value, Route) else str(value)


@pytest.mark.parametrize(
    ("before", "route"),
    asked_in_moments(ROUTES),
    indirect=["before"],
    ids=[route.name for _moment, route in asked_in_moments(ROUTES)],
)
def test_everybody_gets_what_the_table_says(
    before: dict[str, int], cast: Cast, route: Route
):
    answers = {
        (route.name, method): dict(_answers(cast, route, method, before))
        for method in METHODS
    }

    if WRITE:
        table.write({**table.read(), **answers})
    else:
        expected = {row: TABLE.get(row) for row in answers}
        assert answers == expected, "See tests/access/table.txt."


@pytest.mark.parametrize("route", allauths(), ids=_id)
def test_allauth_opens_its_pages_as_the_table_says(cast: Cast, route: Route):
    known = {"key": "none", "uidb36": "none", "pk": 0, "provider_id": "none"}
    url = reverse(route.name, kwargs={param: known[param] for param in route.params})

    pages = {
        column: cast.client(who).get(url) for column, who in table.VISITORS.items()
    }

    assert [_refused_forms(page) for page in pages.values()] == [[], []]
    answers = {column: _answer(page) for column, page in pages.items()}

    if WRITE:
        table.write({**table.read(), (route.name, "GET"): answers})
    else:
        assert answers == TABLE.get((route.name, "GET")), "See tests/access/table.txt."


def test_the_table_has_no_stale_row():
    known = {(route.name, method) for route, method in CASES}
    known |= {(route.name, "GET") for route in allauths()}

    if WRITE:
        table.write({row: cells for row, cells in table.read().items() if row in known})
    assert set(table.read()) - known == set()


def test_every_no_has_its_yes():
    refused_to_all = [
        f"{name} {method}"
        for (name, method), cells in TABLE.items()
        if len(cells) > len(table.VISITORS)
        and not {*YES, "405"} & set(cells.values())
        and name not in DEMO_ONLY
    ]

    assert refused_to_all == [], "Give it a payload in tests/access/payloads.py."


def test_no_form_is_taken_without_its_token(cast: Cast):
    taken = []
    posts = (route for route, method in CASES if method == "POST")
    for route in (route for route in posts if route.name not in ONE_CLICK):
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(cast.fay)
        url = reverse(route.name, kwargs=dict.fromkeys(route.params, 1))
        if (status := browser.post(url).status_code) not in {403, 405}:
            taken.append(f"{url}: {status}")

    assert taken == []


def test_a_mail_program_s_one_click_needs_its_signed_address(cast: Cast):
    machine = Client(enforce_csrf_checks=True)
    for name in ONE_CLICK:
        [route] = [route for route in ROUTES if route.name == name]
        known = reverse(name, kwargs=kwargs_of(route, cast))
        guessed = reverse(name, kwargs=dict.fromkeys(route.params, "1"))

        answers = [machine.post(url).status_code for url in (known, guessed)]

        assert answers == [200, 404]
