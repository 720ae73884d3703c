import datetime as dt
import uuid
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from actionlearning.lib.clock import at
from meetings.room.services.inquiry import fingerprint
from tests.meetings.room.live_meeting import LiveMeeting

HTMX = {"HX-Request": "true"}


def _url(live_meeting: LiveMeeting, noun: str = "room", *args: object) -> str:
    return reverse(f"meetings:{noun}", args=[live_meeting.cast.meeting.code, *args])


def _get(live_meeting: LiveMeeting, name: str, noun: str = "room") -> Any:
    return live_meeting.cast.client(name).get(_url(live_meeting, noun))


def _post(
    live_meeting: LiveMeeting, name: str, noun: str, *args: object, **data: object
):
    client: Client = live_meeting.cast.client(name)
    return client.post(_url(live_meeting, noun, *args), data, headers=HTMX)


def test_before_the_time_the_page_says_when(live_meeting: LiveMeeting):
    page = _get(live_meeting, "tom").content.decode()

    assert "Planned for" in page
    assert "Meet now instead" in page


def test_half_an_hour_before_the_room_just_opens(live_meeting: LiveMeeting):
    with at(live_meeting.meeting.starts_at - dt.timedelta(minutes=20)):
        page = _get(live_meeting, "tom").content.decode()

    assert "Planned for" not in page
    assert "I am here" in page


def test_the_rota_proposes_and_says_why(live_meeting: LiveMeeting):
    live_meeting.gather()

    page = _get(live_meeting, "tom").content.decode()

    assert "The rota suggests Fay." in page
    assert "no turn yet" in page


@pytest.mark.at("open")
def test_a_button_answers_with_the_fresh_panels(live_meeting: LiveMeeting):
    live_meeting.go_to("open")

    answer = _post(live_meeting, "fay", "phase", way="next", seen="open")

    assert answer.status_code == HTTPStatus.OK
    assert answer.content.decode().lstrip().startswith('<div id="panels"')
    assert "Report-backs" in answer.content.decode()


@pytest.mark.at("open")
def test_without_scripts_a_button_leads_back_to_the_room(live_meeting: LiveMeeting):
    live_meeting.go_to("open")

    answer = live_meeting.cast.client("fay").post(
        _url(live_meeting, "phase"), {"way": "next", "seen": "open"}
    )

    assert (answer.status_code, answer["Location"]) == (302, _url(live_meeting))


@pytest.mark.at("report_backs")
@pytest.mark.parametrize("headers", [HTMX, {}])
def test_too_late_is_409_with_what_is_so_now(live_meeting: LiveMeeting, headers):
    live_meeting.go_to("report_backs")

    answer = live_meeting.cast.client("fay").post(
        _url(live_meeting, "phase"), {"way": "next", "seen": "open"}, headers=headers
    )

    assert answer.status_code == HTTPStatus.CONFLICT
    assert "Fay has already moved on to “Report-backs”" in answer.content.decode()
    assert live_meeting.meeting.phase == "report_backs"


@pytest.mark.at("open")
def test_who_does_not_facilitate_is_told_so_in_the_room(live_meeting: LiveMeeting):
    live_meeting.go_to("open")

    answer = _post(live_meeting, "tom", "phase", way="next", seen="open")

    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert "That is for somebody else to decide." in answer.content.decode()
    assert live_meeting.meeting.phase == "open"


@pytest.mark.at("open")
@pytest.mark.parametrize(
    ("noun", "data"),
    [
        ("phase", {"way": "up", "seen": "open"}),
        ("phase", {"way": "next", "seen": "o" * 30}),
        ("phase", {}),
        ("time", {"minutes": "90", "seen_end": "x"}),
        ("pause", {"clock": "?"}),
        ("floor", {"who": "99999999"}),
        ("facilitator", {"who": "fay"}),
        ("closing", {}),
    ],
)
def test_what_no_button_sends_is_422(
    live_meeting: LiveMeeting, noun: str, data: dict[str, str]
):
    live_meeting.go_to("open")
    before = live_meeting.meeting.version

    answer = _post(live_meeting, "fay", noun, **data)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert live_meeting.meeting.version == before


@pytest.mark.at("open")
def test_nobody_of_another_set_gets_the_floor(live_meeting: LiveMeeting):
    live_meeting.go_to("open")

    answer = _post(live_meeting, "fay", "floor", who=live_meeting.membership("ola").pk)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


@pytest.mark.at("choose")
def test_a_bid_that_says_nothing_comes_back_with_a_word(live_meeting: LiveMeeting):
    live_meeting.go_to("choose")

    answer = _post(live_meeting, "tom", "bids", sentence=" ", client_id=uuid.uuid4())

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Say in one sentence" in answer.content.decode()


