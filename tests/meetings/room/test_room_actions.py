"""Agreeing actions in the room: few fields, and gentle words that stop nobody."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.urls import reverse

from meetings.models import Action, Series
from meetings.room.services import action
from tests.meetings.room.airtime import page
from tests.meetings.room.live_meeting import Sitting

pytestmark = pytest.mark.at("actions")


def _post(sitting: Sitting, name: str, deed: str, **more: object) -> Any:
    url = reverse("meetings:room_actions", args=[sitting.meeting.code])
    due = sitting.meeting.date + dt.timedelta(days=7)
    sent = {"deed": deed, "due_on": due.isoformat(), "client_id": uuid.uuid4()}
    return sitting.cast.client(name).post(url, {**sent, **more})


def _agree(sitting: Sitting, name: str, deed: str) -> Action:
    action.agree(
        sitting.meeting,
        by=sitting.membership(name),
        owner=sitting.membership(name),
        cue="",
        deed=deed,
        expectation="",
        due_on=sitting.meeting.date + dt.timedelta(days=7),
        client_id=uuid.uuid4(),
    )
    return sitting.meeting.actions.latest("pk")


def test_what_somebody_has_already_comes_back_once_with_a_word(sitting: Sitting):
    _agree(sitting, "max", "Ask Jo about the budget.")

    answer = _post(sitting, "tom", "ask Jo about our budget")

    assert "Max has this already." in answer.content.decode()
    assert "ask Jo about our budget" in answer.content.decode()
    assert not sitting.meeting.actions.filter(owner=sitting.membership("tom")).exists()


def test_it_is_agreed_all_the_same_where_they_are_sure(sitting: Sitting):
    _agree(sitting, "max", "Ask Jo.")

    _post(sitting, "tom", "ask Jo", sure="1")

    assert sitting.meeting.actions.filter(owner=sitting.membership("tom")).exists()
    assert "Max has this already." in page(sitting, "ben")


def test_an_open_action_of_an_earlier_meeting_counts_too(sitting: Sitting):
    """Pia promised last time to ask both leads for an hour."""
    answer = _post(sitting, "tom", "Ask both leads for an hour!")

    assert "Pia has this already." in answer.content.decode()


def test_a_done_action_does_not(sitting: Sitting):
    _post(sitting, "tom", "show my team the draft")

    assert sitting.meeting.actions.filter(owner=sitting.membership("tom")).exists()


def test_ones_own_words_again_are_ones_own(sitting: Sitting):
    _agree(sitting, "tom", "ask Jo")

    answer = _post(sitting, "tom", "Ask Jo")

    assert "You have this already." in answer.content.decode()


def test_only_who_may_record_for_others_is_asked_whose_it_is(sitting: Sitting):
    fields = {name: page(sitting, name).count("name=") for name in ("fay", "tom")}

    assert 'id="for-another"' in page(sitting, "fay")
    assert 'id="for-another"' not in page(sitting, "tom")
    assert fields["fay"] > fields["tom"]


def test_the_first_step_is_as_near_as_the_next_meeting(sitting: Sitting):
    assert "within 48 hours" in page(sitting, "tom")

    Series.objects.filter(learning_set=sitting.cast.set).update(frequency="monthly")
    action.drop(
        sitting.meeting,
        by=sitting.membership("tom"),
        action_id=_agree(sitting, "tom", "x").pk,
    )

    assert "within a week" in page(sitting, "tom")


def test_three_are_enough_and_a_fourth_is_possible(sitting: Sitting):
    for deed in ("ask Jo", "ask Kim", "ask Lou"):
        _agree(sitting, "tom", deed)

    assert "You have three already." in page(sitting, "tom")
    assert "Tom has three already; ask which matter most." in page(sitting, "fay")
    assert "three already" not in page(sitting, "ben")
    _post(sitting, "tom", "ask Mo")
    assert sitting.meeting.actions.filter(owner=sitting.membership("tom")).count() == 4
