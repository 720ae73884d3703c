import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from actionlearning.lib.clock import at, instant_of, now
from actionlearning.lib.errors import NotAllowedYet, Stale
from actionlearning.outbox.models import Notice
from meetings.attendance.services import reply
from meetings.dates.services import moving, not_held, schedule
from meetings.models import Action, Meeting
from meetings.room.services import lobby, phase
from reports.reminders.services.planning import plan
from sets.memberships import end
from sets.models import Activity
from sets.verbs import Verb
from tests.meetings.room.live_meeting import LiveMeeting
from tests.reports.letters import Letters
from tests.support.cast import Cast

DAY = dt.timedelta(days=1)
TEN = dt.time(10)


def move(
    cast: Cast, *, by: str = "fay", days: int = 1, seen: int | None = None
) -> Meeting:
    """Move Harbour's next meeting by some days, to ten."""
    date = cast.meeting.date + days * DAY
    return moving.move(
        cast.meeting, by=cast.membership(by), date=date, time=TEN, seen=seen
    )


def test_a_meeting_moves_and_keeps_its_number(cast: Cast):
    moved = move(cast)

    row = Meeting.objects.get(pk=cast.meeting.pk)
    date = cast.meeting.date + DAY
    assert (row.number, row.date, row.time) == (2, date, TEN)
    assert row.starts_at == instant_of(date, TEN, row.zone)
    assert row.planned_on == cast.meeting.date
    assert (moved.version, moved.sequence) == (1, 1)
    assert Activity.objects.filter(verb=Verb.MEETING_MOVED).count() == 1


def test_the_series_does_not_fill_the_gap(cast: Cast):
    move(cast)

    assert schedule.materialise(now()) == 0
    assert cast.set.meetings.count() == 4


def test_moved_past_all_others_it_leaves_the_dates_of_the_series(cast: Cast):
    last = cast.harbour.later[-1]
    move(cast, days=(last.date - cast.meeting.date).days + 3)

    with at(last.starts_at - DAY):
        schedule.materialise(now())

    new = cast.set.meetings.latest("number")
    assert new.date == last.date + 7 * DAY
    assert cast.set.meetings.filter(date=cast.meeting.date).count() == 0


def test_what_is_due_at_the_meeting_moves_along(cast: Cast):
    due = Action.objects.filter(learning_set=cast.set, state="open").first()
    assert due
    other = Action.objects.filter(learning_set=cast.quay.set, state="open").first()
    Action.objects.filter(state="open").update(due_on=cast.meeting.date)

    move(cast, days=2)

    due.refresh_from_db()
    assert due.due_on == cast.meeting.date + 2 * DAY
    assert other
    other.refresh_from_db()
    assert other.due_on == cast.meeting.date


def test_everybody_is_told_and_asked_anew(cast: Cast):
    reply(cast.meeting, by=cast.membership("pia"), answer="coming")

    move(cast)

    told = Notice.objects.filter(kind="meeting_moved", set_code=cast.set.code)
    assert told.count() == 7
    assert set(cast.meeting.attendances.values_list("reply", flat=True)) == {"unknown"}


def test_the_reminders_of_the_old_day_are_called_off(cast: Cast):
    with at(cast.meeting.starts_at - dt.timedelta(minutes=50)):
        plan(now())
        move(cast)

    reminders = Notice.objects.filter(kind="meeting_reminder", set_code=cast.set.code)
    assert set(reminders.values_list("state", flat=True)) == {"dropped"}


def test_the_new_day_has_its_own_reminders(cast: Cast):
    with at(cast.meeting.starts_at - dt.timedelta(minutes=50)):
        plan(now())
        moved = move(cast)
    with at(moved.starts_at - dt.timedelta(minutes=50)):
        plan(now())

    waiting = Notice.objects.filter(kind="meeting_reminder", state="folded")
    assert waiting.filter(about__meeting=moved.pk).count() == 7


def test_the_letter_names_the_old_and_the_new_time(cast: Cast):
    text = Letters(cast).read("meeting_moved")

    was, to = (cast.meeting.starts_at - 7 * DAY), cast.meeting.starts_at
    assert f"{was:%A} {was.day} {was:%B}" in text
    assert f"Harbour now meets on {to:%A} {to.day} {to:%B} at 09:00" in text
    assert "Fay Okoro has moved meeting 2 of Harbour." in text


def test_a_letter_about_an_older_move_is_not_sent(cast: Cast):
    move(cast)

    assert Letters(cast).write("meeting_moved") is None


