import datetime as dt
import uuid
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from actionlearning.lib.clock import at
from meetings.room.services.inquiry import fingerprint
from tests.meetings.room.live_meeting import Sitting

HTMX = {"HX-Request": "true"}


def _url(sitting: Sitting, noun: str = "room", *args: object) -> str:
    return reverse(f"meetings:{noun}", args=[sitting.cast.meeting.code, *args])


def _get(sitting: Sitting, name: str, noun: str = "room") -> Any:
    return sitting.cast.client(name).get(_url(sitting, noun))


def _post(sitting: Sitting, name: str, noun: str, *args: object, **data: object):
    client: Client = sitting.cast.client(name)
    return client.post(_url(sitting, noun, *args), data, headers=HTMX)


def test_before_the_time_the_page_says_when(sitting: Sitting):
    page = _get(sitting, "tom").content.decode()

    assert "Planned for" in page
    assert "Meet now instead" in page


def test_half_an_hour_before_the_room_just_opens(sitting: Sitting):
    with at(sitting.meeting.starts_at - dt.timedelta(minutes=20)):
        page = _get(sitting, "tom").content.decode()

    assert "Planned for" not in page
    assert "I am here" in page


def test_the_rota_proposes_and_says_why(sitting: Sitting):
    sitting.gather()

    page = _get(sitting, "tom").content.decode()

    assert "The rota proposes Fay." in page
    assert "no turn yet" in page


@pytest.mark.at("open")
def test_a_button_answers_with_the_fresh_panels(sitting: Sitting):
    sitting.go_to("open")

    answer = _post(sitting, "fay", "phase", way="next", seen="open")

    assert answer.status_code == HTTPStatus.OK
    assert answer.content.decode().lstrip().startswith('<div id="panels"')
    assert "Report-backs" in answer.content.decode()


@pytest.mark.at("open")
def test_without_scripts_a_button_leads_back_to_the_room(sitting: Sitting):
    sitting.go_to("open")

    answer = sitting.cast.client("fay").post(
        _url(sitting, "phase"), {"way": "next", "seen": "open"}
    )

    assert (answer.status_code, answer["Location"]) == (302, _url(sitting))


@pytest.mark.at("report_backs")
@pytest.mark.parametrize("headers", [HTMX, {}])
def test_too_late_is_409_with_what_is_so_now(sitting: Sitting, headers):
    sitting.go_to("report_backs")

    answer = sitting.cast.client("fay").post(
        _url(sitting, "phase"), {"way": "next", "seen": "open"}, headers=headers
    )

    assert answer.status_code == HTTPStatus.CONFLICT
    assert "Fay already moved on to “Report-backs”" in answer.content.decode()
    assert sitting.meeting.phase == "report_backs"


@pytest.mark.at("open")
def test_who_does_not_facilitate_is_told_so_in_the_room(sitting: Sitting):
    sitting.go_to("open")

    answer = _post(sitting, "tom", "phase", way="next", seen="open")

    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert "Somebody else decides that." in answer.content.decode()
    assert sitting.meeting.phase == "open"


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
def test_what_no_button_sends_is_422(sitting: Sitting, noun: str, data: dict[str, str]):
    sitting.go_to("open")
    before = sitting.meeting.version

    answer = _post(sitting, "fay", noun, **data)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert sitting.meeting.version == before


@pytest.mark.at("open")
def test_nobody_of_another_set_gets_the_floor(sitting: Sitting):
    sitting.go_to("open")

    answer = _post(sitting, "fay", "floor", who=sitting.membership("ola").pk)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


@pytest.mark.at("choose")
def test_a_bid_that_says_nothing_comes_back_with_a_word(sitting: Sitting):
    sitting.go_to("choose")

    answer = _post(sitting, "tom", "bids", sentence=" ", client_id=uuid.uuid4())

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Say in one sentence" in answer.content.decode()


