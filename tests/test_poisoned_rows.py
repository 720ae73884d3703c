"""One poisoned row ends no planner: the other sets get theirs, and the operator learns of it.

Each planner of the product meets a row that it cannot plan. The planners of the outbox
itself do so in tests/actionlearning/outbox/test_bad_rows.py.
"""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

from actionlearning.accounts.models import User
from actionlearning.lib.clock import instant_of, now
from actionlearning.outbox.models import ChatWebhook, Notice
from meetings.dates.services.not_held import GRACE, lapse
from meetings.models import Meeting, Poll, Series
from meetings.polls.services.polls import open_poll
from reports.models import ReportBack
from sets.models import LearningSet
from tests.meetings.polls.polling import DAY, TEN
from tests.support.build import WEEK
from tests.support.cast import Cast, World
from tests.support.poison import ABSURD, failed, refusing, run, unreadable

Poison = Callable[[World], str]  #: spoil a row of a set; return the name of the row
#: It deletes its own rows in one statement, by their age.
BY_AGE = {"actionlearning.outbox.failing.forget"}
QUAY = {"Ola", "Kit", "Uma"}
PARTS = (Path(__file__), Path("tests/actionlearning/outbox/test_bad_rows.py"))


def told(kind: str, of: World) -> set[str]:
    """Return whom of a set messages of a kind are for."""
    rows = Notice.objects.filter(kind=kind, set_code=of.set.code)
    return {
        row.person.first_name for row in rows.select_related("person") if row.person
    }


def unreadable_meeting(of: World) -> str:
    unreadable(of.meeting, "created_at")
    return f"Meeting {of.meeting.pk}"


def unreadable_member(of: World) -> str:
    unreadable(of.memberships[0].user, "date_joined")
    return f"Membership {of.memberships[0].pk}"


def odd_choices(of: World) -> str:
    """Let a member's choices be a list, and the date of the meeting be news."""
    member = of.memberships[0]
    User.objects.filter(pk=member.user_id).update(channels=["mail"])
    of.set.meetings.update(dated_at=of.meeting.starts_at - dt.timedelta(minutes=20))
    return f"Meeting {of.meeting.pk}, Membership {member.pk}"


def unreadable_action(of: World) -> str:
    action = of.past.actions[0]
    action.due_on = of.meeting.date + DAY
    action.state = "open"
    action.save(update_fields=["due_on", "state"])
    unreadable(action, "created_at")
    return f"Action {action.pk}"


def absurd_end(of: World) -> str:
    """Let a poll end when no clock in Paris can say it; of the members, ask one there."""
    poll, member = of.set.polls.get(), of.memberships[1]
    Poll.objects.filter(pk=poll.pk).update(closes_at=ABSURD)
    User.objects.filter(pk=member.user_id).update(zone="Europe/Paris")
    return f"Poll {poll.pk}, Membership {member.pk}"


def unreadable_poll(of: World) -> str:
    poll = of.set.polls.get()
    unreadable(poll, "opened_at")
    return f"Poll {poll.pk}"


def unreadable_time(of: World) -> str:
    poll = of.set.polls.get()
    unreadable(poll.times.earliest("pk"), "date")
    return f"Poll {poll.pk}"


def unknown_zone(of: World) -> str:
    LearningSet.objects.filter(pk=of.set.pk).update(zone="Nowhere/Gone")
    return f"Meeting {of.meeting.pk}"


@pytest.mark.parametrize("poison", [absurd_end, unreadable_poll, unreadable_time])
def test_the_other_polls_are_reminded_of(cast: Cast, poison: Poison):
    for world, asker in ((cast.harbour, "fay"), (cast.quay, "ola")):
        times = [(world.meeting.date + n * DAY, TEN) for n in (1, 2)]
        by = cast.membership(asker)
        open_poll(world.set, by=by, times=times, meeting=world.meeting)
    row = poison(cast.harbour)

    noon = instant_of(cast.quay.meeting.date, dt.time(12), "Europe/London")
    run("meetings.polls.services.reminders.plan", noon)

    assert told("poll_reminder", cast.quay) == QUAY
    assert row in failed()


def test_the_other_polls_are_closed(cast: Cast):
    for world, asker in ((cast.harbour, "fay"), (cast.quay, "ola")):
        times = [(world.meeting.date + n * DAY, TEN) for n in (1, 2)]
        by = cast.membership(asker)
        open_poll(world.set, by=by, times=times, meeting=world.meeting)
    bad = cast.set.polls.get()

    with refusing(bad, "UPDATE"):
        over = cast.meeting.starts_at + WEEK
        run("meetings.polls.services.reminders.plan", over)

    assert cast.quay.set.polls.get().state == Poll.State.CLOSED
    assert failed() == {f"Poll {bad.pk}"}


