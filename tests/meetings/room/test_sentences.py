"""Each writes what the problem is; all are shown at once."""

import pytest
from django.core.exceptions import PermissionDenied

from actionlearning.lib.errors import NotAllowedYet, Stale
from meetings.models import Slip
from meetings.room.services import sentences
from tests.meetings.room.live_meeting import LiveMeeting

pytestmark = pytest.mark.at("write", "one_problem")


@pytest.fixture
def naming(live_meeting: LiveMeeting) -> LiveMeeting:
    """Everybody writes what Pia's problem is."""
    return live_meeting.hold("one_problem").go_to("write")


def _name(naming: LiveMeeting, name: str, text: str) -> None:
    sentences.write(naming.meeting, by=naming.membership(name), text=text)


def _shown(naming: LiveMeeting) -> list[tuple[str, bool]]:
    slips = naming.meeting.slips.filter(about=Slip.Pile.PROBLEM).order_by("text")
    return [(slip.text, slip.is_handed) for slip in slips]


def test_each_has_one_sentence_and_all_are_shown_at_once(naming: LiveMeeting):
    _name(naming, "pia", "I wait.")
    _name(naming, "tom", "Nobody")
    _name(naming, "tom", "Nobody decides.")
    hidden = _shown(naming)

    sentences.show(naming.meeting, by=naming.membership("fay"))
    sentences.show(naming.meeting, by=naming.membership("fay"))

    assert hidden == [("I wait.", False), ("Nobody decides.", False)]
    assert _shown(naming) == [("I wait.", True), ("Nobody decides.", True)]


def test_a_late_sentence_is_open_and_a_shown_one_stays(naming: LiveMeeting):
    _name(naming, "tom", "Nobody decides.")
    sentences.show(naming.meeting, by=naming.membership("fay"))

    _name(naming, "max", "Too many decide.")
    with pytest.raises(Stale):
        _name(naming, "tom", "Everybody decides.")

    assert _shown(naming) == [("Nobody decides.", True), ("Too many decide.", True)]


def test_only_the_facilitator_shows_them_and_not_before_there_is_one(
    naming: LiveMeeting,
):
    with pytest.raises(NotAllowedYet):
        sentences.show(naming.meeting, by=naming.membership("fay"))
    with pytest.raises(PermissionDenied):
        sentences.show(naming.meeting, by=naming.membership("pia"))