@pytest.mark.at("choose")
def test_an_own_issue_is_a_bid_in_one_tap(sitting: Sitting):
    sitting.go_to("choose")
    issue = sitting.cast.story.issue

    answer = _post(sitting, "pia", "bids", issue=issue.pk, client_id=uuid.uuid4())

    bid = sitting.meeting.bids.get()
    assert answer.status_code == HTTPStatus.OK
    latest = issue.generations.latest("number")
    assert (bid.issue, bid.sentence) == (issue, latest.sentence)


@pytest.mark.at("actions")
def test_an_action_with_a_day_gone_keeps_what_was_typed(sitting: Sitting):
    sitting.go_to("actions")

    answer = _post(
        sitting,
        *("tom", "room_actions"),
        deed="ask Jo for an hour",
        due_on="2020-01-01",
        client_id=uuid.uuid4(),
    )

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "This day has passed." in answer.content.decode()
    assert "ask Jo for an hour" in answer.content.decode()


@pytest.mark.at("actions")
def test_three_actions_are_enough_and_the_page_says_so_gently(sitting: Sitting):
    sitting.go_to("actions")
    for n in range(3):
        _post(
            sitting,
            *("tom", "room_actions"),
            deed=f"step {n}",
            due_on=sitting.meeting.date,
            client_id=uuid.uuid4(),
        )

    assert "You have three already." in _get(sitting, "tom").content.decode()
    assert "You have three already." not in _get(sitting, "max").content.decode()


@pytest.mark.at("current_issue")
def test_two_windows_see_both_texts(sitting: Sitting):
    sitting.go_to("current_issue")
    first = {"text": "Jo decides.", "seen": fingerprint("")}
    _post(sitting, "pia", "answer", "current_issue", **first)

    second = {"text": "Nobody decides.", "seen": fingerprint("")}
    answer = _post(sitting, "pia", "answer", "current_issue", **second)

    page = answer.content.decode()
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "Jo decides." in page
    assert "Nobody decides." in page


@pytest.mark.at("current_issue")
def test_an_answer_saved_by_itself_names_its_text(sitting: Sitting):
    sitting.go_to("current_issue")

    answer = sitting.cast.client("pia").post(
        _url(sitting, "answer", "current_issue"),
        {"text": "Nobody decides.", "seen": fingerprint("")},
        headers={"X-Part": "answer"},
    )

    assert answer.status_code == HTTPStatus.OK
    assert fingerprint("Nobody decides.") in answer.content.decode()


@pytest.mark.at("current_issue")
def test_there_are_three_questions_only(sitting: Sitting):
    sitting.go_to("current_issue")

    answer = _post(sitting, "pia", "answer", "presenter", text="x", seen="x")

    assert answer.status_code == HTTPStatus.NOT_FOUND


@pytest.mark.at("open")
def test_the_facilitators_absence_offers_the_role(sitting: Sitting):
    sitting.go_to("open").silence("fay", 70)
    _post(sitting, "tom", "presence")

    page = _get(sitting, "tom").content.decode()

    assert "Fay is away" in page
    assert "Take over" in page
    assert "Take over" not in _get(sitting, "fay").content.decode()


@pytest.mark.at("open")
def test_a_heartbeat_says_nothing(sitting: Sitting):
    sitting.go_to("open")

    answer = _post(sitting, "tom", "presence")

    assert (answer.status_code, answer.content) == (HTTPStatus.NO_CONTENT, b"")


@pytest.mark.at("open")
def test_a_forgotten_room_can_be_closed_by_anybody(sitting: Sitting):
    sitting.go_to("open")
    page = _get(sitting, "ben").content.decode()
    with at(sitting.meeting.ends_at + dt.timedelta(hours=4)):
        later = _get(sitting, "ben").content.decode()

    assert "Close this forgotten room" not in page
    assert "Close this forgotten room" in later


@pytest.mark.at("actions")
def test_an_action_is_ones_own_unless_another_is_named(sitting: Sitting):
    sitting.go_to("actions")

    page = " ".join(_get(sitting, "fay").content.decode().split())

    assert "---------" not in page
    assert "Whose action:" not in page
    assert f'<option value="{sitting.membership("fay").pk}" selected >Fay' in page
