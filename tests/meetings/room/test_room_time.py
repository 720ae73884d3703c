"""The room says what time is left, who would give more, and which keys move it on."""

import datetime as dt
import re

import pytest

from actionlearning.lib.clock import at, shared_now
from meetings.formats.phases import MINUTE_MS
from meetings.formats.shipped import REPORT_AND_RESOLVE
from meetings.room.budget import Pace
from meetings.room.queries.time import Budget, more_time
from meetings.room.services import phase
from tests.meetings.room.airtime import page
from tests.meetings.room.live_meeting import LiveMeeting


def _pace(key: str, minute: int) -> Pace:
    """Return a meeting that began at 0, its phase ending at that minute."""
    return Pace(
        REPORT_AND_RESOLVE.phases, key, frozenset({1}), 90, 0, minute * MINUTE_MS, None
    )


@pytest.mark.parametrize(
    ("key", "ends", "said"),
    [
        (
            "open",
            5,
            ["from the reserve"] * 2 + ["3 from the reserve, 2 from Report-backs"],
        ),
        ("review", 80, ["from the reserve"] * 3),
        (
            "close",
            87,
            ["from the reserve"] * 2 + ["3 from the reserve, ends 2 min later"],
        ),
    ],
)
def test_each_button_says_who_gives(key, ends, said):
    offered = more_time(_pace(key, ends), 0)

    assert [more.source for more in offered] == said
    assert [more.label for more in offered] == ["+1 min", "+2 min", "+5 min"]


@pytest.mark.parametrize(
    ("minute", "words", "misfit"),
    [
        (3, "on time", ""),
        (12, "7 min behind plan", "No longer fits: Process review, Close"),
    ],
)
def test_the_strip_says_how_the_meeting_stands(minute, words, misfit):
    budget = Budget(_pace("open", 5), minute * MINUTE_MS)

    assert (budget.words, budget.misfit) == (words, misfit)
    assert budget.minute == f"Minute {minute + 1} of 90"


def test_time_in_hand_is_said():
    assert Budget(_pace("report_backs", 24), 0).words == "5 min in hand"


def test_the_strip_counts_from_instants_however_old_the_look_is(
    live_meeting: LiveMeeting,
):
    start = shared_now() - dt.timedelta(minutes=10)
    with at(start):
        live_meeting.start()
    started = live_meeting.meeting.started_at
    assert started

    shown = page(live_meeting, "tom")

    assert f'data-started="{int(started.timestamp() * 1000)}"' in shown
    assert "Minute 11 of 90" in shown
    assert "5 min behind plan" in shown


def test_over_time_is_behind_plan_while_paused_too(live_meeting: LiveMeeting):
    with at(shared_now() - dt.timedelta(minutes=12)):
        live_meeting.start()
        phase.pause(live_meeting.meeting, by=live_meeting.membership("fay"))

    assert "12 min behind plan" in page(live_meeting, "fay")


def _keys(shown: str) -> set[str]:
    return set(re.findall(r'aria-keyshortcuts="([^"]+)"', shown))


@pytest.mark.at("report_backs")
def test_keys_belong_to_the_buttons_of_whoever_may_press_them(
    live_meeting: LiveMeeting,
):
    live_meeting.go_to("report_backs").begin()
    speaker = live_meeting.speaker()
    listener = next(
        name for name in live_meeting.people if name not in {speaker, "fay"}
    )

    assert _keys(page(live_meeting, "fay")) == {"Space", "n", "p", "Plus"}
    assert _keys(page(live_meeting, speaker)) == {"Space"}
    assert _keys(page(live_meeting, listener)) == set()
