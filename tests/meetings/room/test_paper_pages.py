"""What people read and send on paper in the room."""

import uuid
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from meetings.room.services import questions
from meetings.room.services.inquiry import fingerprint
from tests.meetings.room.live_meeting import LiveMeeting

pytestmark = pytest.mark.at("write_1", "written_questions")

HTMX = {"HX-Request": "true"}
NUDGE = "This may be advice. Can you ask it as a question?"


@pytest.fixture
def writing(live_meeting: LiveMeeting) -> LiveMeeting:
    """Everybody writes questions to Pia."""
    return live_meeting.hold("written_questions").go_to("write_1")


def _page(live_meeting: LiveMeeting, name: str) -> str:
    url = reverse("meetings:room", args=[live_meeting.cast.meeting.code])
    return " ".join(live_meeting.cast.client(name).get(url).content.decode().split())


def _post(
    live_meeting: LiveMeeting, name: str, noun: str, *args: object, **data: object
) -> Any:
    client: Client = live_meeting.cast.client(name)
    url = reverse(f"meetings:{noun}", args=[live_meeting.cast.meeting.code, *args])
    return client.post(url, data, headers=HTMX)


def _ask(live_meeting: LiveMeeting, name: str, text: str, **more: object) -> Any:
    sent = {"text": text, "client_id": uuid.uuid4(), **more}
    return _post(live_meeting, name, "questions", **sent)


def _asked(live_meeting: LiveMeeting) -> list[str]:
    return list(live_meeting.meeting.slips.values_list("text", flat=True))


def test_advice_comes_back_once_with_a_private_word(writing: LiveMeeting):
    answer = _ask(writing, "tom", "You should talk to her.")

    page = answer.content.decode()
    assert answer.status_code == HTTPStatus.OK
    assert NUDGE in page
    assert "You should talk to her." in page
    assert _asked(writing) == []


def test_advice_is_never_blocked(writing: LiveMeeting):
    answer = _ask(writing, "tom", "You should talk to her.", sure="1")

    assert NUDGE not in answer.content.decode()
    assert _asked(writing) == ["You should talk to her."]


def test_a_question_is_just_written(writing: LiveMeeting):
    answer = _ask(writing, "tom", "Should you talk to her?")

    assert NUDGE not in answer.content.decode()
    assert _asked(writing) == ["Should you talk to her?"]


def test_a_line_of_the_pad_becomes_a_question_with_a_word_beside_it(
    writing: LiveMeeting,
):
    answer = _ask(writing, "tom", "You should talk to her.", from_pad="1")

    assert NUDGE in answer.content.decode()
    assert _asked(writing) == ["You should talk to her."]


def test_nothing_is_no_question(writing: LiveMeeting):
    answer = _ask(writing, "tom", " ")

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Write a question first." in answer.content.decode()


def test_wording_anew_gets_the_word_too(writing: LiveMeeting):
    _ask(writing, "tom", "Who decides?")
    slip = writing.meeting.slips.get()

    answer = _post(writing, "tom", "question", slip.pk, text="Just ask Jo.")
    _post(writing, "tom", "question", slip.pk, text="Just ask Jo.", sure="1")

    assert "This reads like a statement." in answer.content.decode()
    assert _asked(writing) == ["Just ask Jo."]


def test_the_pad_survives_a_reload(writing: LiveMeeting):
    _page(writing, "tom")

    _post(writing, "tom", "pad", text="- Who decides?\n", seen=fingerprint(""))

    page = _page(writing, "tom")
    assert "- Who decides?" in page
    assert "Turn into a written question: Who decides?" in page


def test_a_pad_saved_by_itself_says_whose_it_is(writing: LiveMeeting):
    url = reverse("meetings:pad", args=[writing.meeting.code])
    sent = {"text": "Who?", "seen": fingerprint("")}

    answer = writing.cast.client("tom").post(url, sent, headers={"X-Part": "answer"})

    part = answer.content.decode()
    assert fingerprint("Who?") in part
    assert "Only you can see this. It is deleted when the meeting closes." in part


