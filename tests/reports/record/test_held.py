"""What the record says of how a meeting was held."""

import datetime as dt
from http import HTTPStatus

import pytest

from actionlearning.lib.clock import shared_now
from meetings.models import Meeting
from meetings.room.services import facilitation, phase, review
from tests.meetings.room.live_meeting import LiveMeeting

pytestmark = pytest.mark.at("review")
RULE = "We ask before we advise."


def _close(live_meeting: LiveMeeting, by: str = "fay") -> None:
    membership = live_meeting.membership(by)
    if live_meeting.meeting.phase != "close":
        phase.advance(
            live_meeting.meeting, by=membership, seen=live_meeting.meeting.phase
        )
    phase.close(live_meeting.meeting, by=membership, seen="close")


def _record(live_meeting: LiveMeeting, name: str = "ben") -> str:
    answer = live_meeting.cast.client(name).get(live_meeting.meeting.get_absolute_url())
    return " ".join(answer.content.decode().split())


def test_it_names_who_facilitated_in_turn(live_meeting: LiveMeeting):
    fay, tom = live_meeting.membership("fay"), live_meeting.membership("tom")
    facilitation.hand_over(live_meeting.meeting, by=fay, to=tom)
    _close(live_meeting, by="tom")

    assert "Fay facilitated, then Tom." in _record(live_meeting)


def test_it_names_the_one_who_did_all_along(live_meeting: LiveMeeting):
    _close(live_meeting)

    assert "6 came. Fay facilitated." in _record(live_meeting)


def test_it_says_how_long_it_took_and_by_which_format(live_meeting: LiveMeeting):
    _close(live_meeting)
    end = shared_now()
    Meeting.objects.filter(pk=live_meeting.meeting.pk).update(
        started_at=end - dt.timedelta(minutes=94), ended_at=end
    )

    assert "90 minutes planned, 94 taken." in _record(live_meeting)


def test_it_shows_how_the_rules_were_kept_without_names(live_meeting: LiveMeeting):
    for name, mark in (("tom", 3), ("ben", 3), ("lea", 1)):
        review.write(
            live_meeting.meeting,
            by=live_meeting.membership(name),
            helped="",
            differently="",
            scores={RULE: mark},
        )
    _close(live_meeting)

    found = _record(live_meeting)
    assert f"<span>{RULE}</span>" in found
    assert "2 well, 1 not today" in found


def test_a_meeting_that_never_began_has_a_page(live_meeting: LiveMeeting):
    later = live_meeting.cast.harbour.later[0]
    Meeting.objects.filter(pk=later.pk).update(state=Meeting.State.CANCELLED)

    answer = live_meeting.cast.client("ben").get(later.get_absolute_url())

    assert answer.status_code == HTTPStatus.OK
