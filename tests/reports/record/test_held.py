"""What the record says of how a meeting was held."""

import datetime as dt
from http import HTTPStatus

import pytest

from actionlearning.lib.clock import shared_now
from meetings.models import Meeting
from meetings.room.services import (
    facilitation,
    phase,
    review,
)
from tests.meetings.room.live_meeting import Sitting

pytestmark = pytest.mark.at("review")
RULE = "We ask before we advise."


def _close(sitting: Sitting, by: str = "fay") -> None:
    membership = sitting.membership(by)
    if sitting.meeting.phase != "close":
        phase.advance(sitting.meeting, by=membership, seen=sitting.meeting.phase)
    phase.close(sitting.meeting, by=membership, seen="close")


def _record(sitting: Sitting, name: str = "ben") -> str:
    answer = sitting.cast.client(name).get(sitting.meeting.get_absolute_url())
    return " ".join(answer.content.decode().split())


def test_it_names_who_facilitated_in_turn(sitting: Sitting):
    fay, tom = sitting.membership("fay"), sitting.membership("tom")
    facilitation.hand_over(sitting.meeting, by=fay, to=tom)
    _close(sitting, by="tom")

    assert "Fay facilitated, then Tom." in _record(sitting)


def test_it_names_the_one_who_did_all_along(sitting: Sitting):
    _close(sitting)

    assert "6 came. Fay facilitated." in _record(sitting)


def test_it_says_how_long_it_took_and_by_which_format(sitting: Sitting):
    _close(sitting)
    end = shared_now()
    Meeting.objects.filter(pk=sitting.meeting.pk).update(
        started_at=end - dt.timedelta(minutes=94), ended_at=end
    )

    assert "90 minutes planned, 94 taken." in _record(sitting)


def test_it_shows_how_the_rules_were_kept_without_names(sitting: Sitting):
    for name, mark in (("tom", 3), ("ben", 3), ("lea", 1)):
        review.write(
            sitting.meeting,
            by=sitting.membership(name),
            helped="",
            differently="",
            scores={RULE: mark},
        )
    _close(sitting)

    found = _record(sitting)
    assert f"<span>{RULE}</span>" in found
    assert "2 well, 1 not today" in found


def test_a_meeting_that_never_began_has_a_page(sitting: Sitting):
    later = sitting.cast.harbour.later[0]
    Meeting.objects.filter(pk=later.pk).update(state=Meeting.State.CANCELLED)

    answer = sitting.cast.client("ben").get(later.get_absolute_url())

    assert answer.status_code == HTTPStatus.OK
