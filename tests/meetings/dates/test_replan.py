import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from actionlearning.lib.clock import at, local, now
from actionlearning.lib.errors import NotAllowedYet, Stale
from actionlearning.outbox.models import Notice
from meetings.attendance.services import reply
from meetings.dates.queries.replanning import Plan, mark
from meetings.dates.queries.rhythm import rhythm
from meetings.dates.services import moving, schedule
from meetings.dates.services.cancelling import call_off
from meetings.dates.services.replan import replan
from meetings.models import Action, Meeting
from meetings.recurrence import Rule
from sets.models import Activity
from sets.verbs import Verb
from tests.meetings.room.live_meeting import LiveMeeting
from tests.support.cast import Cast

DAY = dt.timedelta(days=1)
WEEK = 7 * DAY
NINE, TEN = dt.time(9), dt.time(10)


def plan(on: dt.date, time: dt.time = TEN, *, same: bool = False, **rule: Any) -> Plan:
    """Return a weekly plan from a date on, at ten in room 3."""
    options = {"frequency": "weekly", "starts_on": on, **rule}
    return Plan(Rule(**options), on, time, 60, "Room 3", "", is_same=same)


def change(cast: Cast, meeting: Meeting, scope: str, new: Plan, **options: Any):
    by = cast.membership(options.pop("by", "fay"))
    return replan(meeting, by=by, scope=scope, plan=new, **options)


def coming(cast: Cast) -> list[tuple[int, dt.date, dt.time]]:
    rows = cast.set.meetings.filter(state="scheduled", starts_at__gt=now())
    return list(rows.order_by("number").values_list("number", "date", "time"))


def dates(cast: Cast) -> list[dt.date]:
    return sorted(date for _number, date, _time in coming(cast))


def test_this_and_following_meet_on_another_day(cast: Cast):
    third, fourth = cast.harbour.later
    new = plan(third.date + 2 * DAY)

    change(cast, third, "following", new)

    assert coming(cast)[:3] == [
        (2, cast.meeting.date, NINE),
        (3, third.date + 2 * DAY, TEN),
        (4, fourth.date + 2 * DAY, TEN),
    ]
    row = Meeting.objects.get(pk=third.pk)
    assert (row.place, row.minutes, row.sequence) == ("Room 3", 60, 1)
    assert Meeting.objects.get(pk=cast.meeting.pk).sequence == 0


def test_all_meetings_ahead_follow_what_was_said_at_a_later_one(cast: Cast):
    fourth = cast.harbour.later[1]

    change(cast, fourth, "all", plan(fourth.date + DAY))

    assert dates(cast) == [cast.meeting.date + DAY + n * WEEK for n in range(3)]


def test_what_was_held_keeps_its_instant_and_its_rule(cast: Cast):
    before = Meeting.objects.filter(pk=cast.held.pk).values().get()

    change(cast, cast.meeting, "all", plan(cast.meeting.date))

    assert Meeting.objects.filter(pk=cast.held.pk).values().get() == before
    assert cast.set.meetings.get(number=2).time == TEN


def test_the_old_rule_ends_where_the_new_one_begins(cast: Cast):
    third = cast.harbour.later[0]

    new = change(cast, third, "following", plan(third.date))

    assert cast.set.series.get(starts_on__lt=third.date).ends_on == third.date - DAY
    assert set(new.meetings.values_list("number", flat=True)) >= {3, 4}


def test_meetings_are_made_ahead_by_the_new_rule(cast: Cast):
    change(cast, cast.meeting, "all", plan(cast.meeting.date))

    with at(cast.harbour.later[1].starts_at):
        schedule.materialise(now())

    newest = cast.set.meetings.latest("number")
    assert (newest.time, newest.place) == (TEN, "Room 3")


