"""An id of another set under one's own address is an id that does not exist (bar 3)."""

from __future__ import annotations

import re

import pytest
from django.http.response import HttpResponseBase
from django.urls import reverse

from tests.access.payload import Payload
from tests.access.payloads import PAYLOADS, kwargs_of
from tests.access.routes import Route, ours
from tests.cast import Cast, World

MISSING = 2_000_000_000
ENDLESS = 10**30
ROUTES = [route for route in ours() if {"code", "pk"} <= set(route.params)]
INSIDE = ("fay", "pia", "ben", "tom", "ada")


@pytest.fixture
def cast(shared_cast: Cast, db: None) -> Cast:
    """One world for all routes."""
    return shared_cast


def _foreign(route: Route, world: World) -> int:
    """Return the id, in another set, of what the route's address names."""
    story = world.story
    appointment, _new = world.set.managers.get_or_create(user=world.places[0].user)
    slip, _new = world.held.slips.get_or_create(
        membership=world.places[0], kind="question"
    )
    giver, taker = world.places[:2]
    swap, _new = world.meeting.swaps.get_or_create(
        giver=giver, asked=taker, starts_at=world.meeting.starts_at
    )
    ids = {
        "swaps": swap.pk,
        "managers": appointment.pk,
        "members": world.places[0].pk,
        "invitations": world.invitation.pk,
        "issues": story.issue.pk,
        "actions": story.actions[0].pk,
        "releases": story.release.pk,
        "requests": story.request.pk,
        "report-backs": story.filed.pk,
        "bids": story.issue.bids.get().pk,
        "inquiries": world.held.inquiries.get().pk,
        "turns": world.held.turns.all()[0].pk,
        "questions": slip.pk,
        "kept-questions": slip.pk,
        "formats": story.own_format.pk,
    }
    before = route.path.split(":pk>")[0].rsplit("/<", 1)[0]
    return ids[before.rsplit("/", 1)[-1]]


def _seen(response: HttpResponseBase) -> tuple[int, bytes]:
    """Return status and body, without what differs from one answer to the next."""
    body: bytes = getattr(response, "content", b"")
    without_tokens = re.sub(rb"[\w-]{20,}", b"", body)
    return response.status_code, re.sub(rb"\d+", b"", without_tokens)


@pytest.mark.parametrize("who", INSIDE)
@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_a_foreign_id_is_a_missing_id(cast: Cast, route: Route, who: str):
    payload = PAYLOADS.get(route.name, Payload())
    payload.moment(cast)
    browser, own = cast.client(who), kwargs_of(route, cast)
    foreign, missing = (
        reverse(route.name, kwargs={**own, "pk": pk})
        for pk in (_foreign(route, cast.quay), MISSING)
    )

    assert _seen(browser.get(foreign)) == _seen(browser.get(missing))
    assert _seen(browser.post(foreign, payload.form(cast))) == _seen(
        browser.post(missing, payload.form(cast))
    )


NUMBERED = [route for route in ours() if "pk" in route.params]


@pytest.mark.parametrize("route", NUMBERED, ids=lambda route: route.name)
def test_an_id_too_long_for_the_database_is_a_missing_id(cast: Cast, route: Route):
    payload = PAYLOADS.get(route.name, Payload())
    payload.moment(cast)
    browser, own = cast.client("pia"), kwargs_of(route, cast)
    missing, endless = (
        reverse(route.name, kwargs={**own, "pk": pk}) for pk in (MISSING, ENDLESS)
    )

    assert _seen(browser.get(endless)) == _seen(browser.get(missing))
    assert _seen(browser.post(endless, payload.form(cast))) == _seen(
        browser.post(missing, payload.form(cast))
    )
