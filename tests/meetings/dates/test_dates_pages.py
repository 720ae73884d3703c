import datetime as dt
import re

import pytest
import time_machine

from actionlearning.lib.clock import at
from actionlearning.outbox.models import Notice
from meetings.dates.services import moving
from meetings.models import Meeting
from tests.support.cast import Cast
from tests.support.date_words import date_in_words

DAY = dt.timedelta(days=1)


def address(meeting: Meeting, noun: str = "date") -> str:
    return f"/meetings/{meeting.code}/{noun}/"


def typed(meeting: Meeting, **changes: object) -> dict[str, object]:
    """Return the form as it is filled when the page opens, with some answers changed."""
    form = {
        "date": meeting.date.isoformat(),
        "time": "09:00",
        "minutes": "90",
        "place": "Room 2",
        "link": "https://video.example.org/room-2",
        "scope": "this",
        "frequency": "weekly",
        "month_by": "weekday",
        "on_holidays": "skip",
        "seen": "0.0",
    }
    return {**form, **changes}


def later(meeting: Meeting, days: int = 1) -> str:
    return (meeting.date + days * DAY).isoformat()


def untouched(cast: Cast) -> bool:
    moved = cast.set.meetings.filter(sequence__gt=0)
    return not moved.exists() and not Notice.objects.exists()


def test_the_page_shows_when_and_where_it_is(cast: Cast):
    page = cast.client("fay").get(address(cast.meeting)).text

    assert f'value="{cast.meeting.date.isoformat()}"' in page
    assert 'value="Room 2"' in page
    day = f"{cast.meeting.date:%A}"
    assert f"Change the rule “Every {day}, 09:00 London”" in page


@pytest.mark.parametrize("scope", ["this", "following", "all"])
def test_a_review_says_what_changes_and_who_is_told_and_writes_nothing(
    cast: Cast, scope: str
):
    sent = typed(cast.meeting, date=later(cast.meeting), scope=scope)

    page = cast.client("fay").post(address(cast.meeting), sent)

    new = date_in_words(cast.meeting.date + DAY)
    assert page.status_code == 200
    assert f"{new}, 09:00–10:30 London" in page.text
    assert "7 people, one e-mail each: Fay Okoro, Pia Lind" in page.text
    assert "nobody has been told" in page.text
    assert untouched(cast)


def test_the_review_of_one_meeting_leaves_the_others_out(cast: Cast):
    sent = typed(cast.meeting, date=later(cast.meeting))

    page = cast.client("fay").post(address(cast.meeting), sent).text

    assert "Meeting 2" in page
    assert "Meeting 3" not in page
    assert "From now on" not in page


def test_what_the_review_asks_is_what_is_done(cast: Cast):
    sent = typed(cast.meeting, date=later(cast.meeting), scope="following", every="2")
    browser = cast.client("fay")
    review = browser.post(address(cast.meeting), sent).text
    hidden = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', review)

    browser.post(address(cast.meeting), {**dict(hidden), "sure": "1"})

    rows = cast.set.meetings.filter(state="scheduled").order_by("number")
    first = cast.meeting.date + DAY
    expected = [first + n * 14 * DAY for n in range(3)]
    assert [row.date for row in rows] == expected


def test_one_can_go_back_with_everything_still_typed(cast: Cast):
    sent = typed(cast.meeting, place="The Annexe", scope="all", weekdays=["1", "3"])

    page = cast.client("fay").post(
        address(cast.meeting), {**sent, "frequency": "daily"}
    )
    back = cast.client("fay").post(
        address(cast.meeting), typed(cast.meeting, place="The Annexe", back="1")
    )

    assert page.status_code == 422
    assert "You can choose days with “every week” only." in page.text
    assert 'value="The Annexe"' in page.text
    assert (back.status_code, 'value="The Annexe"' in back.text) == (200, True)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"frequency": "monthly"}, "A rule can’t apply to one meeting only"),
        ({"every": "3"}, "A rule can’t apply to one meeting only"),
        ({"scope": "all", "place": "", "link": ""}, "Say where"),
        ({"scope": "all", "minutes": "5"}, "At least 30."),
        ({"scope": "all", "ends_on": "2020-01-01"}, "no meeting at all"),
        ({"scope": "all", "ends_on": "2030-01-01", "times": "3"}, "Choose one end"),
        ({"scope": "some"}, "Please choose one of these."),
        ({"scope": "all", "frequency": ""}, "This is still empty."),
        ({"seen": "soon"}, "Enter a valid value."),
    ],
)
def test_what_cannot_be_is_said_at_its_place(cast: Cast, changes, words: str):
    answer = cast.client("fay").post(
        address(cast.meeting), typed(cast.meeting, **changes)
    )

    assert answer.status_code == 422
    assert words in answer.text
    assert untouched(cast)


def test_a_date_beside_the_rule_is_refused(cast: Cast):
    other = (cast.meeting.date.weekday() + 3) % 7
    third = (cast.meeting.date.weekday() + 4) % 7

    answer = cast.client("fay").post(
        address(cast.meeting),
        typed(cast.meeting, scope="all", weekdays=[str(other), str(third)]),
    )

    assert answer.status_code == 422
    assert "would not meet on this day" in answer.text