@pytest.mark.parametrize("frequency", ["weekly", "daily", "working_days"])
def test_what_was_called_off_is_never_made_again(cast: Cast, frequency: str):
    third = cast.harbour.later[0]
    call_off(third, by=cast.membership("fay"), scope="this")
    on = cast.meeting.date

    new = plan(on, frequency=frequency)
    change(cast, cast.meeting, "all", replace(new, is_same=frequency == "weekly"))
    for days in range(20):
        schedule.materialise(now() + days * DAY)

    assert third.date not in dates(cast)
    assert Meeting.objects.get(pk=third.pk).state == "cancelled"


@pytest.mark.parametrize("frequency", ["weekly", "daily", "working_days"])
def test_what_was_moved_away_is_never_made_again(cast: Cast, frequency: str):
    third = cast.harbour.later[0]
    elsewhere = third.date + DAY
    moving.move(third, by=cast.membership("fay"), date=elsewhere, time=TEN)

    change(cast, cast.meeting, "all", plan(cast.meeting.date, frequency=frequency))
    for days in range(20):
        schedule.materialise(now() + days * DAY)

    assert third.date not in dates(cast)
    assert dates(cast).count(elsewhere) == 1
    moved = Meeting.objects.get(pk=third.pk)
    assert (moved.date, moved.time) == (elsewhere, TEN)


def test_what_was_moved_takes_the_new_place_all_the_same(cast: Cast):
    third = cast.harbour.later[0]
    moving.move(third, by=cast.membership("fay"), date=third.date + DAY, time=NINE)

    change(cast, cast.meeting, "all", plan(cast.meeting.date, NINE, same=True))

    moved = Meeting.objects.get(pk=third.pk)
    assert (moved.date, moved.place) == (third.date + DAY, "Room 3")


def test_what_the_rule_has_no_date_for_is_called_off(cast: Cast):
    last = cast.harbour.later[1]
    until = cast.harbour.later[0].date

    change(cast, cast.meeting, "all", plan(cast.meeting.date, ends_on=until))

    assert Meeting.objects.get(pk=last.pk).state == "cancelled"
    assert dates(cast) == [cast.meeting.date, until]
    told = Notice.objects.filter(kind="dates_changed").first()
    assert told
    assert told.about["cancelled"] == str(last.pk)


def test_a_counted_rule_ends_after_so_many(cast: Cast):
    change(cast, cast.meeting, "all", plan(cast.meeting.date, times=2))

    schedule.materialise(now() + 30 * DAY)

    assert dates(cast) == [cast.meeting.date, cast.meeting.date + WEEK]


def test_what_is_due_moves_with_its_meeting_and_only_once(cast: Cast):
    open_ones = list(Action.objects.filter(learning_set=cast.set, state="open")[:2])
    third = cast.harbour.later[0]
    for action, on in zip(open_ones, (cast.meeting.date, third.date), strict=True):
        Action.objects.filter(pk=action.pk).update(due_on=on)

    change(cast, cast.meeting, "following", plan(third.date))

    due = [Action.objects.get(pk=action.pk).due_on for action in open_ones]
    assert due == [third.date, third.date + WEEK]


def test_one_message_for_each_person_and_one_line_in_the_log(cast: Cast):
    change(cast, cast.meeting, "all", plan(cast.meeting.date + DAY))

    told = Notice.objects.filter(set_code=cast.set.code, state="waiting")
    assert set(told.values_list("kind", flat=True)) == {"dates_changed"}
    assert told.count() == told.values("person").distinct().count() == 7
    assert Activity.objects.filter(verb=Verb.DATES_CHANGED).count() == 1


def test_a_second_change_says_what_the_first_has_not_said_yet(cast: Cast):
    until = cast.harbour.later[0].date
    change(cast, cast.meeting, "all", plan(cast.meeting.date, ends_on=until))
    change(cast, cast.meeting, "all", plan(cast.meeting.date, NINE))

    waiting = Notice.objects.filter(kind="dates_changed", state="waiting")
    assert waiting.count() == 7
    assert {n.about["cancelled"] for n in waiting} == {str(cast.harbour.later[1].pk)}


