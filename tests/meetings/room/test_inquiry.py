import pytest
from django.core.exceptions import PermissionDenied

from actionlearning.lib.errors import Conflict, Stale
from meetings.room.services import inquiry
from meetings.room.services.inquiry import fingerprint
from sets.models import Activity
from sets.verbs import Verb
from tests.meetings.room.live_meeting import LiveMeeting

pytestmark = pytest.mark.at("current_issue")


def _answer(live_meeting: LiveMeeting, name: str, text: str, over: str = "") -> int:
    return inquiry.answer(
        live_meeting.meeting,
        by=live_meeting.membership(name),
        question="current_issue",
        text=text,
        seen=fingerprint(over),
    ).version


@pytest.fixture
def asking(live_meeting: LiveMeeting) -> LiveMeeting:
    return live_meeting.go_to("current_issue")


def test_the_presenters_words_stand_at_once(asking: LiveMeeting):
    _answer(asking, "pia", "Nobody decides.")

    assert asking.meeting.inquiries.get().current_issue == "Nobody decides."


@pytest.mark.parametrize("name", ["ben", "ada"])
def test_nobody_else_writes_it(asking: LiveMeeting, name: str):
    with pytest.raises(PermissionDenied):
        _answer(asking, name, "Nobody decides.")


def test_who_writes_on_hears_the_room_each_time_and_logs_once(asking: LiveMeeting):
    first = _answer(asking, "pia", "Nobody")
    second = _answer(asking, "pia", "Nobody decides.", over="Nobody")

    assert second == first + 1
    assert Activity.objects.filter(verb=Verb.INQUIRY_ANSWERED).count() == 1


def test_the_same_text_again_is_no_change(asking: LiveMeeting):
    first = _answer(asking, "pia", "Nobody decides.")

    assert _answer(asking, "pia", "Nobody decides.") == first


def test_what_another_wrote_meanwhile_is_not_overwritten(asking: LiveMeeting):
    _answer(asking, "pia", "Jo decides.")

    with pytest.raises(Conflict) as conflict:
        _answer(asking, "pia", "Nobody decides.")

    assert conflict.value.stored == "Jo decides."
    assert asking.meeting.inquiries.get().current_issue == "Jo decides."


@pytest.mark.at("")
def test_without_an_issue_there_is_nothing_to_answer(live_meeting: LiveMeeting):
    live_meeting.start()

    with pytest.raises(Stale):
        _answer(live_meeting, "fay", "Nobody decides.")


def test_an_unknown_question_is_a_mistake_of_ours(asking: LiveMeeting):
    with pytest.raises(ValueError, match="presenter"):
        inquiry.answer(
            asking.meeting,
            by=asking.membership("pia"),
            question="presenter",
            text="x",
            seen="",
        )
