import pytest

from meetings.room.cadence import first_step
from meetings.room.sameness import gist


@pytest.mark.parametrize(
    "text",
    [
        "ASK JO",
        "ask Jo.",
        "  ask   Jo ",
        "I will ask our Jo!",
        "to “ask” Jo",
        "ask Jô",
    ],
)
def test_the_same_words_have_one_gist(text: str):
    assert gist(text) == gist("Ask Jo")


@pytest.mark.parametrize("text", ["Ask Jo twice", "Jo asks", "Ask", ""])
def test_other_words_have_another(text: str):
    assert gist(text) != gist("Ask Jo")


def test_apostrophes_part_no_word():
    assert gist("Draw Jo’s plan") == gist("draw Jos plan")


def test_small_words_alone_still_count():
    assert (gist("On with our"), gist("…")) == ("on with our", "")


@pytest.mark.parametrize(
    ("frequency", "every", "within"),
    [
        ("daily", 1, "before tomorrow’s meeting"),
        ("working_days", 1, "before the next meeting"),
        ("weekly", 1, "within 48 hours"),
        ("weekly", 2, "within four days"),
        ("weekly", 5, "within a week"),
        ("monthly", 1, "within a week"),
        ("", 1, "within 48 hours"),
    ],
)
def test_the_oftener_a_set_meets_the_sooner_is_the_first_step(
    frequency: str, every: int, within: str
):
    assert first_step(frequency, every) == f"Take the first step {within}."