@pytest.mark.parametrize("headers", [{"X-Part": "answer"}, {}])
def test_two_windows_of_a_pad_show_both(writing: LiveMeeting, headers: dict[str, str]):
    _post(writing, "tom", "pad", text="Who?", seen=fingerprint(""))
    url = reverse("meetings:pad", args=[writing.meeting.code])

    answer = writing.cast.client("tom").post(
        url, {"text": "Why?", "seen": fingerprint("")}, headers=headers
    )

    assert answer.status_code == HTTPStatus.CONFLICT
    assert "Who?" in answer.content.decode()


def test_the_presenter_reads_what_was_handed_over(writing: LiveMeeting):
    _ask(writing, "tom", "Who decides?")
    _ask(writing, "ben", "Why now?")
    slip = writing.meeting.slips.get(text="Who decides?")
    questions.hand(writing.meeting, by=writing.membership("tom"), slip_id=slip.pk)

    page = _page(writing, "pia")

    assert "Who decides?" in page
    assert "Why now?" not in page
    assert "2 of 5 have written." in page


def test_a_question_answered_leaves_the_table(writing: LiveMeeting):
    _ask(writing, "tom", "Who decides?")
    slip = writing.meeting.slips.get()
    questions.hand(writing.meeting, by=writing.membership("tom"), slip_id=slip.pk)

    answer = _post(writing, "pia", "sorting", slip.pk, to="answered")

    page = " ".join(answer.content.decode().split())
    assert "Questions in front of you</h2>" not in page
    assert "1 question answered or put aside" in page


def test_what_no_button_sends_does_not_sort(writing: LiveMeeting):
    answer = _post(writing, "pia", "sorting", 1, to="burn")

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


@pytest.mark.at("current_issue")
def test_the_presenter_is_asked_whether_it_is_right(live_meeting: LiveMeeting):
    live_meeting.go_to("current_issue")
    first = {"text": "Nobody decides.", "seen": fingerprint("")}

    _post(live_meeting, "fay", "answer", "current_issue", **first)

    assert "Fay wrote this for you. Is it right?" in _page(live_meeting, "pia")
    assert "Waiting for Pia to say yes." in _page(live_meeting, "fay")
    assert "Nobody decides." not in _page(live_meeting, "ben")


@pytest.mark.at("current_issue")
def test_a_yes_shows_it_to_everybody(live_meeting: LiveMeeting):
    live_meeting.go_to("current_issue")
    text, empty = "Nobody decides.", fingerprint("")
    _post(live_meeting, "fay", "answer", "current_issue", text=text, seen=empty)

    sent = {"text": text, "seen": empty, "proposed": fingerprint(text)}
    _post(live_meeting, "pia", "approval", "current_issue", **sent)

    assert "Nobody decides." in _page(live_meeting, "ben")
    assert "Is it right?" not in _page(live_meeting, "pia")


@pytest.mark.at("current_issue")
@pytest.mark.parametrize("noun", ["approval", "refusal"])
def test_there_are_three_questions_to_say_yes_to(live_meeting: LiveMeeting, noun: str):
    live_meeting.go_to("current_issue")

    answer = _post(
        live_meeting, "pia", noun, "presenter", text="x", seen="x", proposed="x"
    )

    assert answer.status_code == HTTPStatus.NOT_FOUND


@pytest.mark.at("current_issue")
def test_what_the_facilitator_types_says_that_it_waits(live_meeting: LiveMeeting):
    live_meeting.go_to("current_issue")
    url = reverse("meetings:answer", args=[live_meeting.meeting.code, "current_issue"])
    sent = {"text": "Nobody decides.", "seen": fingerprint("")}

    answer = live_meeting.cast.client("fay").post(
        url, sent, headers={"X-Part": "answer"}
    )

    assert "Saved. Waiting for Pia to say yes." in answer.content.decode()
