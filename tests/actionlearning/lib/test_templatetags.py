import pytest
from django.template import Context, Template
from django.test import RequestFactory

from actionlearning.lib import drawing, samples
from actionlearning.lib.drawing import Step
from actionlearning.lib.templatetags.lib_tags import initials, minutes
from actionlearning.lib.text import changed_words
from sets.inbox.context import header_badges


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        *(("Priya Anand", "PA"), ("Léa", "LÉ"), ("Han Ji-woo", "HW")),
        *(("Anna de la Cruz", "AC"), ("7", "7")),
    ],
)
def test_initials_are_two_letters_where_there_are_two(name, letters):
    assert initials(name) == letters


@pytest.mark.parametrize(
    ("left", "shown"),
    [
        (272_000, "4:32"),
        (271_001, "4:32"),
        (59_000, "0:59"),
        (-5, "0:00"),
        (None, "0:00"),
    ],
)
def test_minutes_are_read_from_a_clock(left, shown):
    assert minutes(left) == shown


def test_the_emblem_has_one_lamp_among_six():
    dots = drawing.emblem(6, 2)

    assert [dot.highlight for dot in dots] == [False, True, False, False, False, False]
    assert (dots[2].x, dots[2].y) == ("27.00", "16.00")


def test_the_emblem_without_a_lamp_is_dark():
    assert not any(dot.highlight for dot in drawing.emblem(4, 0))


def test_the_strip_shares_the_width_by_minutes():
    parts = drawing.strip([Step("One", 30, "done"), Step("Two", 60, "ahead")])

    assert [(part.x, part.width) for part in parts] == [(0, 328), (333, 662)]


def test_the_strip_leaves_out_what_has_no_minutes():
    parts = drawing.strip([Step("One", 90, "now"), Step("Two", 0, "spare")])

    assert [part.width for part in parts] == [995, 0]


def round_of(**more: object) -> str:
    source = "{% include 'components/round.html' with seats=seats label='Six' left_ms=left total_ms=total only %}"
    return Template(source).render(Context({"seats": samples.six(), **more}))


def test_the_round_draws_the_time_left_as_an_arc():
    assert 'stroke-dasharray="250 1000"' in round_of(left=15_000, total=60_000)


def test_the_round_without_a_clock_has_no_arc():
    assert "round-arc" not in round_of()


def test_the_round_says_who_speaks_facilitates_and_is_away():
    page = round_of()

    assert page.count('class="round-seat highlight forward"') == 1
    assert page.count('class="round-seat facilitator"') == 1
    assert page.count('class="round-seat away"') == 1
    assert page.count('class="round-hand"') == 2


def test_changed_words_are_marked():
    pieces = changed_words(
        "How can I check letters faster?", "How can I check on letters?"
    )

    assert pieces == [("How can I check", False), ("on letters?", True)]


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("", "How can I start?", [("How can I start?", False)]),
        ("How can I start?", "how can I start?", [("how can I start?", False)]),
        ("Quite another thing", "How can I start?", [("How can I start?", False)]),
        ("How can I start?", "", []),
    ],
)
def test_nothing_is_marked_where_a_mark_says_nothing(before, after, pieces):
    assert changed_words(before, after) == pieces


def test_a_manager_is_told_from_a_member(cast):
    requests = {name: RequestFactory().get("/") for name in ("sam", "fay")}
    for name, request in requests.items():
        request.user = cast.users[name]

    assert bool(header_badges(requests["sam"])["IS_MANAGER"]) is True
    assert bool(header_badges(requests["fay"])["IS_MANAGER"]) is False
