"""Pads, written questions and sentences: whose they are, and where they end."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied

from actionlearning.lib.errors import Conflict, Stale
from actionlearning.live.bus import bus
from meetings.models import Meeting, Slip
from meetings.room.services import pads, phase, questions, turns
from meetings.room.services.inquiry import fingerprint
from sets.models import Activity
from tests.meetings.room.live_meeting import LiveMeeting

pytestmark = pytest.mark.at("write_1", "written_questions")


@pytest.fixture
def asking(live_meeting: LiveMeeting) -> LiveMeeting:
    """Pia tells."""
    return live_meeting.go_to("current_issue")


@pytest.fixture
def writing(live_meeting: LiveMeeting) -> LiveMeeting:
    """Everybody writes questions to Pia."""
    return live_meeting.hold("written_questions").go_to("write_1")


def _note(live_meeting: LiveMeeting, name: str, text: str, over: str = "") -> Meeting:
    by, seen = live_meeting.membership(name), fingerprint(over)
    return pads.write(live_meeting.meeting, by=by, text=text, seen=seen)


def _ask(live_meeting: LiveMeeting, name: str, text: str = "Who decides?") -> Slip:
    questions.write(
        live_meeting.meeting,
        by=live_meeting.membership(name),
        text=text,
        client_id=uuid.uuid4(),
    )
    return live_meeting.meeting.slips.get(
        membership=live_meeting.membership(name), text=text
    )


def _handed(live_meeting: LiveMeeting) -> list[str]:
    slips = live_meeting.meeting.slips.filter(kind="question", is_handed=True)
    return list(slips.order_by("text").values_list("text", flat=True))


def _sort(live_meeting: LiveMeeting, slip: Slip, to: str, name: str = "pia") -> None:
    questions.sort(
        live_meeting.meeting, by=live_meeting.membership(name), slip_id=slip.pk, to=to
    )


# -- Pads


@pytest.mark.at("current_issue")
def test_a_pad_is_kept_and_tells_nobody(
    asking: LiveMeeting, monkeypatch, django_capture_on_commit_callbacks
):
    told: list[object] = []
    monkeypatch.setattr(bus(), "publish", told.append)
    before, logged = asking.meeting.version, Activity.objects.count()

    with django_capture_on_commit_callbacks(execute=True):
        _note(asking, "tom", "Who")
        _note(asking, "tom", "Who decides?", over="Who")

    assert asking.meeting.slips.get().text == "Who decides?"
    assert asking.meeting.version == before + 2
    assert (told, Activity.objects.count()) == ([], logged)


@pytest.mark.at("current_issue")
def test_two_windows_of_one_pad_lose_nothing(asking: LiveMeeting):
    _note(asking, "tom", "Who decides?")

    with pytest.raises(Conflict) as conflict:
        _note(asking, "tom", "Why now?")

    assert conflict.value.stored == "Who decides?"


@pytest.mark.at("current_issue")
def test_a_pad_that_did_not_change_changes_nothing(asking: LiveMeeting):
    first = _note(asking, "tom", "Who decides?")

    assert _note(asking, "tom", "Who decides?").version == first.version


# -- Questions


def test_a_question_is_its_writers_until_it_is_handed_over(writing: LiveMeeting):
    slip = _ask(writing, "tom")
    before = _handed(writing)

    questions.hand(writing.meeting, by=writing.membership("tom"), slip_id=slip.pk)
    questions.hand(writing.meeting, by=writing.membership("tom"), slip_id=slip.pk)

    assert (before, _handed(writing)) == ([], ["Who decides?"])


def test_nobody_hands_over_anothers_question(writing: LiveMeeting):
    slip = _ask(writing, "tom")

    questions.hand(writing.meeting, by=writing.membership("max"), slip_id=slip.pk)
    questions.take_back(writing.meeting, by=writing.membership("max"), slip_id=slip.pk)

    slip.refresh_from_db()
    assert not slip.is_handed


def test_an_adviser_may_ask_and_the_presenter_may_not(writing: LiveMeeting):
    _ask(writing, "ada")

    with pytest.raises(PermissionDenied):
        _ask(writing, "pia")


def test_the_same_question_sent_twice_is_one(writing: LiveMeeting):
    same = uuid.uuid4()
    for _ in range(2):
        questions.write(
            writing.meeting, by=writing.membership("tom"), text="Who?", client_id=same
        )

    assert writing.meeting.slips.count() == 1


def test_an_own_question_is_worded_anew_or_torn_up_before_it_is_handed(
    writing: LiveMeeting,
):
    slip, tom = _ask(writing, "tom"), writing.membership("tom")
    questions.reword(writing.meeting, by=tom, slip_id=slip.pk, text="Who else decides?")
    slip.refresh_from_db()

    questions.take_back(writing.meeting, by=tom, slip_id=slip.pk)

    assert slip.text == "Who else decides?"
    assert not writing.meeting.slips.exists()


def test_what_is_handed_over_stays_as_it_is(writing: LiveMeeting):
    slip, tom = _ask(writing, "tom"), writing.membership("tom")
    questions.hand(writing.meeting, by=tom, slip_id=slip.pk)

    questions.take_back(writing.meeting, by=tom, slip_id=slip.pk)
    with pytest.raises(Stale):
        questions.reword(writing.meeting, by=tom, slip_id=slip.pk, text="Why?")

    assert _handed(writing) == ["Who decides?"]


def test_a_turn_in_the_round_hands_over_what_was_read(writing: LiveMeeting):
    for name in ("tom", "max"):
        _ask(writing, name, f"What does {name} not see?")
    writing.go_to("hand_1").begin()
    turns.give(
        writing.meeting, by=writing.membership("fay"), who=writing.membership("tom")
    )

    turns.finish(
        writing.meeting, by=writing.membership("tom"), turn_id=writing.turn("tom").pk
    )

    assert _handed(writing) == ["What does tom not see?"]


def test_who_passes_hands_nothing_over(writing: LiveMeeting):
    _ask(writing, "tom")
    writing.go_to("hand_1")

    turns.pass_turn(writing.meeting, by=writing.membership("tom"))

    assert _handed(writing) == []


def test_going_on_while_somebody_reads_hands_over_theirs(writing: LiveMeeting):
    _ask(writing, "tom")
    writing.go_to("hand_1").begin()
    turns.give(
        writing.meeting, by=writing.membership("fay"), who=writing.membership("tom")
    )

    writing.go_to("answer_1")

    assert _handed(writing) == ["Who decides?"]


def test_a_turn_in_another_round_hands_nothing_over(writing: LiveMeeting):
    _ask(writing, "tom")
    phase.back(writing.meeting, by=writing.membership("fay"), seen="write_1")

    writing.go_to("hand_1")

    assert _handed(writing) == []


# -- What the presenter does with them


@pytest.mark.parametrize(
    ("to", "kept", "pile"),
    [
        (["keep"], True, ""),
        (["keep", "let_go"], False, ""),
        (["answered"], False, "answered"),
        (["keep", "aside"], True, "aside"),
        (["aside", "back"], False, ""),
    ],
)
def test_the_presenter_sorts_what_was_handed_over(
    writing: LiveMeeting, to: list[str], kept: bool, pile: str
):
    slip = _ask(writing, "tom")
    questions.hand(writing.meeting, by=writing.membership("tom"), slip_id=slip.pk)

    for deed in to:
        _sort(writing, slip, deed)

    slip.refresh_from_db()
    assert (slip.is_kept, slip.about) == (kept, pile)


@pytest.mark.parametrize("name", ["fay", "tom", "ada"])
def test_nobody_else_sorts(writing: LiveMeeting, name: str):
    slip = _ask(writing, "tom")
    questions.hand(writing.meeting, by=writing.membership("tom"), slip_id=slip.pk)

    with pytest.raises(PermissionDenied):
        _sort(writing, slip, "keep", name)


def test_what_was_not_handed_over_cannot_be_sorted(writing: LiveMeeting):
    slip = _ask(writing, "tom")

    with pytest.raises(Stale):
        _sort(writing, slip, "keep")


def _keep(live_meeting: LiveMeeting, name: str) -> None:
    questions.keep(
        live_meeting.meeting,
        by=live_meeting.membership(name),
        text="What if nothing changes?",
        client_id=uuid.uuid4(),
    )


@pytest.mark.at("current_issue")
def test_the_presenter_keeps_a_question_that_was_spoken(asking: LiveMeeting):
    _keep(asking, "pia")

    slip = asking.meeting.slips.get()
    assert (slip.membership, slip.is_handed, slip.is_kept) == (
        asking.membership("pia"),
        True,
        True,
    )
    with pytest.raises(PermissionDenied):
        _keep(asking, "fay")


def test_after_the_close_only_the_kept_ones_are_left_and_only_the_presenters(
    writing: LiveMeeting,
):
    kept, gone = _ask(writing, "tom"), _ask(writing, "max", "Why?")
    for slip, name in ((kept, "tom"), (gone, "max")):
        questions.hand(writing.meeting, by=writing.membership(name), slip_id=slip.pk)
    _sort(writing, kept, "keep")
    _note(writing, "tom", "mine alone")
    writing.go_to("close")

    phase.close(writing.meeting, by=writing.membership("fay"), seen="close")

    left = [(slip.text, slip.membership) for slip in writing.meeting.slips.all()]
    assert left == [("Who decides?", writing.membership("pia"))]


@pytest.mark.at("open")
def test_without_a_presenter_nobody_writes(live_meeting: LiveMeeting):
    live_meeting.go_to("open")

    with pytest.raises(Stale):
        _ask(live_meeting, "tom")
