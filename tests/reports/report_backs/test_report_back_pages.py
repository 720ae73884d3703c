import uuid
from typing import Any

import pytest
from django.urls import reverse

from meetings.models import Meeting, Turn
from meetings.room.services import turns
from reports.models import ReportBack
from tests.meetings.room.live_meeting import LiveMeeting
from tests.support.cast import Cast

JSON = {"Accept": "application/json"}


def told(
    version: int = 0, page: uuid.UUID | None = None, **words: str
) -> dict[str, Any]:
    """Return a form as a page sends it."""
    empty = dict.fromkeys(["did", "happened", "compared", "difference", "lesson"], "")
    return {**empty, "version": version, "page": str(page or uuid.uuid4()), **words}


def url(cast: Cast, name: str = "report_back") -> str:
    return reverse(f"reports:{name}", args=[cast.meeting.code])


def sits(cast: Cast, state: str) -> None:
    """Bring the next meeting to `state`; Fay facilitates it."""
    Meeting.objects.filter(pk=cast.meeting.pk).update(
        state=state, phase="report_backs", facilitator=cast.membership("fay")
    )


def test_the_form_asks_the_five_questions_and_names_my_actions(cast: Cast):
    ReportBack.objects.filter(pk=cast.past.filed.pk).delete()

    page = cast.client("pia").get(url(cast)).content.decode()

    assert [f"<i>{n}</i>" in page for n in range(1, 6)] == [True] * 5
    assert "ask both leads for an hour" in page
    assert "They say yes, but not before March." in page


def test_before_the_first_meeting_the_form_looks_back_at_nothing(cast: Cast):
    ReportBack.objects.filter(pk=cast.past.filed.pk).delete()
    Meeting.objects.filter(pk=cast.meeting.pk).update(starts_at="2020-01-06T09:00Z")

    page = cast.client("pia").get(url(cast)).content.decode()

    assert "Your first report-back" in page
    assert [text in page for text in ("since we met", "You expected")] == [False] * 2


@pytest.mark.parametrize(
    ("who", "status"),
    [("tom", 200), ("ada", 403), ("sam", 404), ("ola", 404), ("eve", 404)],
)
def test_members_report_and_nobody_else(cast: Cast, who: str, status: int):
    assert cast.client(who).get(url(cast)).status_code == status
    assert cast.client(who).post(url(cast, "excuse"), {}).status_code == (
        422 if status == 200 else status
    )


def test_a_draft_is_kept_and_stamped_by_the_writers_clock(cast: Cast, time_machine):
    time_machine.move_to("2027-01-11 10:42:00+00:00", tick=False)
    cast.client("tom").force_login(cast.tom)

    answer = cast.client("tom").post(url(cast, "draft"), told(did="A"), headers=JSON)

    assert answer.json() == {
        "stamp": "Saved 10:42. Only you can see this.",
        "version": 1,
    }


def test_without_a_script_a_draft_brings_back_the_form(cast: Cast):
    answer = cast.client("tom").post(url(cast, "draft"), told(did="A"))

    assert (answer.status_code, answer["Location"]) == (302, url(cast))


def test_a_draft_that_is_too_long_says_so_and_keeps_nothing(cast: Cast):
    answer = cast.client("tom").post(
        url(cast, "draft"), told(did="x" * 4001), headers=JSON
    )

    assert answer.status_code == 422
    assert "4000" in answer.json()["stamp"]
    assert not cast.meeting.report_backs.filter(
        membership=cast.membership("tom")
    ).exists()


def test_a_line_break_counts_once_as_in_the_browser(cast: Cast):
    text = "x\r\n" * 2000

    answer = cast.client("tom").post(url(cast, "draft"), told(did=text), headers=JSON)

    assert answer.status_code == 200


def test_a_draft_is_seen_by_its_owner_alone(cast: Cast):
    cast.client("tom").post(
        url(cast, "draft"), told(did="Canary of Tom."), headers=JSON
    )
    live_meeting = LiveMeeting(cast).go_to("report_backs")
    turns.give(
        live_meeting.meeting,
        by=live_meeting.membership("fay"),
        who=live_meeting.membership("tom"),
    )

    pages = [
        reverse("reports:meeting", args=[cast.meeting.code]),
        url(cast),
        reverse("meetings:room", args=[cast.meeting.code]),
        reverse("reports:lessons", args=[cast.set.code]),
        reverse("home"),
    ]

    for other in ("fay", "pia", "ben"):
        seen = [cast.client(other).get(page).content.decode() for page in pages]
        assert not any("Canary of Tom." in page for page in seen)
    assert "Canary of Tom." in cast.client("tom").get(url(cast)).content.decode()


