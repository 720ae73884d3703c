"""What was written down for somebody waits for their yes."""

import uuid
from http import HTTPStatus

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from meetings.models import Action, Inquiry
from meetings.paper.services import confirming
from meetings.room.services import action
from tests.meetings.room.live_meeting import LiveMeeting

pytestmark = pytest.mark.at("actions")


@pytest.fixture
def for_max(live_meeting: LiveMeeting) -> Action:
    """Fay writes an action down for Max."""
    live_meeting.go_to("actions")
    action.agree(
        live_meeting.meeting,
        by=live_meeting.membership("fay"),
        owner=live_meeting.membership("max"),
        cue="",
        deed="call Jo",
        expectation="",
        due_on=live_meeting.cast.harbour.later[0].date,
        client_id=uuid.uuid4(),
    )
    return live_meeting.meeting.actions.get()


def _url(live_meeting: LiveMeeting, noun: str = "recorded", *args: object) -> str:
    return reverse(f"meetings:{noun}", args=[live_meeting.cast.meeting.code, *args])


def test_an_action_for_another_waits(live_meeting: LiveMeeting, for_max: Action):
    assert (for_max.recorded_by, for_max.is_unconfirmed) == (
        live_meeting.membership("fay"),
        True,
    )


def test_its_owner_says_yes(live_meeting: LiveMeeting, for_max: Action):
    page = live_meeting.cast.client("max").get(_url(live_meeting)).content.decode()

    answer = live_meeting.cast.client("max").post(
        _url(live_meeting, "recorded_action", for_max.pk), {"way": "right"}
    )

    for_max.refresh_from_db()
    assert "Recorded by Fay" in page
    assert answer.status_code == HTTPStatus.FOUND
    assert (for_max.deed, for_max.is_unconfirmed) == ("call Jo", False)


def test_its_owner_words_it_anew(live_meeting: LiveMeeting, for_max: Action):
    words = {"deed": "write to Jo", "due_on": for_max.due_on.isoformat()}

    live_meeting.cast.client("max").post(
        _url(live_meeting, "recorded_action", for_max.pk), {"way": "anew", **words}
    )

    for_max.refresh_from_db()
    assert (for_max.deed, for_max.is_unconfirmed) == ("write to Jo", False)


def test_a_mistake_keeps_what_was_typed(live_meeting: LiveMeeting, for_max: Action):
    page = live_meeting.cast.client("max").post(
        _url(live_meeting, "recorded_action", for_max.pk),
        {"way": "anew", "cue": "it rains", "deed": ""},
    )

    assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "it rains" in page.content.decode()


@pytest.mark.parametrize("who", ["fay", "pia", "ada"])
def test_nobody_else_says_yes_for_them(
    live_meeting: LiveMeeting, for_max: Action, who: str
):
    answer = live_meeting.cast.client(who).post(
        _url(live_meeting, "recorded_action", for_max.pk), {"way": "right"}
    )

    for_max.refresh_from_db()
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert for_max.is_unconfirmed


def test_who_has_nothing_to_confirm_is_led_to_the_meeting(
    live_meeting: LiveMeeting, for_max: Action
):
    answer = live_meeting.cast.client("pia").get(_url(live_meeting))

    assert answer.headers["Location"] == live_meeting.meeting.get_absolute_url()


@pytest.mark.at("current_issue")
def test_only_the_presenter_confirms_the_answers(live_meeting: LiveMeeting):
    live_meeting.go_to("current_issue")
    inquiry = live_meeting.meeting.inquiries.get()
    Inquiry.objects.filter(pk=inquiry.pk).update(
        recorded_by=live_meeting.membership("fay")
    )

    with pytest.raises(PermissionDenied):
        confirming.confirm(inquiry, by=live_meeting.membership("fay"))
    confirming.confirm(inquiry, by=live_meeting.membership("pia"))

    inquiry.refresh_from_db()
    assert not inquiry.is_unconfirmed
