"""A set whose dates have all passed, or were called off, agrees new ones."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from actionlearning.lib.clock import now
from actionlearning.lib.errors import NotAllowedYet, Stale
from actionlearning.outbox.models import Notice
from meetings.dates.services import additional, rule, schedule
from meetings.dates.services.cancelling import call_off
from meetings.models import Meeting, Series
from tests.reports.letters import Letters
from tests.support.cast import Cast

DAY = dt.timedelta(days=1)
WEEK = 7 * DAY
TEN = dt.time(10)

pytestmark = pytest.mark.usefixtures("all_called_off")


@pytest.fixture
def all_called_off(cast: Cast) -> None:
    """Harbour has met once, and will not again."""
    call_off(cast.meeting, by=cast.membership("fay"), scope="following")


def begin(cast: Cast, *, by: str = "fay", on: dt.date | None = None) -> Series:
    return rule.begin(
        cast.set,
        by=cast.membership(by),
        starts_on=on or cast.meeting.date,
        time=TEN,
        frequency="weekly",
        minutes=60,
        place="The barn",
        link="",
    )


def planned(cast: Cast) -> list[dt.date]:
    rows = cast.set.meetings.filter(state="scheduled").order_by("starts_at")
    return list(rows.values_list("date", flat=True))


def form(cast: Cast, **changes: str) -> dict[str, str]:
    asked = {"starts_on": cast.meeting.date.isoformat(), "time": "10:00"}
    return {
        **asked,
        "frequency": "weekly",
        "minutes": "60",
        "place": "The barn",
        **changes,
    }


def address(cast: Cast) -> str:
    return f"/sets/{cast.set.code}/rule/"


def test_a_day_that_was_called_off_is_agreed_anew(cast: Cast):
    series = begin(cast)

    assert planned(cast) == [cast.meeting.date + n * WEEK for n in range(3)]
    first = series.meetings.order_by("starts_at")[0]
    assert (first.number, first.time, first.minutes) == (5, TEN, 60)
    assert Meeting.objects.get(pk=cast.meeting.pk).state == "cancelled"


def test_the_rule_goes_on_and_the_old_one_does_not(cast: Cast):
    begin(cast)

    schedule.materialise(now() + 4 * WEEK)

    assert all(day.weekday() == cast.meeting.date.weekday() for day in planned(cast))
    assert len(planned(cast)) == len(set(planned(cast))) > 3


def test_everybody_is_told_once_by_which_rule(cast: Cast):
    begin(cast)

    told = Notice.objects.filter(kind="dates_changed", state="waiting")
    assert told.count() == 7
    letter = Letters(cast).text(told.get(person=cast.ben))
    assert "Every " in letter
    assert "10:00 London" in letter
    assert "The barn" in letter


def test_what_was_not_yet_said_of_the_old_rule_is_said_with_the_new_one(cast: Cast):
    begin(cast)
    gone = Meeting.objects.get(number=5)
    waiting = Notice.objects.filter(kind="dates_changed", state="waiting")
    about = waiting.get(person=cast.ben).about
    waiting.update(about={**about, "cancelled": str(cast.meeting.pk)})
    call_off(gone, by=cast.membership("fay"), scope="following")

    begin(cast)

    [now_said] = waiting.filter(person=cast.ben)
    assert now_said.about["cancelled"] == str(cast.meeting.pk)


def test_who_comes_second_is_told_that_there_are_dates(cast: Cast):
    begin(cast)

    with pytest.raises(Stale):
        begin(cast, on=cast.meeting.date + DAY)


def test_a_first_day_that_is_taken_is_refused(cast: Cast):
    additional.add(
        cast.set, by=cast.membership("fay"), date=cast.meeting.date, time=TEN
    )

    with pytest.raises(NotAllowedYet, match="already at that time"):
        begin(cast)


def test_a_later_day_that_is_taken_is_refused_too(cast: Cast):
    taken = cast.meeting.date + WEEK
    additional.add(cast.set, by=cast.membership("fay"), date=taken, time=TEN)

    with pytest.raises(NotAllowedYet, match="already at that time"):
        begin(cast)
    assert planned(cast) == [taken]


@pytest.mark.parametrize(("by", "may"), [("fay", True), ("ben", False)])
def test_the_coordinator_agrees_it(cast: Cast, by, may):
    if may:
        begin(cast, by=by)
        assert planned(cast)
    else:
        with pytest.raises(PermissionDenied):
            begin(cast, by=by)


def test_the_page_begins_it(cast: Cast):
    fay = cast.client("fay")

    assert address(cast) in fay.get(f"/sets/{cast.set.code}/").content.decode()
    assert "7 people, one e-mail each" in fay.get(address(cast)).content.decode()
    answer = fay.post(address(cast), form(cast))

    assert answer.status_code == 302
    assert planned(cast)[0] == cast.meeting.date
    assert address(cast) not in fay.get(f"/sets/{cast.set.code}/").content.decode()


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"starts_on": "2020-01-01"}, "This is in the past"),
        ({"place": ""}, "Say where"),
        ({"frequency": "weekly", "ends_on": "2020-01-01"}, "end before it begins"),
    ],
)
def test_what_cannot_be_is_said_and_kept(cast: Cast, changes, says):
    answer = cast.client("fay").post(address(cast), form(cast, **changes))

    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert planned(cast) == []


def test_while_a_meeting_more_is_ahead_a_rule_can_be_agreed(cast: Cast):
    on = cast.meeting.date + DAY
    additional.add(cast.set, by=cast.membership("fay"), date=on, time=TEN)

    page = cast.client("fay").get(f"/sets/{cast.set.code}/").content.decode()

    assert address(cast) in page
    begin(cast)
    assert len(planned(cast)) == 4
