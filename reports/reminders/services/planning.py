"""Queue what each person is told today, at their own hour, in one mail.

Nothing is queued ahead: each tick asks what is due now and still of use, so that a moved
meeting, a changed zone or a dead scheduler leave nothing to undo. A key queues it once.

See docs/domain.md#messages.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from actionlearning.accounts.models import User
from actionlearning.lib.clock import instant_of
from actionlearning.outbox.daily_digest import bundle_each
from actionlearning.outbox.delivery_policy import news_is_mailed_to
from actionlearning.outbox.each_row import each
from actionlearning.outbox.models import Notice
from meetings.models import Action, Meeting
from reports.reminders.queries import due as mornings
from reports.reminders.queries.due import DAY, WORK
from sets.models import Membership, SetManager

if TYPE_CHECKING:
    from reports.reminders.queries.due import Coming

R = TypeVar("R")
Day = tuple[int, dt.date]  #: of a person, by their clock
Dated = tuple[Day, Notice]

#: Who meets early still hears of it so long before.
AT_THE_LATEST = dt.timedelta(hours=1)
#: Who has heard of a date so shortly before is not told of it again.
NEWS = dt.timedelta(hours=1)
#: A set that met so shortly before is only reminded: its report-backs are daily ones.
DAILY = dt.timedelta(hours=36)


def plan(moment: dt.datetime) -> int:
    """Queue the reminders of all sets that are due at `moment`; return how many are new.

    It plans for a fixed number of people at a time, so that neither queries nor memory
    grow with the sets. After a gap each person gets at most one of each, and nothing that
    is useless by now. If a meeting is before the person's hour, the whole digest is sent
    earlier.
    """
    return sum(_plan(people, moment) for people in mornings.rounds())


def _plan(people: mornings.People, moment: dt.datetime) -> int:
    everything = [
        *_before_meetings(people, moment),
        *_of_each(people.promises(moment), _follow_ups),
        *_of_each(people.appointments(), partial(_digest, moment=moment)),
    ]
    early = _early(everything)
    due = {
        notice.key: notice
        for day, notice in everything
        if early[day] <= moment < notice.useless_after
    }
    return bundle_each(list(due.values()), moment=moment, of=WORK)


def _of_each(
    rows: Iterable[R], letters: Callable[[R], Iterator[Notice]]
) -> Iterator[Dated]:
    """Yield the messages about each row with their days, without the rows that fail."""

    def dated(row: R) -> list[Dated]:
        return [(_day(notice), notice) for notice in letters(row)]

    for some in each(rows, dated, of=WORK):
        yield from some


def _early(everything: Iterable[Dated]) -> dict[Day, dt.datetime]:
    """Return by person and day when the first message is due."""
    early: dict[Day, dt.datetime] = {}
    for day, notice in everything:
        early[day] = min(notice.due_at, early.get(day, notice.due_at))
    return early


def _day(notice: Notice) -> Day:
    if notice.person is None:
        raise ValueError("A morning is a person's.")
    return notice.person.pk, notice.person.local(notice.due_at).date()


def _before_meetings(people: mornings.People, moment: dt.datetime) -> Iterator[Dated]:
    meetings = people.coming(moment)
    if not meetings:
        return iter(())
    memberships, reported = people.memberships(moment), people.reported(moment)

    def letters(pair: tuple[Coming, Membership]) -> Iterator[Notice]:
        meeting, membership = pair
        is_news = moment < meeting.dated_at + NEWS
        if is_news and news_is_mailed_to(membership.user):
            return
        yield _reminder(meeting, membership)
        has_reported = (meeting.pk, membership.pk) in reported
        if not has_reported and _is_asked(meeting, membership):
            yield _report_due(meeting, membership)

    pairs = (
        (meeting, membership)
        for meeting in meetings
        for membership in memberships[meeting.learning_set_id]
    )
    return _of_each(pairs, letters)


def _is_asked(meeting: Coming, membership: Membership) -> bool:
    """Return whether there was a meeting to report on, and a day between to ask."""
    if not membership.is_member or meeting.last_ended_at is None:
        return False
    is_daily = (
        meeting.previous_at is not None
        and meeting.starts_at - meeting.previous_at < DAILY
    )
    return meeting.last_ended_at > membership.joined_at and not is_daily


def key_of(meeting: Meeting, person: User) -> str:
    """Return the key of the reminder of a meeting: one a person and local day."""
    return f"meeting_reminder:{meeting.pk}:{person.pk}:{person.local(meeting.starts_at).date()}"


def _reminder(meeting: Meeting, membership: Membership) -> Notice:
    return Notice(
        kind="meeting_reminder",
        key=key_of(meeting, membership.user),
        person=membership.user,
        about={"meeting": meeting.pk},
        set_code=meeting.learning_set.code,
        due_at=reminder_at(meeting.starts_at, membership.user),
        useless_after=meeting.starts_at,
    )


def _report_due(meeting: Meeting, membership: Membership) -> Notice:
    day = membership.user.local(meeting.starts_at).date()
    return Notice(
        kind="report_due",
        key=f"report_due:{meeting.pk}:{membership.user_id}:{day}",
        person=membership.user,
        about={"meeting": meeting.pk},
        set_code=meeting.learning_set.code,
        due_at=morning(day - DAY, membership.user),
        # From then on the reminder says the same, and one mail is enough.
        useless_after=reminder_at(meeting.starts_at, membership.user),
    )


def _follow_ups(action: Action) -> Iterator[Notice]:
    """Yield the follow-ups of an action, none of them on the day it was agreed.

    Actions of one meeting with the same due date share their keys, and so one mail.
    """
    owner = action.owner.user
    met_on = owner.local(action.meeting.started_at or action.meeting.starts_at).date()
    half, eve = met_on + (action.due_on - met_on) // 2, action.due_on - DAY
    if met_on < half < eve:
        yield _follow_up(action, "half", on=half, until=morning(eve, owner))
    if met_on < eve:
        over = instant_of(action.due_on + DAY, dt.time.min, owner.known_zone)
        yield _follow_up(action, "eve", on=eve, until=over)


def _follow_up(action: Action, at: str, *, on: dt.date, until: dt.datetime) -> Notice:
    owner, meeting = action.owner.user, action.meeting_id
    return Notice(
        kind="action_follow_up",
        key=f"action_follow_up:{meeting}:{owner.pk}:{action.due_on}:{at}",
        person=owner,
        about={"meeting": meeting, "due_on": action.due_on.isoformat(), "at": at},
        set_code=action.learning_set.code,
        due_at=morning(on, owner),
        useless_after=until,
    )


def _digest(manager: SetManager, *, moment: dt.datetime) -> Iterator[Notice]:
    """Yield the manager's week on Monday, or on Tuesday if nothing was sent on Monday."""
    person, of = manager.user, manager.learning_set
    today = person.local(moment).date()
    monday = today - today.weekday() * DAY
    due_at = morning(monday, person)
    yield Notice(
        kind="manager_digest",
        key=f"manager_digest:{of.pk}:{person.pk}:{monday}",
        person=person,
        about={"monday": monday.isoformat()},
        set_code=of.code,
        due_at=due_at,
        useless_after=due_at + 2 * DAY,
    )


def morning(on: dt.date, person: User) -> dt.datetime:
    """Return the instant of the person's morning hour on a date, in their zone."""
    return instant_of(on, person.morning, person.known_zone)


def reminder_at(starts_at: dt.datetime, person: User) -> dt.datetime:
    """Return when a person is reminded: that morning, or an hour before the meeting.

    A set may meet before the mail of half past seven, or across the world at three. An hour
    is the least that still lets a person get there.
    """
    on = person.local(starts_at).date()
    return min(morning(on, person), starts_at - AT_THE_LATEST)
