from dataclasses import replace

import pytest

from meetings.formats.definitions import Phase
from meetings.formats.shipped import FORMATS, REPORT_AND_RESOLVE
from meetings.formats.shipped.pieces import PIECES, ROUND, WHOLE_AIRTIME, in_slot
from meetings.formats.validation import free_key, problems

OURS = REPORT_AND_RESOLVE.phases
KEYS = [phase.key for phase in OURS]


def without(*keys: str) -> list[Phase]:
    return [phase for phase in OURS if phase.key not in keys]


def said(phases: list[Phase], minutes: int | None = None) -> list[str]:
    """Return what is said of phases whose minutes add up, unless they should not."""
    length = sum(phase.minutes for phase in phases) if minutes is None else minutes
    return [each.sentence % each.facts for each in problems(phases, length)]


@pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
def test_what_we_ship_keeps_the_rules(form):
    assert problems(form.phases, form.minutes) == []


def test_a_meeting_opens_and_closes_once():
    assert said(without("open")) == [
        "A meeting begins with its opening, and has only one."
    ]
    assert said(without("close")) == [
        "A meeting ends with its close, and has only one."
    ]


def test_what_stands_before_the_opening_is_named():
    [problem] = problems([OURS[1], OURS[0], *OURS[2:]], 90)

    assert problem.at == 1


def test_the_close_is_followed_by_nothing_but_reserve():
    moved = [*without("close", "float"), OURS[8], ROUND]

    assert said(moved) == ["A meeting ends with its close, and has only one."]


def test_reserve_may_be_left_out():
    assert said(without("float")) == []


def test_the_set_chooses_before_the_airtime():
    late = [*without("choose", "review", "close", "float"), OURS[2], *OURS[7:]]

    expected = "The set has to choose the issues before the first airtime."
    assert said(late) == [expected]
    assert said(without("choose")) == [expected]


def test_a_choice_needs_an_airtime():
    slotless = [phase for phase in OURS if not phase.slot]

    assert said(slotless) == ["A choice needs an airtime after it."]


def test_a_meeting_may_do_without_airtime():
    slotless = [p for p in OURS if not p.slot and p.kind != "decide"]

    assert said(slotless) == []


def test_every_airtime_asks_one_of_the_questions():
    silent = [replace(p, answers=()) if p.slot else p for p in OURS]

    assert said(silent) == ["None of the three questions is asked in this airtime."]


def test_airtimes_follow_each_other():
    second = [replace(p, slot=2) if p.slot else p for p in OURS]

    assert said(second) == ["Airtimes must be in order: the first, then the second."]


def test_a_presenter_is_asked_in_an_airtime():
    free = [replace(p, slot=0) if p.key == "action_points" else p for p in OURS]

    assert said(free) == ["Say which airtime this belongs to."]


def test_a_process_review_is_in_nobodys_airtime():
    owned = [replace(p, slot=1) if p.kind == "review" else p for p in OURS]

    assert said(owned) == ["This is not part of anybody’s airtime."]


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (85, "The phases take 90 minutes: 5 too many."),
        (95, "The phases take 90 minutes: 5 too few."),
    ],
)
def test_the_minutes_add_up(minutes: int, words: str):
    assert said(list(OURS), minutes) == [words]


def test_a_second_review_is_one_too_many():
    twice = [*OURS[:8], replace(OURS[7], key="review_2"), *OURS[8:]]

    [problem] = problems(twice, 98)

    assert (problem.sentence, problem.at) == (
        "There can be only one process review.",
        8,
    )


def test_one_key_names_one_phase():
    assert "This is there twice." in said([*OURS[:1], ROUND, ROUND, *OURS[1:]])


def test_a_whole_airtime_may_be_added():
    second = [replace(in_slot(p, 2), key=free_key(p.key, KEYS)) for p in WHOLE_AIRTIME]

    assert said([*OURS[:6], *second, *OURS[6:]]) == []


@pytest.mark.parametrize("name", sorted(PIECES))
def test_every_piece_is_a_phase_of_the_room(name: str):
    assert PIECES[name].title
    assert PIECES[name].minutes >= 1


def test_a_free_key_is_short_and_new():
    assert free_key("round", ["round", "round_1"]) == "round_2"
    assert len(free_key("a_very_long_key_that_is", [])) <= 20
