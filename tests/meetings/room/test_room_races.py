"""Two hands on one button, on real locks (docs/threat-model.md#two-at-once)."""

import uuid
from functools import partial

import pytest

from actionlearning.lib.errors import Stale
from meetings.models import Action, Meeting
from meetings.room.services import (
    action,
    bids,
    facilitation,
    inquiry,
    lobby,
    phase,
    turns,
)
from meetings.room.services.inquiry import fingerprint
from sets.memberships import end
from tests.meetings.room.live_meeting import SIX, LiveMeeting, together
from tests.support.cast import cast as build_cast

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def live_meeting(transactional_db: None) -> LiveMeeting:
    """A meeting whose rows are committed, for other connections to see."""
    return LiveMeeting(build_cast())


def test_two_next_at_once_advance_once(live_meeting: LiveMeeting):
    live_meeting.start()
    fay = live_meeting.membership("fay")
    for n in range(20):
        verb = phase.back if n % 2 else phase.advance
        seen = "report_backs" if n % 2 else "open"
        hands = 2 + n % 5

        raised = together(
            *[
                partial(verb, live_meeting.meeting, by=fay, seen=seen)
                for _ in range(hands)
            ]
        )

        assert live_meeting.meeting.phase == ("open" if n % 2 else "report_backs")
        assert raised.count(None) == 1
        assert sum(isinstance(error, Stale) for error in raised) == hands - 1


def test_everybody_comes_in_at_once(live_meeting: LiveMeeting):
    live_meeting.people = SIX[:3]
    live_meeting.start()

    raised = together(
        *[
            partial(lobby.enter, live_meeting.meeting, by=live_meeting.membership(name))
            for name in SIX[3:]
        ]
    )

    assert raised == [None] * 3
    assert sorted(live_meeting.order()) == sorted(SIX)
    positions = live_meeting.meeting.turns.values_list("position", flat=True)
    assert sorted(positions) == list(range(1, 7))


def test_a_turn_ends_once_when_speaker_and_facilitator_tap_together(
    live_meeting: LiveMeeting,
):
    live_meeting.start().begin()
    speaker, following = live_meeting.order()[:2]
    turn = live_meeting.turn(speaker).pk

    raised = together(
        *[
            partial(
                turns.finish,
                live_meeting.meeting,
                by=live_meeting.membership(name),
                turn_id=turn,
            )
            for name in (speaker, "fay", speaker, "fay")
        ]
    )

    assert raised == [None] * 4
    assert live_meeting.speaker() == following


def test_an_action_sent_five_times_is_one_action(live_meeting: LiveMeeting):
    live_meeting.go_to("actions")
    pia = live_meeting.membership("pia")
    agree = partial(
        action.agree,
        live_meeting.meeting,
        by=pia,
        owner=pia,
        cue="",
        deed="call Jo",
        expectation="",
        due_on=live_meeting.meeting.date,
        client_id=uuid.uuid4(),
    )

    raised = together(*[agree] * 5)

    assert raised == [None] * 5
    assert Action.objects.filter(meeting=live_meeting.meeting).count() == 1


def test_of_two_choices_at_once_one_inquiry_stays(live_meeting: LiveMeeting):
    live_meeting.go_to("choose")
    chosen = [live_meeting.bid(name).pk for name in ("pia", "max")]

    together(
        *[
            partial(
                bids.choose,
                live_meeting.meeting,
                by=live_meeting.membership("fay"),
                bid_id=pk,
            )
            for pk in chosen
        ]
    )

    assert live_meeting.meeting.inquiries.count() == 1
    assert live_meeting.meeting.bids.filter(state="chosen").count() == 1


def test_of_two_windows_one_is_told(live_meeting: LiveMeeting):
    live_meeting.go_to("current_issue")

    raised = together(
        *[
            partial(
                inquiry.answer,
                live_meeting.meeting,
                by=live_meeting.membership(name),
                question="current_issue",
                text=f"{name} wrote this {where}",
                seen=fingerprint(""),
            )
            for name, where in (("pia", "here"), ("pia", "there"))
        ]
    )

    assert sorted(type(error).__name__ for error in raised) == ["Conflict", "NoneType"]


def test_of_two_who_take_over_one_facilitates(live_meeting: LiveMeeting):
    live_meeting.start().silence("fay", 200)

    raised = together(
        *[
            partial(
                facilitation.take_over,
                live_meeting.meeting,
                by=live_meeting.membership(name),
            )
            for name in ("ben", "tom")
        ]
    )

    assert raised.count(None) == 1
    assert sum(isinstance(error, Stale) for error in raised) == 1


def test_removal_and_commands_do_not_wait_for_each_other(live_meeting: LiveMeeting):
    live_meeting.start().begin()
    tom = live_meeting.membership("tom")
    enter = partial(lobby.enter, live_meeting.meeting, by=tom)

    raised = together(
        enter,
        partial(end, tom, by=live_meeting.membership("fay")),
        enter,
        partial(
            turns.give, live_meeting.meeting, by=live_meeting.membership("fay"), who=tom
        ),
        partial(phase.pause, live_meeting.meeting, by=live_meeting.membership("fay")),
    )

    assert raised[1] is None
    names = {type(error).__name__ for error in raised if error}
    assert names <= {"PermissionDenied", "NotAllowedYet"}
    assert Meeting.objects.get(pk=live_meeting.meeting.pk).is_live
