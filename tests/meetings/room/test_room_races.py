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
from tests.meetings.room.live_meeting import (
    SIX,
    Sitting,
    together,
)
from tests.support.cast import cast as build_cast

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def sitting(transactional_db: None) -> Sitting:
    """A meeting whose rows are committed, for other connections to see."""
    return Sitting(build_cast())


def test_two_next_at_once_advance_once(sitting: Sitting):
    sitting.start()
    fay = sitting.membership("fay")
    for n in range(20):
        verb = phase.back if n % 2 else phase.advance
        seen = "report_backs" if n % 2 else "open"
        hands = 2 + n % 5

        raised = together(
            *[partial(verb, sitting.meeting, by=fay, seen=seen) for _ in range(hands)]
        )

        assert sitting.meeting.phase == ("open" if n % 2 else "report_backs")
        assert raised.count(None) == 1
        assert sum(isinstance(error, Stale) for error in raised) == hands - 1


def test_everybody_comes_in_at_once(sitting: Sitting):
    sitting.people = SIX[:3]
    sitting.start()

    raised = together(
        *[
            partial(lobby.enter, sitting.meeting, by=sitting.membership(name))
            for name in SIX[3:]
        ]
    )

    assert raised == [None] * 3
    assert sorted(sitting.order()) == sorted(SIX)
    positions = sitting.meeting.turns.values_list("position", flat=True)
    assert sorted(positions) == list(range(1, 7))


def test_a_turn_ends_once_when_speaker_and_facilitator_tap_together(sitting: Sitting):
    sitting.start().begin()
    speaker, following = sitting.order()[:2]
    turn = sitting.turn(speaker).pk

    raised = together(
        *[
            partial(
                turns.finish, sitting.meeting, by=sitting.membership(name), turn_id=turn
            )
            for name in (speaker, "fay", speaker, "fay")
        ]
    )

    assert raised == [None] * 4
    assert sitting.speaker() == following


def test_an_action_sent_five_times_is_one_action(sitting: Sitting):
    sitting.go_to("actions")
    pia = sitting.membership("pia")
    agree = partial(
        action.agree,
        sitting.meeting,
        by=pia,
        owner=pia,
        cue="",
        deed="call Jo",
        expectation="",
        due_on=sitting.meeting.date,
        client_id=uuid.uuid4(),
    )

    raised = together(*[agree] * 5)

    assert raised == [None] * 5
    assert Action.objects.filter(meeting=sitting.meeting).count() == 1


def test_of_two_choices_at_once_one_inquiry_stays(sitting: Sitting):
    sitting.go_to("choose")
    chosen = [sitting.bid(name).pk for name in ("pia", "max")]

    together(
        *[
            partial(
                bids.choose, sitting.meeting, by=sitting.membership("fay"), bid_id=pk
            )
            for pk in chosen
        ]
    )

    assert sitting.meeting.inquiries.count() == 1
    assert sitting.meeting.bids.filter(state="chosen").count() == 1


def test_of_two_windows_one_is_told(sitting: Sitting):
    sitting.go_to("current_issue")

    raised = together(
        *[
            partial(
                inquiry.answer,
                sitting.meeting,
                by=sitting.membership(name),
                question="current_issue",
                text=f"{name} wrote this {where}",
                seen=fingerprint(""),
            )
            for name, where in (("pia", "here"), ("pia", "there"))
        ]
    )

    assert sorted(type(error).__name__ for error in raised) == ["Conflict", "NoneType"]


def test_of_two_who_take_over_one_facilitates(sitting: Sitting):
    sitting.start().silence("fay", 200)

    raised = together(
        *[
            partial(
                facilitation.take_over, sitting.meeting, by=sitting.membership(name)
            )
            for name in ("ben", "tom")
        ]
    )

    assert raised.count(None) == 1
    assert sum(isinstance(error, Stale) for error in raised) == 1


def test_removal_and_commands_do_not_wait_for_each_other(sitting: Sitting):
    sitting.start().begin()
    tom = sitting.membership("tom")
    enter = partial(lobby.enter, sitting.meeting, by=tom)

    raised = together(
        enter,
        partial(end, tom, by=sitting.membership("fay")),
        enter,
        partial(turns.give, sitting.meeting, by=sitting.membership("fay"), who=tom),
        partial(phase.pause, sitting.meeting, by=sitting.membership("fay")),
    )

    assert raised[1] is None
    names = {type(error).__name__ for error in raised if error}
    assert names <= {"PermissionDenied", "NotAllowedYet"}
    assert Meeting.objects.get(pk=sitting.meeting.pk).is_live
