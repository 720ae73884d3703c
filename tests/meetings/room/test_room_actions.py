"""Agreeing actions in the room: few fields, and gentle words that stop nobody."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.urls import reverse

from meetings.models import Action, Series
from meetings.room.services import action
from tests.meetings.room.airtime import page
from tests.meetings.room.live_meeting import LiveMeeting

pytestmark = pytest.mark.at("actions")


def _post(live_meeting: LiveMeeting, name: str, deed: str, **more: object) -> Any:
    url = reverse("meetings:room_actions", args=[live_meeting.meeting.code])
    due = live_meeting.meeting.date + dt.timedelta(days=7)
    sent = {"deed": deed, "due_on": due.isoformat(), "client_id": uuid.uuid4()}
    return live_meeting.cast.client(name).post(url, {**sent, **more})


def _agree(live_meeting: LiveMeeting, name: str, deed: str) -> Action:
    action.agree(
        live_meeting.meeting,
        by=live_meeting.membership(name),
        owner=live_meeting.membership(name),
        cue="",
        deed=deed,
        expectation="",
        due_on=live_meeting.meeting.date + dt.timedelta(days=7),
        client_id=uuid.uuid4(),
    )
    return live_meeting.meeting.actions.latest("pk")


def test_what_somebody_has_already_comes_back_once_with_a_word(
    live_meeting: LiveMeeting,
):
    _agree(live_meeting, "max", "Ask Jo about the budget.")

    answer = _post(live_meeting, "tom", "ask Jo about our budget")

    assert "Max already has this." in answer.content.decode()
    assert "ask Jo about our budget" in answer.content.decode()
    assert not live_meeting.meeting.actions.filter(
        owner=live_meeting.membership("tom")
    ).exists()


def test_it_is_agreed_all_the_same_where_they_are_sure(live_meeting: LiveMeeting):
    _agree(live_meeting, "max", "Ask Jo.")

    _post(live_meeting, "tom", "ask Jo", sure="1")

    assert live_meeting.meeting.actions.filter(
        owner=live_meeting.membership("tom")
    ).exists()
    assert "Max already has this." in page(live_meeting, "ben")


def test_an_open_action_of_an_earlier_meeting_counts_too(live_meeting: LiveMeeting):
    """Pia promised last time to ask both leads for an hour."""
    answer = _post(live_meeting, "tom", "Ask both leads for an hour!")

    assert "Pia already has this." in answer.content.decode()


def test_a_done_action_does_not(live_meeting: LiveMeeting):
    _post(live_meeting, "tom", "show my team the draft")

    assert live_meeting.meeting.actions.filter(
        owner=live_meeting.membership("tom")
    ).exists()


def test_ones_own_words_again_are_ones_own(live_meeting: LiveMeeting):
    _agree(live_meeting, "tom", "ask Jo")

    answer = _post(live_meeting, "tom", "Ask Jo")

    assert "You already have this." in answer.content.decode()


def test_only_who_may_record_for_others_is_asked_whose_it_is(live_meeting: LiveMeeting):
    fields = {name: page(live_meeting, name).count("name=") for name in ("fay", "tom")}

    assert 'id="for-another"' in page(live_meeting, "fay")
    assert 'id="for-another"' not in page(live_meeting, "tom")
    assert fields["fay"] > fields["tom"]


def test_the_first_step_is_as_near_as_the_next_meeting(live_meeting: LiveMeeting):
    assert "within 48 hours" in page(live_meeting, "tom")

    Series.objects.filter(learning_set=live_meeting.cast.set).update(
        frequency="monthly"
    )
    action.drop(
        live_meeting.meeting,
        by=live_meeting.membership("tom"),
        action_id=_agree(live_meeting, "tom", "x").pk,
    )

    assert "within a week" in page(live_meeting, "tom")


def test_three_are_enough_and_a_fourth_is_possible(live_meeting: LiveMeeting):
    for deed in ("ask Jo", "ask Kim", "ask Lou"):
        _agree(live_meeting, "tom", deed)

    assert "You already have three." in page(live_meeting, "tom")
    assert "Tom already has three; ask which matter most." in page(live_meeting, "fay")
    assert "already have three" not in page(live_meeting, "ben")
    _post(live_meeting, "tom", "ask Mo")
    assert (
        live_meeting.meeting.actions.filter(
            owner=live_meeting.membership("tom")
        ).count()
        == 4
    )
