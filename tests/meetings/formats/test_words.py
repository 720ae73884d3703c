"""The presenter's own words: whoever types, nothing stands there without their yes."""

import pytest
from django.core.exceptions import PermissionDenied

from actionlearning.lib.errors import Conflict, Stale
from meetings.models import Meeting, Slip
from meetings.room.services import inquiry, phase
from meetings.room.services.inquiry import fingerprint
from tests.meetings.room.live_meeting import LiveMeeting

pytestmark = pytest.mark.at("current_issue")


@pytest.fixture
def asking(live_meeting: LiveMeeting) -> LiveMeeting:
    return live_meeting.go_to("current_issue")


def _write(asking: LiveMeeting, name: str, text: str, over: str = "") -> Meeting:
    return inquiry.answer(
        asking.meeting,
        by=asking.membership(name),
        question="current_issue",
        text=text,
        seen=fingerprint(over),
    )


def _approve(
    asking: LiveMeeting, read: str, text: str = "", name: str = "pia", over: str = ""
) -> Meeting:
    return inquiry.approve(
        asking.meeting,
        by=asking.membership(name),
        question="current_issue",
        text=text or read,
        seen=fingerprint(over),
        proposed=fingerprint(read),
    )


def _refuse(asking: LiveMeeting, read: str, name: str = "pia") -> None:
    inquiry.refuse(
        asking.meeting,
        by=asking.membership(name),
        question="current_issue",
        proposed=fingerprint(read),
    )


def _stands(asking: LiveMeeting) -> tuple[str, list[str]]:
    """Return what stands as the presenter's words, and what waits for a yes."""
    proposals = asking.meeting.slips.filter(kind=Slip.Kind.WORDS)
    kept = asking.meeting.inquiries.get().current_issue
    return kept, list(proposals.values_list("text", flat=True))


def test_what_the_facilitator_writes_waits_for_a_yes(asking: LiveMeeting):
    _write(asking, "fay", "Nobody")
    _write(asking, "fay", "Nobody decides.", over="Nobody")

    assert _stands(asking) == ("", ["Nobody decides."])


def test_a_yes_makes_it_the_presenters_own(asking: LiveMeeting):
    _write(asking, "fay", "Nobody decides.")

    _approve(asking, "Nobody decides.")

    assert _stands(asking) == ("Nobody decides.", [])


def test_a_yes_can_word_it_anew(asking: LiveMeeting):
    _write(asking, "fay", "Nobody decides.")

    _approve(asking, "Nobody decides.", "I do not decide.")

    assert _stands(asking) == ("I do not decide.", [])


def test_what_was_written_on_since_waits_for_another_yes(asking: LiveMeeting):
    _write(asking, "fay", "Nobody")
    _write(asking, "fay", "Nobody decides.", over="Nobody")

    _approve(asking, "Nobody")

    assert _stands(asking) == ("Nobody", ["Nobody decides."])


def test_a_no_leaves_it_out(asking: LiveMeeting):
    _write(asking, "fay", "Nobody decides.")

    for _ in range(2):
        _refuse(asking, "Nobody decides.")

    assert _stands(asking) == ("", [])


def test_a_no_to_what_reads_otherwise_now_is_stale(asking: LiveMeeting):
    _write(asking, "fay", "Nobody decides.")

    with pytest.raises(Stale, match="Fay has written more"):
        _refuse(asking, "Nobody")

    assert _stands(asking) == ("", ["Nobody decides."])


@pytest.mark.parametrize("name", ["fay", "ben", "ada"])
def test_nobody_else_says_yes_or_no(asking: LiveMeeting, name: str):
    _write(asking, "fay", "Nobody decides.")

    with pytest.raises(PermissionDenied):
        _approve(asking, "Nobody decides.", name=name)
    with pytest.raises(PermissionDenied):
        _refuse(asking, "Nobody decides.", name)


def test_the_presenters_own_typing_leaves_the_proposal_to_be_read(asking: LiveMeeting):
    _write(asking, "fay", "Nobody decides.")

    _write(asking, "pia", "I wait.")

    assert _stands(asking) == ("I wait.", ["Nobody decides."])


def test_a_yes_over_words_typed_elsewhere_shows_both(asking: LiveMeeting):
    _write(asking, "fay", "Nobody decides.")
    _write(asking, "pia", "I wait.")

    with pytest.raises(Conflict) as conflict:
        _approve(asking, "Nobody decides.")

    assert conflict.value.stored == "I wait."
    assert _stands(asking) == ("I wait.", ["Nobody decides."])


def test_a_proposal_begins_with_what_stands_there(asking: LiveMeeting):
    _write(asking, "pia", "I wait.")
    _write(asking, "fay", "I wait. Jo waits.", over="I wait.")

    assert _stands(asking) == ("I wait.", ["I wait. Jo waits."])


def test_a_proposal_that_says_the_same_is_none(asking: LiveMeeting):
    _write(asking, "pia", "I wait.")
    _write(asking, "fay", "I wait. No.", over="I wait.")

    _write(asking, "fay", "I wait.", over="I wait. No.")

    assert _stands(asking) == ("I wait.", [])


def test_two_who_type_for_the_presenter_lose_nothing(asking: LiveMeeting):
    _write(asking, "fay", "Nobody decides.")

    with pytest.raises(Conflict) as conflict:
        _write(asking, "fay", "Jo decides.")

    assert conflict.value.stored == "Nobody decides."


@pytest.mark.parametrize("end", ["close", "abandon"])
def test_nothing_that_was_not_approved_outlives_the_meeting(
    asking: LiveMeeting, end: str
):
    _write(asking, "fay", "Nobody decides.")
    fay = asking.membership("fay")

    if end == "close":
        phase.close(asking.go_to("close").meeting, by=fay, seen="close")
    else:
        phase.abandon(asking.meeting, by=fay)

    assert _stands(asking) == ("", [])
