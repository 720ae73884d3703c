"""What the server says about forms that it has, or has not, taken."""

from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.test import Client

from actionlearning.accounts.models import User
from actionlearning.lib.errors import Stale
from actionlearning.lib.refusals import refusals
from actionlearning.web.typed_words import page_of_form, typed_words
from tests.support.cast import Cast, cast as build_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    """Everybody."""
    return build_cast()


def _asks(client: Client, cast: Cast, **form: str) -> Any:
    """Send a request to management."""
    page = f"/sets/{cast.set.code}/requests/"
    told = {"client_id": "0d7c6c86-7d6e-4a4e-9f5e-1d1d3c8f2a11", **form}
    return client.post(page, told)


def test_a_form_that_was_taken_is_named(cast):
    answer = _asks(cast.client("fay"), cast, sentence="A room.", typed="k3y")

    assert answer.status_code == 302
    assert answer.cookies["taken"].value == "k3y"
    assert not answer.cookies["taken"]["httponly"]


def test_a_form_that_was_refused_is_not(cast):
    answer = _asks(cast.client("fay"), cast, sentence="", typed="k3y")

    assert answer.status_code == 422
    assert "taken" not in answer.cookies


def test_a_refusal_that_leads_on_is_not(rf):
    request = rf.post("/", {"typed": "k3y"})
    request.user = User(email="fay@harbour.example")

    @refusals(lambda *_: redirect("/"), warn=False)
    def view(request: HttpRequest) -> HttpResponse:
        raise Stale

    assert "taken" not in typed_words(view)(request).cookies


@pytest.mark.parametrize(
    ("sent_from", "form"),
    [
        ("http://testserver/sets/a/?next=b", "/sets/a/?next=b"),
        ("http://testserver//evil.example/", "/evil.example/"),
        ("http://evil.example/", ""),
        ("", ""),
    ],
)
def test_the_way_back_to_a_form_stays_on_our_site(rf, sent_from, form):
    assert page_of_form(rf.post("/", headers={"Referer": sent_from})) == form


@pytest.mark.parametrize("number", ["", "K3Y", "a" * 17, "a;b", "<b>"])
def test_only_a_number_of_ours_is_named(cast, number):
    answer = _asks(cast.client("fay"), cast, sentence="A room.", typed=number)

    assert "taken" not in answer.cookies


def test_the_last_ten_forms_are_named(rf):
    request = rf.post("/", {"typed": "k11"})
    request.user = User(email="fay@harbour.example")
    request.COOKIES["taken"] = ".".join(f"k{n}" for n in range(1, 11))

    answer = typed_words(lambda _: redirect("/"))(request)

    assert answer.cookies["taken"].value == ".".join(f"k{n}" for n in range(2, 12))


def test_without_a_session_the_way_leads_back_to_the_form(cast):
    page = f"/sets/{cast.set.code}/agreement/"

    answer = Client().post(
        f"{page}acceptance/", headers={"referer": f"http://testserver{page}?a=b"}
    )

    assert answer["Location"] == f"/account/login/?next={page}%3Fa%3Db"


@pytest.mark.parametrize("referer", ["", "https://evil.example/sets/"])
def test_a_form_from_elsewhere_leads_nowhere_else(cast, referer):
    page = f"/sets/{cast.set.code}/agreement/acceptance/"

    answer = Client().post(page, headers={"referer": referer} if referer else {})

    assert answer["Location"] == f"/account/login/?next={page}"


def test_a_form_that_is_too_old_links_to_its_page(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.fay)
    page = f"/sets/{cast.set.code}/requests/"

    answer = client.post(page, headers={"referer": f"http://testserver{page}"})

    assert answer.status_code == 403
    assert f'href="{page}"' in answer.text