@pytest.mark.parametrize("poison", [unknown_zone, unreadable_meeting])
def test_the_other_channels_hear_of_today(cast: Cast, poison: Poison):
    for world in (cast.harbour, cast.quay):
        ChatWebhook.objects.create(
            set_code=world.set.code, service="slack", address="x", language="en-gb"
        )
    row = poison(cast.harbour)

    soon = cast.meeting.starts_at - dt.timedelta(minutes=30)
    run("meetings.chat.services.plan", soon)

    today = Notice.objects.filter(kind="chat_today")
    assert list(today.values_list("set_code", flat=True)) == [cast.quay.set.code]
    assert failed() == {row}


def odd_letter(of: World) -> str:
    letter = Notice.objects.create(
        kind="dates_changed",
        key="odd",
        person=of.memberships[0].user,
        about={"meetings": "the next"},
        set_code=of.set.code,
        useless_after=now() + DAY,
    )
    return f"Notice {letter.pk}"


@pytest.mark.parametrize("poison", [odd_letter, unreadable_meeting, unreadable_member])
def test_the_other_meetings_reach_calendars(cast: Cast, poison: Poison):
    new = [cast.meeting.pk, cast.harbour.later[0].pk, cast.quay.meeting.pk]
    Meeting.objects.filter(pk__in=new).update(created_at=now())
    row = poison(cast.harbour)

    run("meetings.calendar.services.entries.plan", now())

    assert told("meeting_entry", cast.quay) == QUAY
    assert "Tom" in told("meeting_entry", cast.harbour)
    assert failed() == {row}


@pytest.mark.parametrize("how", ["unreadable", "refused"])
def test_the_other_meetings_are_marked_as_not_held(cast: Cast, how: str):
    over = max(each.ends_at for each in (cast.meeting, cast.quay.meeting)) + GRACE
    planner = "meetings.dates.services.not_held.lapse"

    if how == "unreadable":
        unreadable_meeting(cast.harbour)
        run(planner, over)
    else:
        with refusing(cast.meeting, "UPDATE"):
            run(planner, over)

    states = Meeting.objects.filter(pk__in=[cast.meeting.pk, cast.quay.meeting.pk])
    assert sorted(states.values_list("state", flat=True)) == ["not_held", "scheduled"]
    assert failed() == {f"Meeting {cast.meeting.pk}"}


def test_the_other_report_backs_are_carried_over(cast: Cast):
    over = max(each.ends_at for each in (cast.meeting, cast.quay.meeting)) + GRACE
    lapse(over)
    bad, good = cast.past.filed, cast.quay.past.filed

    with refusing(bad, "UPDATE"):
        run("reports.report_backs.services.carry_over.carry_over", over)

    assert ReportBack.objects.get(pk=good.pk).meeting == cast.quay.later[0]
    assert ReportBack.objects.get(pk=bad.pk).meeting == cast.meeting
    assert failed() == {f"ReportBack {bad.pk}"}


def unreadable_manager(of: World) -> str:
    manager = of.set.managers.get()
    unreadable(manager, "since")
    return f"SetManager {manager.pk}"


@pytest.mark.parametrize(
    "poison",
    [
        unreadable_meeting,
        unreadable_member,
        unreadable_action,
        unreadable_manager,
        odd_choices,
    ],
)
def test_the_other_mornings_come(cast: Cast, poison: Poison):
    row = poison(cast.harbour)

    morning = cast.meeting.starts_at - dt.timedelta(hours=1)
    run("reports.reminders.services.planning.plan", morning)

    assert told("meeting_reminder", cast.quay) == QUAY
    assert failed() == {row}


@pytest.mark.parametrize("poison", [unreadable_meeting, unreadable_member, odd_choices])
def test_the_other_meetings_start_soon(cast: Cast, poison: Poison):
    row = poison(cast.harbour)

    soon = cast.meeting.starts_at - dt.timedelta(minutes=10)
    run("reports.reminders.services.starting_soon.plan", soon)

    assert told("starts_soon", cast.quay) == QUAY
    assert failed() == {row}


def series_without_zone(of: World) -> str:
    Series.objects.filter(learning_set=of.set).update(zone="Nowhere/Gone")
    of.set.meetings.filter(state="scheduled").update(state="cancelled")
    return f"LearningSet {of.set.pk}"


def series_of_old(of: World) -> str:
    """Let a rule be one that another release knew."""
    Series.objects.filter(learning_set=of.set).update(frequency="hourly")
    return f"LearningSet {of.set.pk}"


def series_in_no_calendar(of: World) -> str:
    series = Series.objects.get(learning_set=of.set)
    unreadable(series, "created_at")
    return f"Series {series.pk}"


@pytest.mark.parametrize(
    "poison", [series_without_zone, series_of_old, series_in_no_calendar]
)
def test_the_other_sets_get_their_meetings(cast: Cast, poison: Poison):
    row = poison(cast.harbour)
    before = cast.quay.set.meetings.count()

    later = cast.quay.meeting.starts_at + WEEK
    run("meetings.dates.services.schedule.materialise", later)

    assert cast.quay.set.meetings.count() > before
    assert row in failed()


def test_every_planner_meets_a_poisoned_row():
    texts = "".join(path.read_text() for path in PARTS)

    planners = set(settings.NOTICE_PLANNERS) - BY_AGE
    assert {name for name in planners if f'"{name}"' not in texts} == set()
