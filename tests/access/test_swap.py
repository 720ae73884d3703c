"""An id of another set under one's own address is an id that does not exist (bar 3)."""

import re

import pytest
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse

from tests.access.payload import Payload
from tests.access.payloads import PAYLOADS, asked_in_moments, kwargs_of
from tests.access.routes import Route, ours
from tests.support.cast import Cast, World

MISSING = 2_000_000_000
ENDLESS = 10**30
NUMBERED = [route for route in ours() if "pk" in route.params]
INSIDE = ("fay", "pia", "ben", "tom", "ada")


pytestmark = pytest.mark.crawl


@pytest.fixture
def cast(shared_cast: Cast, db: None) -> Cast:
    """One world for all routes."""
    return shared_cast


def _foreign(route: Route, world: World) -> int:
    """Return the id, in another set, of what the route's address names."""
    past = world.past
    appointment, _new = world.set.managers.get_or_create(user=world.memberships[0].user)
    slip, _new = world.held.slips.get_or_create(
        membership=world.memberships[0], kind="question"
    )
    poll, _new = world.set.polls.get_or_create(
        zone=world.set.zone, opened_by=world.memberships[0]
    )
    giver, taker = world.memberships[:2]
    swap, _new = world.meeting.swaps.get_or_create(
        giver=giver, asked=taker, starts_at=world.meeting.starts_at
    )
    ids = {
        "swaps": swap.pk,
        "managers": appointment.pk,
        "members": world.memberships[0].pk,
        "invitations": world.invitation.pk,
        "issues": past.issue.pk,
        "actions": past.actions[0].pk,
        "releases": past.release.pk,
        "requests": past.request.pk,
        "report-backs": past.filed.pk,
        "bids": past.issue.bids.get().pk,
        "inquiries": world.held.inquiries.get().pk,
        "turns": world.held.turns.all()[0].pk,
        "questions": slip.pk,
        "kept-questions": slip.pk,
        "formats": past.own_format.pk,
        "polls": poll.pk,
    }
    before = route.path.split(":pk>")[0].rsplit("/<", 1)[0]
    return ids[before.rsplit("/", 1)[-1]]


def _seen(response: HttpResponseBase) -> tuple[int, bytes]:
    """Return status and body, without what differs from one answer to the next."""
    body: bytes = getattr(response, "content", b"")
    without_tokens = re.sub(rb"[\w-]{20,}", b"", body)
    return response.status_code, re.sub(rb"\d+", b"", without_tokens)


def _answers(
    browser: Client, url: str, form: dict[str, str]
) -> list[tuple[int, bytes]]:
    return [_seen(browser.get(url)), _seen(browser.post(url, form))]


@pytest.mark.usefixtures("before")
@pytest.mark.parametrize(
    ("before", "route"),
    asked_in_moments(NUMBERED),
    indirect=["before"],
    ids=[route.name for _moment, route in asked_in_moments(NUMBERED)],
)
def test_a_foreign_or_endless_id_is_a_missing_id(cast: Cast, route: Route):
    payload = PAYLOADS.get(route.name, Payload())
    own, pks = kwargs_of(route, cast), [MISSING, ENDLESS]
    if "code" in route.params:
        pks.append(_foreign(route, cast.quay))
    missing, *others = (reverse(route.name, kwargs={**own, "pk": pk}) for pk in pks)

    for browser in map(cast.client, INSIDE):
        known = _answers(browser, missing, payload.form(cast))
        for url in others:
            assert _answers(browser, url, payload.form(cast)) == known