@pytest.mark.at("choose")
def test_an_own_issue_is_a_bid_in_one_tap(live_meeting: LiveMeeting):
    live_meeting.go_to("choose")
    issue = live_meeting.cast.past.issue

    answer = _post(live_meeting, "pia", "bids", issue=issue.pk, client_id=uuid.uuid4())

    bid = live_meeting.meeting.bids.get()
    assert answer.status_code == HTTPStatus.OK
    latest = issue.generations.latest("number")
    assert (bid.issue, bid.sentence) == (issue, latest.sentence)


@pytest.mark.at("actions")
def test_an_action_with_a_day_gone_keeps_what_was_typed(live_meeting: LiveMeeting):
    live_meeting.go_to("actions")

    answer = _post(
        live_meeting,
        *("tom", "room_actions"),
        deed="ask Jo for an hour",
        due_on="2020-01-01",
        client_id=uuid.uuid4(),
    )

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "This day has passed." in answer.content.decode()
    assert "ask Jo for an hour" in answer.content.decode()


@pytest.mark.at("actions")
def test_three_actions_are_enough_and_the_page_says_so_gently(
    live_meeting: LiveMeeting,
):
    live_meeting.go_to("actions")
    for n in range(3):
        _post(
            live_meeting,
            *("tom", "room_actions"),
            deed=f"step {n}",
            due_on=live_meeting.meeting.date,
            client_id=uuid.uuid4(),
        )

    assert "You already have three." in _get(live_meeting, "tom").content.decode()
    assert "You already have three." not in _get(live_meeting, "max").content.decode()


@pytest.mark.at("current_issue")
def test_two_windows_see_both_texts(live_meeting: LiveMeeting):
    live_meeting.go_to("current_issue")
    first = {"text": "Jo decides.", "seen": fingerprint("")}
    _post(live_meeting, "pia", "answer", "current_issue", **first)

    second = {"text": "Nobody decides.", "seen": fingerprint("")}
    answer = _post(live_meeting, "pia", "answer", "current_issue", **second)

    page = answer.content.decode()
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "Jo decides." in page
    assert "Nobody decides." in page


@pytest.mark.at("current_issue")
def test_an_answer_saved_by_itself_names_its_text(live_meeting: LiveMeeting):
    live_meeting.go_to("current_issue")

    answer = live_meeting.cast.client("pia").post(
        _url(live_meeting, "answer", "current_issue"),
        {"text": "Nobody decides.", "seen": fingerprint("")},
        headers={"X-Part": "answer"},
    )

    assert answer.status_code == HTTPStatus.OK
    assert fingerprint("Nobody decides.") in answer.content.decode()


@pytest.mark.at("current_issue")
def test_there_are_three_questions_only(live_meeting: LiveMeeting):
    live_meeting.go_to("current_issue")

    answer = _post(live_meeting, "pia", "answer", "presenter", text="x", seen="x")

    assert answer.status_code == HTTPStatus.NOT_FOUND


@pytest.mark.at("open")
def test_the_facilitators_absence_offers_the_role(live_meeting: LiveMeeting):
    live_meeting.go_to("open").silence("fay", 70)
    _post(live_meeting, "tom", "presence")

    page = _get(live_meeting, "tom").content.decode()

    assert "Fay is away" in page
    assert "Take over" in page
    assert "Take over" not in _get(live_meeting, "fay").content.decode()


@pytest.mark.at("open")
def test_a_heartbeat_says_nothing(live_meeting: LiveMeeting):
    live_meeting.go_to("open")

    answer = _post(live_meeting, "tom", "presence")

    assert (answer.status_code, answer.content) == (HTTPStatus.NO_CONTENT, b"")


@pytest.mark.at("open")
def test_a_room_that_nobody_closed_leads_everybody_to_its_closing(
    live_meeting: LiveMeeting,
):
    live_meeting.go_to("open")
    page = _get(live_meeting, "ben").content.decode()
    with at(live_meeting.meeting.ends_at + dt.timedelta(hours=4)):
        later = _get(live_meeting, "ben").content.decode()

    assert "Close this meeting as held" not in page
    assert "Close this meeting as held" in later


@pytest.mark.at("actions")
def test_an_action_is_ones_own_unless_another_is_named(live_meeting: LiveMeeting):
    live_meeting.go_to("actions")

    page = " ".join(_get(live_meeting, "fay").content.decode().split())

    assert "---------" not in page
    assert "Whose action:" not in page
    assert f'<option value="{live_meeting.membership("fay").pk}" selected >Fay' in page