def test_nothing_different_tells_nobody(cast: Cast):
    answer = cast.client("fay").post(address(cast.meeting), typed(cast.meeting))

    assert answer.headers["Location"] == cast.meeting.get_absolute_url()
    assert untouched(cast)


def test_another_place_alone_asks_nobody_anew(cast: Cast):
    sent = typed(cast.meeting, place="The Annexe", sure="1")

    cast.client("fay").post(address(cast.meeting), sent)

    row = Meeting.objects.get(pk=cast.meeting.pk)
    told = Notice.objects.filter(kind="meeting_moved")
    assert (row.place, row.starts_at) == ("The Annexe", cast.meeting.starts_at)
    assert told.count() == 7
    assert all(notice.about["was"] == notice.about["to"] for notice in told)


def test_the_end_alone_changes_and_the_dates_stay(cast: Cast):
    sent = typed(cast.harbour.later[0], scope="all", times="2", sure="1")

    cast.client("fay").post(address(cast.harbour.later[0]), sent)

    rows = cast.set.meetings.filter(state="scheduled").order_by("number")
    assert [row.date for row in rows] == [
        cast.meeting.date,
        cast.harbour.later[0].date,
        cast.harbour.later[1].date,
    ]
    assert cast.set.series.latest("pk").ends_on == cast.harbour.later[1].date


def test_who_comes_second_sees_the_dates_as_they_are(cast: Cast):
    sent = typed(cast.meeting, date=later(cast.meeting), scope="all", sure="1")
    browser = cast.client("fay")
    browser.post(address(cast.meeting), sent)

    answers = [
        browser.post(address(cast.meeting), {**sent, "time": "12:00", **step})
        for step in ({"sure": "1"}, {})
    ]
    del sent["sure"]
    review = browser.post(address(cast.meeting), {**sent, "time": "12:00"})

    assert [answer.status_code for answer in (*answers, review)] == [409] * 3
    assert "Somebody has changed the dates in the meantime" in review.text


def test_a_meeting_of_no_rule_is_only_itself(cast: Cast):
    Meeting.objects.filter(pk=cast.meeting.pk).update(series=None)

    page = cast.client("fay").get(address(cast.meeting)).text

    assert "Applies to" not in page
    assert "How often" not in page


def test_what_did_not_take_place_is_offered_another_day(cast: Cast):
    Meeting.objects.filter(pk=cast.meeting.pk).update(state="not_held")

    with time_machine.travel(cast.meeting.starts_at + DAY):
        page = cast.client("fay").get(address(cast.meeting)).text

    assert "When do you meet instead?" in page
    assert f'value="{cast.meeting.date.isoformat()}"' not in page


def test_the_page_asks_before_a_meeting_is_called_off(cast: Cast):
    browser = cast.client("fay")
    page = browser.get(address(cast.meeting, "cancellation")).text
    assert untouched(cast)

    answer = browser.post(
        address(cast.meeting, "cancellation"), {"scope": "this", "seen": "0"}
    )

    assert "Call this meeting off?" in page
    assert "7 people, one e-mail each" in page
    assert "Meeting 4" in page
    assert answer.headers["Location"] == cast.set.get_absolute_url()
    assert Meeting.objects.get(pk=cast.meeting.pk).state == "cancelled"


def test_who_calls_off_other_dates_than_there_are_sees_them_first(cast: Cast):
    third = cast.harbour.later[0]
    moving.move(
        third, by=cast.membership("fay"), date=third.date + DAY, time=third.time
    )

    answer = cast.client("fay").post(
        address(cast.meeting, "cancellation"), {"scope": "following", "seen": "0"}
    )

    assert answer.status_code == 409
    assert Meeting.objects.get(pk=cast.meeting.pk).state == "scheduled"


def test_an_unknown_scope_calls_nothing_off(cast: Cast):
    answer = cast.client("fay").post(
        address(cast.meeting, "cancellation"), {"scope": "some", "seen": "0"}
    )

    assert answer.status_code == 422
    assert untouched(cast)


def test_once_it_has_begun_its_page_is_the_answer(cast: Cast):
    with time_machine.travel(cast.meeting.starts_at):
        answer = cast.client("fay").post(
            address(cast.meeting, "cancellation"), {"scope": "this", "seen": "0"}
        )
    held = cast.client("fay").get(address(cast.held, "cancellation"))

    assert answer.status_code == 422
    assert held.headers["Location"] == cast.held.get_absolute_url()


def test_the_set_reads_its_rule_and_only_who_plans_may_change_it(cast: Cast):
    pages = [
        cast.client(name).get(cast.set.get_absolute_url()).text
        for name in ("fay", "ben")
    ]

    rule = f"Every {cast.meeting.date:%A}, 09:00 London"
    assert [rule in page for page in pages] == [True, True]
    assert ["Change when or where" in page for page in pages] == [True, False]


def test_a_cancelled_meeting_says_so_on_its_page(cast: Cast):
    cast.client("fay").post(
        address(cast.meeting, "cancellation"), {"scope": "this", "seen": "0"}
    )

    with at(cast.meeting.starts_at - DAY):
        page = cast.client("ben").get(cast.meeting.get_absolute_url()).text

    assert "This meeting was called off." in page