def test_everybody_is_asked_anew_where_the_time_is_another(cast: Cast):
    reply(cast.meeting, by=cast.membership("pia"), answer="coming")

    change(cast, cast.meeting, "all", plan(cast.meeting.date))

    assert set(cast.meeting.attendances.values_list("reply", flat=True)) == {"unknown"}


def test_nobody_is_asked_anew_where_only_the_place_is(cast: Cast):
    reply(cast.meeting, by=cast.membership("pia"), answer="coming")

    change(cast, cast.meeting, "all", plan(cast.meeting.date, NINE))

    replies = cast.meeting.attendances.values_list("reply", flat=True)
    assert "coming" in set(replies)


def test_the_room_hears_of_it(cast: Cast):
    change(cast, cast.meeting, "all", plan(cast.meeting.date + DAY))

    assert Meeting.objects.get(pk=cast.meeting.pk).version == cast.meeting.version + 1


def test_wall_time_stays_all_year(cast: Cast):
    change(cast, cast.meeting, "all", plan(cast.meeting.date))
    for week in range(60):
        schedule.materialise(now() + week * WEEK)

    rows = cast.set.meetings.filter(series__time=TEN)
    assert {local(m.starts_at, m.zone).time() for m in rows} == {TEN}
    assert rows.count() > 50


def test_holidays_are_left_out_and_said(cast: Cast):
    new = change(cast, cast.meeting, "all", plan(cast.meeting.date, country="DE"))

    assert "not on public holidays in Germany" in rhythm(new)


@pytest.mark.parametrize("by", ["ben", "ada"])
def test_who_does_not_plan_changes_no_rule(cast: Cast, by: str):
    change(cast, cast.meeting, "all", plan(cast.meeting.date))

    with pytest.raises(PermissionDenied):
        change(cast, cast.meeting, "all", plan(cast.meeting.date, NINE), by=by)


def test_who_saw_other_dates_hears_of_it(cast: Cast):
    seen = mark(cast.set)
    moving.move(
        *(cast.harbour.later[0],),
        by=cast.membership("fay"),
        date=cast.harbour.later[0].date + DAY,
        time=TEN,
    )

    with pytest.raises(Stale, match="changed the dates"):
        change(cast, cast.meeting, "all", plan(cast.meeting.date), seen=seen)


def test_a_room_that_opened_early_is_left_alone(live_meeting: LiveMeeting):
    live_meeting.start()
    before = Meeting.objects.filter(pk=live_meeting.meeting.pk).values().get()
    cast = live_meeting.cast

    with at(cast.meeting.starts_at - dt.timedelta(minutes=10)):
        change(cast, cast.harbour.later[0], "all", plan(cast.harbour.later[0].date))

    assert Meeting.objects.filter(pk=live_meeting.meeting.pk).values().get() == before


def test_what_has_begun_stays(cast: Cast):
    with at(cast.meeting.starts_at), pytest.raises(Stale):
        change(cast, cast.meeting, "following", plan(cast.meeting.date + DAY))


def test_a_rule_needs_a_date(cast: Cast):
    never = plan(cast.meeting.date, ends_on=cast.meeting.date - DAY)

    with pytest.raises(NotAllowedYet, match="no meeting at all"):
        change(cast, cast.meeting, "all", never)


def test_two_meetings_are_never_at_one_time(cast: Cast):
    second = cast.meeting
    extra = Meeting.objects.create(
        learning_set=cast.set,
        number=99,
        date=second.date + DAY,
        time=TEN,
        zone=second.zone,
        starts_at=second.starts_at + DAY + dt.timedelta(hours=1),
    )

    with pytest.raises(
        NotAllowedYet, match=f"Meeting {extra.number} is already at that time"
    ):
        change(cast, second, "all", plan(second.date + DAY))
