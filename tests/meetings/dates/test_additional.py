import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from actionlearning.lib.clock import instant_of, now
from actionlearning.lib.errors import NotAllowedYet
from actionlearning.outbox.models import Notice
from meetings.dates.services import additional, schedule
from meetings.models import Meeting
from sets.memberships import end
from sets.models import Activity
from sets.verbs import Verb
from tests.reports.letters import Letters
from tests.support.cast import Cast

DAY = dt.timedelta(days=1)
TEN = dt.time(10)


def add(cast: Cast, *, by: str = "fay", days: int = 1, time: dt.time = TEN) -> Meeting:
    """Add a meeting some days after Harbour's next one."""
    date = cast.meeting.date + days * DAY
    return additional.add(cast.set, by=cast.membership(by), date=date, time=time)


def form(cast: Cast, **changes: str) -> dict[str, str]:
    date = (cast.meeting.date + DAY).isoformat()
    return {"date": date, "time": "10:00", "minutes": "60", **changes}


def address(cast: Cast) -> str:
    return f"/sets/{cast.set.code}/meetings/new/"


def test_it_is_as_usual_and_outside_the_series(cast: Cast):
    cast.set.series.update(
        minutes=75,
        place="The barn",
        link="https://video.example.org/",
        format="airtime",
    )

    row = Meeting.objects.get(pk=add(cast).pk)

    date = cast.meeting.date + DAY
    assert (row.series, row.number, row.date, row.time) == (None, 5, date, TEN)
    assert (row.minutes, row.place, row.format) == (75, "The barn", "airtime")
    assert row.link == "https://video.example.org/"
    assert row.starts_at == instant_of(date, TEN, "Europe/London")


def test_everybody_is_told_once_and_it_is_logged(cast: Cast):
    for _again in range(2):
        added = add(cast)

    told = Notice.objects.filter(kind="meeting_added")
    assert told.count() == 7
    assert set(told.values_list("about__meeting", flat=True)) == {added.pk}
    assert Activity.objects.filter(verb=Verb.MEETING_ADDED).count() == 1
    assert cast.set.meetings.count() == 5


def test_the_series_goes_on_beside_it(cast: Cast):
    add(cast)

    assert schedule.materialise(now()) == 0
    assert cast.set.meetings.filter(series=None).count() == 1


@pytest.mark.parametrize("by", ["ben", "ada"])
def test_only_the_coordinator_adds_one(cast: Cast, by: str):
    with pytest.raises(PermissionDenied):
        add(cast, by=by)


def test_who_has_left_adds_none(cast: Cast):
    fay = cast.membership("fay")
    end(fay, by=fay)

    with pytest.raises(PermissionDenied):
        additional.add(cast.set, by=fay, date=cast.meeting.date + DAY, time=TEN)


@pytest.mark.parametrize(
    ("days", "why"),
    [(-20, "past"), (400, "within a year"), (7, "Meeting 3 is already at that time")],
)
def test_it_is_at_a_time_that_can_be(cast: Cast, days: int, why: str):
    with pytest.raises(NotAllowedYet, match=why):
        add(cast, days=days)


@pytest.mark.parametrize(("time", "fits"), [("07:30", True), ("07:31", False)])
def test_it_ends_before_the_next_begins(cast: Cast, time: str, *, fits: bool):
    wanted = dt.time.fromisoformat(time)

    try:
        add(cast, days=0, time=wanted)
    except NotAllowedYet:
        assert not fits
    else:
        assert fits


def test_a_cancelled_meeting_is_not_in_the_way(cast: Cast):
    Meeting.objects.filter(pk=cast.meeting.pk).update(state="cancelled")

    assert add(cast, days=0).is_scheduled


def test_the_letter_says_when_and_asks(cast: Cast):
    text = Letters(cast).read("meeting_added")

    at = cast.meeting.starts_at
    assert f"Harbour has an extra meeting on {at:%A} {at.day} {at:%B} at 09:00" in text
    assert "Fay Okoro has planned an extra meeting of Harbour, number 2." in text
    assert "Room 2" in text


def test_called_off_meanwhile_nothing_is_sent(cast: Cast):
    Meeting.objects.filter(pk=cast.meeting.pk).update(state="cancelled")

    assert Letters(cast).write("meeting_added") is None


def test_the_form_is_filled_with_what_is_usual(cast: Cast):
    page = cast.client("fay").get(address(cast)).content.decode()

    assert 'value="09:00"' in page
    assert 'value="90"' in page


def test_first_it_says_who_will_be_told(cast: Cast):
    cast.users["ben"].zone = "Asia/Kolkata"
    cast.users["ben"].save(update_fields=["zone"])

    page = cast.client("fay").post(address(cast), form(cast, time="14:00"))

    assert "7 people will be told" in page.content.decode()
    assert "Kolkata" in page.content.decode()
    assert "late" in page.content.decode()
    assert not Notice.objects.filter(kind="meeting_added").exists()


def test_then_it_is_so(cast: Cast):
    answer = cast.client("fay").post(address(cast), form(cast, step="add"))

    added = cast.set.meetings.get(series=None)
    assert answer.headers["Location"] == added.get_absolute_url()
    assert added.minutes == 60


def test_one_step_back_everything_is_still_there(cast: Cast):
    sent = form(cast, step="change", place="The barn")

    page = cast.client("fay").post(address(cast), sent).content.decode()

    assert 'value="The barn"' in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"date": "2020-01-01"}, "This is in the past"),
        ({"time": ""}, "This is still empty."),
        ({"minutes": "5"}, "At least 15."),
    ],
)
@pytest.mark.parametrize("step", ["", "add"])
def test_what_cannot_be_is_said_at_its_place(cast: Cast, changes, words, step: str):
    sent = form(cast, step=step, **changes)

    answer = cast.client("fay").post(address(cast), sent)

    assert answer.status_code == 422
    assert words in answer.content.decode()