def test_a_second_window_sees_both_texts_and_loses_none(cast: Cast):
    tom = cast.client("tom")
    tom.post(url(cast, "draft"), told(did="First window."), headers=JSON)

    answer = tom.post(url(cast, "draft"), told(did="Second window."), headers=JSON)

    assert answer.status_code == 409
    part = answer.json()["part"]
    assert "First window." in part
    assert "Second window." in part
    assert cast.meeting.report_backs.get(membership=cast.membership("tom")).did == (
        "First window."
    )


def test_filing_over_another_window_asks_first_and_keeps_what_was_typed(cast: Cast):
    tom = cast.client("tom")
    tom.post(url(cast, "draft"), told(did="First window."), headers=JSON)

    answer = tom.post(url(cast), told(did="Second window."))

    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'name="version" value="1"' in page
    assert "First window." in page
    assert "Second window." in page


def test_a_filed_report_is_read_by_the_set(cast: Cast):
    answer = cast.client("tom").post(url(cast), told(did="A", lesson="B"))

    report = cast.meeting.report_backs.get(membership=cast.membership("tom"))
    assert answer.status_code == 302
    assert (report.state, report.lesson) == ("filed", "B")


def test_a_filed_report_says_how_it_went_against_what_was_expected(cast: Cast):
    sent = told(compared="better", difference="Both came.")

    page = cast.client("tom").post(url(cast), sent, follow=True).content.decode()

    assert "<b>Better than expected:</b> Both came." in page


def test_an_empty_report_is_not_filed(cast: Cast):
    answer = cast.client("tom").post(url(cast), told())

    assert answer.status_code == 422
    assert "Say at least one thing" in answer.content.decode()


def test_after_the_start_the_page_gives_the_text_back(cast: Cast):
    sits(cast, "live")

    answer = cast.client("pia").post(url(cast), told(1, did="Too late."))

    assert answer.status_code == 409
    assert "Too late." in answer.content.decode()


def test_after_the_meeting_nothing_is_written_any_more(cast: Cast):
    sits(cast, "ended")

    shown = cast.client("tom").get(url(cast))
    posted = cast.client("tom").post(url(cast), told(did="A"))

    assert shown.status_code == 200
    assert posted.status_code == 409


def test_not_this_time_wants_a_reason(cast: Cast):
    empty = cast.client("tom").post(url(cast, "excuse"), {"reason": ""})
    said = cast.client("tom").post(url(cast, "excuse"), {"reason": "On leave."})

    assert (empty.status_code, said.status_code) == (422, 302)


def test_the_room_shows_what_the_speaker_filed(cast: Cast):
    live_meeting = LiveMeeting(cast).go_to("report_backs")
    room = reverse("meetings:panels", args=[cast.meeting.code])
    before = cast.client("tom").get(room).content.decode()

    turns.give(
        live_meeting.meeting,
        by=live_meeting.membership("fay"),
        who=live_meeting.membership("pia"),
    )

    assert "Ask for an hour, not for agreement." not in before
    assert "Ask for an hour, not for agreement." in cast.client("tom").get(room).text


def test_a_turn_that_is_none_is_not_found(cast: Cast):
    sits(cast, "live")

    for turn in ("", "x", "0", "9" * 30, "²"):
        answer = cast.client("tom").post(url(cast, "given"), {"turn": turn})
        assert answer.status_code == 404


def test_the_facilitator_notes_that_a_report_was_told(cast: Cast):
    sits(cast, "live")
    tom = cast.membership("tom")
    turn = Turn.objects.create(
        meeting=cast.meeting, phase="report_backs", membership=tom, position=1
    )

    denied = cast.client("lea").post(url(cast, "given"), {"turn": turn.pk})
    noted = cast.client("fay").post(url(cast, "given"), {"turn": turn.pk})

    assert (denied.status_code, noted.status_code) == (403, 302)
    assert cast.meeting.report_backs.get(membership=tom).state == "given"


def test_what_is_added_comes_with_its_date(cast: Cast):
    address = reverse("reports:additions", args=[cast.held.code, cast.past.given.pk])

    other = cast.client("tom").post(address, {"text": "But …"})
    empty = cast.client("pia").post(address, {"text": ""})
    added = cast.client("pia").post(address, {"text": "Kim wrote."})

    assert (other.status_code, empty.status_code, added.status_code) == (403, 422, 302)
    assert cast.past.given.additions.filter(text="Kim wrote.").exists()


@pytest.mark.parametrize("state", ["cancelled", "ended"])
def test_a_draft_that_was_never_filed_can_still_be_read_by_its_owner(
    cast: Cast, state: str
):
    cast.client("tom").post(url(cast, "draft"), told(did="Half a thought."))
    sits(cast, state)

    assert "Half a thought." in cast.client("tom").get(url(cast)).content.decode()
