"""Who facilitates for the first time is told every step; who has done it may ask for it."""

import re
from typing import get_args

import pytest
from django.utils.translation import override

from actionlearning.lib.clock import shared_now
from meetings.formats.guidance import LISTEN_FOR, PROMPTS, STEPS
from meetings.formats.phases import walk
from meetings.formats.shipped import AIRTIME, FORMATS, ONE_PROBLEM, REPORT_AND_RESOLVE
from meetings.formats.shipped.pieces import PIECES
from meetings.formats.situations import Situation, situation
from meetings.models import Meeting
from meetings.room.queries.fetch import room_view
from meetings.room.queries.guidance import guidance
from meetings.room.services import check, phase
from tests.meetings.room.airtime import page
from tests.meetings.room.live_meeting import LiveMeeting
from tests.support.cast import Cast


@pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
def test_every_phase_has_words_for_its_facilitator(form):
    for each in walk(form.phases, slots={1, 2, 3}):
        now = situation(each)

        assert 1 <= len(PROMPTS[now]) <= 2
        assert LISTEN_FOR[now]
        assert each.for_everybody
        assert each.for_facilitator


@pytest.mark.parametrize("now", get_args(Situation))
def test_the_steps_are_few_and_short(now):
    assert 2 <= len(STEPS[now]) <= 4
    assert all(len(step) <= 75 for step in STEPS[now])


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (
            REPORT_AND_RESOLVE,
            "open report_backs choose issue options points act review close",
        ),
        (
            AIRTIME,
            "open report_backs choose tell clarify explore decides helped review close",
        ),
        (
            ONE_PROBLEM,
            "rules report_backs choose tell explore check name options check act review close",
        ),
        (
            FORMATS["written_questions"],
            "open report_backs choose tell write hand answer points review close",
        ),
    ],
    ids=lambda it: getattr(it, "key", ""),
)
def test_each_phase_is_known_for_what_it_is(form, expected):
    assert [
        situation(each) for each in walk(form.phases, slots={1})
    ] == expected.split()


def test_a_piece_of_a_sets_own_format_is_known_too():
    walked = [piece for piece in PIECES.values() if piece.is_walked]

    assert {situation(piece) for piece in walked} <= set(get_args(Situation))


def _has_led(live_meeting: LiveMeeting, times: int) -> None:
    fay = live_meeting.membership("fay")
    ended = Meeting.objects.exclude(pk=live_meeting.meeting.pk).order_by("starts_at")
    mine = list(ended.filter(learning_set=fay.learning_set)[:times])
    Meeting.objects.filter(facilitator=fay).exclude(pk=live_meeting.meeting.pk).update(
        facilitator=None
    )
    Meeting.objects.filter(pk__in=[each.pk for each in mine]).update(
        facilitator=fay, state=Meeting.State.ENDED
    )


@pytest.mark.at("open")
@pytest.mark.parametrize(("times", "opened"), [(0, True), (1, True), (2, False)])
def test_who_has_hardly_facilitated_reads_each_step(
    live_meeting: LiveMeeting, times: int, opened: bool
):
    live_meeting.go_to("open")
    _has_led(live_meeting, times)
    phase.pause(live_meeting.meeting, by=live_meeting.membership("fay"))

    shown = page(live_meeting, "fay")

    assert bool(re.search(r'<details id="steps"[^>]* open>', shown)) is opened
    assert "Read one ground rule aloud." in shown


def test_the_help_is_the_same_in_german(cast: Cast):
    """The page's phase is translated; what it is about must not be read off its words."""
    meeting = LiveMeeting(cast)
    Meeting.objects.filter(pk=meeting.meeting.pk).update(format=ONE_PROBLEM.key)
    meeting.gather()
    meeting.start()

    with override("de"):
        card = guidance(
            room_view(meeting.meeting, shared_now()), meeting.membership("fay")
        )

    assert card
    assert card.prompts[0] == "Welche Fertigkeit willst du heute üben?"


@pytest.mark.at("open")
def test_only_the_facilitator_has_the_card(live_meeting: LiveMeeting):
    live_meeting.go_to("open")

    assert "For the facilitator" in page(live_meeting, "fay")
    assert "For the facilitator" not in page(live_meeting, "tom")
    assert "Read one ground rule aloud." not in page(live_meeting, "tom")


@pytest.mark.at("action_to_take")
def test_a_process_check_has_words_of_its_own(live_meeting: LiveMeeting):
    live_meeting.go_to("action_to_take")
    check.begin(live_meeting.meeting, by=live_meeting.membership("fay"))

    assert "Say that the issue can wait for a moment." in page(live_meeting, "fay")
