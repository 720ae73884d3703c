"""A refusal of a service is answered once: sentence, status, and the page as it is."""

import datetime as dt

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.test import RequestFactory

from actionlearning.lib.errors import (
    Conflict,
    NotAllowedYet,
    NotYours,
    RateLimited,
    Refusal,
    Stale,
    Unclear,
)
from actionlearning.lib.refusals import refusals

MINUTE = dt.timedelta(minutes=1)
EVERY = [
    (Stale("Late."), 409),
    (Conflict("Both.", stored="theirs"), 409),
    (NotAllowedYet("Early."), 422),
    (Unclear(), 422),
    (NotYours("Theirs."), 403),
    (RateLimited("Enough.", MINUTE), 429),
]


@pytest.fixture
def sent(rf: RequestFactory) -> HttpRequest:
    request: HttpRequest = rf.post("/")
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]
    return request


def page(request: HttpRequest, refusal: Refusal, code: str) -> HttpResponse:
    return HttpResponse(f"{code}: {refusal}")


def said(request: HttpRequest) -> list[str]:
    return [str(each) for each in get_messages(request)]


@pytest.mark.parametrize(("refusal", "status"), EVERY)
def test_each_refusal_has_its_status_and_its_sentence(sent, refusal, status):
    @refusals(page)
    def view(request: HttpRequest, code: str) -> HttpResponse:
        raise refusal

    answer = view(sent, code="abc")

    assert (answer.status_code, said(sent)) == (status, [str(refusal)])
    assert answer.content.decode() == f"abc: {refusal}"


def test_who_came_too_often_hears_when_to_come_again(sent):
    @refusals(page)
    def view(request: HttpRequest, code: str) -> HttpResponse:
        raise RateLimited("Enough.", 1.5 * MINUTE)

    assert view(sent, "abc").headers["Retry-After"] == "90"


def test_a_page_may_say_it_itself(sent):
    @refusals(page, warn=False)
    def view(request: HttpRequest, code: str) -> HttpResponse:
        raise Stale("Late.")

    view(sent, "abc")

    assert said(sent) == []


def test_a_redirect_stays_one(sent):
    @refusals(lambda *_all: HttpResponseRedirect("/there/"))
    def view(request: HttpRequest) -> HttpResponse:
        raise Stale("Late.")

    assert view(sent).status_code == 302


def test_two_kinds_have_two_pages_and_others_go_on(sent):
    @refusals(lambda *_all: HttpResponse("late"), of=Stale)
    @refusals(lambda *_all: HttpResponse("both"), of=Conflict)
    def view(request: HttpRequest, refusal: Refusal) -> HttpResponse:
        raise refusal

    assert view(sent, Stale("Late.")).content == b"late"
    assert view(sent, Conflict("Both.", stored="")).content == b"both"
    with pytest.raises(Unclear):
        view(sent, Unclear())
