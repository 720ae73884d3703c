"""A meeting that was run on paper gets its record afterwards."""

import datetime as dt
from http import HTTPStatus
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from actionlearning.lib.clock import at
from actionlearning.lib.errors import NotAllowedYet, Stale
from actionlearning.outbox.models import Notice
from meetings.models import Meeting
from meetings.paper.services import typed_in as from_paper
from tests.support.cast import Cast

HOUR = dt.timedelta(hours=1)


@pytest.fixture(autouse=True)
def afterwards(cast: Cast):
    """Two hours after the meeting was to begin."""
    with at(cast.meeting.starts_at + 2 * HOUR):
        yield


def _now(cast: Cast) -> Meeting:
    return Meeting.objects.get(pk=cast.meeting.pk)


def _brought(cast: Cast) -> from_paper.Brought:
    return {
        "presenter": cast.membership("pia"),
        "sentence": "How can I begin?",
        "current_issue": "They do not talk.",
        "action_to_take": "",
        "action_points": "",
    }


def _promised(cast: Cast, name: str) -> from_paper.Promised:
    due = cast.harbour.later[0].date
    owner = cast.membership(name)
    return {
        "owner": owner,
        "cue": "",
        "deed": "call Jo",
        "expectation": "",
        "due_on": due,
    }


def _enter(cast: Cast, by: str = "tom", **kwargs: Any) -> Meeting:
    facilitator = cast.membership("tom")
    came = [facilitator, cast.membership("pia"), cast.membership("max")]
    said: dict[str, Any] = {"facilitator": facilitator, "came": came, **kwargs}
    return from_paper.enter(_now(cast), by=cast.membership(by), **said)


def test_the_meeting_took_place_and_the_turn_is_whose_it_was(cast: Cast):
    _enter(cast, by="fay")

    meeting = _now(cast)
    assert (meeting.is_ended, meeting.is_from_paper) == (True, True)
    assert meeting.facilitator == cast.membership("tom")
    assert meeting.attendances.exclude(present_at=None).count() == 3


def test_everybody_gets_a_wrap_up(cast: Cast):
    _enter(cast)

    wrapped = Notice.objects.filter(
        kind="wrap_up", key__contains=f":{cast.meeting.pk}:"
    )
    assert wrapped.count() == cast.set.memberships.filter(left_at=None).count()


def test_what_is_typed_for_others_waits_for_their_yes(cast: Cast):
    promised = [_promised(cast, "tom"), _promised(cast, "max")]

    _enter(cast, brought=_brought(cast), promised=promised)

    inquiry = _now(cast).inquiries.get()
    waits = {
        each.owner.first_name: each.is_unconfirmed for each in _now(cast).actions.all()
    }
    assert (inquiry.is_unconfirmed, inquiry.recorded_by) == (
        True,
        cast.membership("tom"),
    )
    assert waits == {"Tom": False, "Max": True}


def test_ones_own_issue_needs_no_other_yes(cast: Cast):
    _enter(cast, by="pia", facilitator=cast.membership("pia"), brought=_brought(cast))

    assert not _now(cast).inquiries.get().is_unconfirmed


def test_only_who_facilitated_or_the_coordinator_enters_it(cast: Cast):
    with pytest.raises(PermissionDenied):
        _enter(cast, by="max")
    with pytest.raises(PermissionDenied):
        _enter(cast, by="ada")


def test_nobody_of_another_set_comes_in(cast: Cast):
    with pytest.raises(PermissionDenied):
        _enter(cast, came=[cast.membership("tom"), cast.membership("ola")])


def test_it_is_entered_once(cast: Cast):
    _enter(cast)

    with pytest.raises(Stale):
        _enter(cast)


def test_nothing_is_entered_before_its_time(cast: Cast):
    with at(cast.meeting.starts_at - HOUR), pytest.raises(NotAllowedYet):
        _enter(cast)


# -- The page ------------------------------------------------------------------------


def _url(cast: Cast) -> str:
    return reverse("meetings:from_paper", args=[cast.meeting.code])


def _data(cast: Cast, **more: str) -> dict[str, Any]:
    due = cast.harbour.later[0].date.isoformat()
    lines = {f"actions-{n}-due_on": due for n in range(10)}
    return {
        "came": [cast.membership("pia").pk],
        "facilitator": cast.membership("tom").pk,
        "actions-TOTAL_FORMS": "10",
        "actions-INITIAL_FORMS": "10",
        **lines,
        **more,
    }


def test_the_form_makes_the_record(cast: Cast):
    deed = {
        "actions-0-deed": "call Jo",
        "actions-0-owner": str(cast.membership("max").pk),
    }

    answer = cast.client("tom").post(_url(cast), _data(cast, **deed))

    assert answer.headers["Location"] == cast.meeting.get_absolute_url()
    assert [each.deed for each in _now(cast).actions.all()] == ["call Jo"]
    assert _now(cast).attendances.exclude(present_at=None).count() == 2


def test_a_mistake_loses_nothing(cast: Cast):
    typed = {"sentence": "How can I begin?", "actions-0-deed": "call Jo"}

    page = cast.client("tom").post(_url(cast), _data(cast, **typed))

    text = page.content.decode()
    assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Say whose issue this was." in text
    assert "Say who will do it." in text
    assert "How can I begin?" in text
    assert "call Jo" in text


def test_a_member_is_told_who_may_enter_it(cast: Cast):
    page = cast.client("max").post(_url(cast), _data(cast))

    assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "or the coordinator" in page.content.decode()


def test_an_adviser_enters_nothing(cast: Cast):
    assert cast.client("ada").get(_url(cast)).status_code == HTTPStatus.FORBIDDEN


def test_a_meeting_ahead_leads_to_its_page(cast: Cast):
    with at(cast.meeting.starts_at - HOUR):
        answer = cast.client("tom").get(_url(cast))

    assert answer.headers["Location"] == cast.meeting.get_absolute_url()