@pytest.mark.parametrize("by", ["ben", "ada"])
def test_who_does_not_plan_the_meeting_does_not_move_it(cast: Cast, by: str):
    with pytest.raises(PermissionDenied):
        move(cast, by=by)


def test_the_chosen_facilitator_moves_it(live_meeting: LiveMeeting):
    tom = live_meeting.membership("tom")
    lobby.choose_facilitator(live_meeting.gather().meeting, by=tom, who=tom)

    moved = move(live_meeting.cast, by="tom")

    assert moved.facilitator is None
    assert not moved.attendances.filter(present_at__isnull=False).exists()


def test_who_has_left_moves_nothing(cast: Cast):
    fay = cast.membership("fay")
    end(fay, by=fay)

    with pytest.raises(PermissionDenied):
        moving.move(cast.meeting, by=fay, date=cast.meeting.date + DAY, time=TEN)


@pytest.mark.parametrize(("days", "why"), [(-20, "past"), (400, "within a year")])
def test_it_moves_to_a_time_that_can_be(cast: Cast, days: int, why: str):
    with pytest.raises(NotAllowedYet, match=why):
        move(cast, days=days)


def test_two_meetings_are_never_at_one_time(cast: Cast):
    with pytest.raises(NotAllowedYet, match="Meeting 3 is already at that time"):
        move(cast, days=7)


def test_moved_twice_the_second_hears_of_the_first(cast: Cast):
    seen = cast.meeting.sequence
    move(cast)

    with pytest.raises(Stale, match="already moved this meeting"):
        move(cast, days=2, seen=seen)


@pytest.mark.at("open")
def test_a_meeting_that_has_begun_stays(live_meeting: LiveMeeting):
    live_meeting.go_to("open")

    with pytest.raises(Stale):
        move(live_meeting.cast)


def test_what_did_not_take_place_gets_another_date(cast: Cast):
    with at(cast.meeting.starts_at):
        not_held.tell(cast.meeting, by=cast.membership("fay"))
        moved = move(cast)

    assert moved.is_scheduled


def test_nobody_started_it_so_it_did_not_take_place(cast: Cast):
    over = cast.meeting.ends_at + DAY

    assert not_held.lapse(over - dt.timedelta(seconds=1)) == 0
    assert not_held.lapse(over) == 3  # of each of the three sets
    assert not_held.lapse(over) == 0

    row = Meeting.objects.get(pk=cast.meeting.pk)
    assert (row.state, row.version) == ("not_held", 1)


@pytest.mark.at("open")
def test_a_meeting_that_goes_on_late_does_not_lapse(live_meeting: LiveMeeting):
    live_meeting.go_to("open")

    not_held.lapse(live_meeting.meeting.ends_at + DAY)

    assert live_meeting.meeting.is_live


def test_it_can_be_said_earlier_with_one_tap(cast: Cast):
    with at(cast.meeting.starts_at):
        for _again in range(2):
            not_held.tell(cast.meeting, by=cast.membership("fay"))

    row = Meeting.objects.get(pk=cast.meeting.pk)
    assert (row.state, row.version) == ("not_held", 1)


def test_not_before_its_time(cast: Cast):
    with pytest.raises(NotAllowedYet, match="still to come"):
        not_held.tell(cast.meeting, by=cast.membership("fay"))


def test_only_who_plans_it_says_that_it_did_not_take_place(cast: Cast):
    with at(cast.meeting.starts_at), pytest.raises(PermissionDenied):
        not_held.tell(cast.meeting, by=cast.membership("ben"))


@pytest.mark.at("open")
def test_what_was_held_did_take_place(live_meeting: LiveMeeting):
    live_meeting.go_to("open")
    phase.abandon(live_meeting.meeting, by=live_meeting.membership("fay"))

    with pytest.raises(Stale):
        not_held.tell(live_meeting.meeting, by=live_meeting.membership("fay"))


def test_it_is_nobodys_turn_and_nobody_gets_a_wrap_up(live_meeting: LiveMeeting):
    fay = live_meeting.membership("fay")
    lobby.choose_facilitator(live_meeting.gather().meeting, by=fay, who=fay)

    not_held.lapse(live_meeting.meeting.ends_at + DAY)

    assert live_meeting.meeting.facilitator is None
    assert not live_meeting.meeting.attendances.filter(
        present_at__isnull=False
    ).exists()
    assert not Notice.objects.filter(kind="wrap_up").exists()
