"""The effect of a change of dates, in words, before anything is stored or sent."""

import datetime as dt
from dataclasses import dataclass

from actionlearning.lib.clock import instant_of, now
from actionlearning.lib.dates import span
from meetings.dates.queries.replanning import Change
from meetings.dates.queries.rhythm import in_words
from meetings.models import Meeting
from meetings.selectors import everybody
from sets.models import LearningSet

LISTED = 6  #: meetings that the page lists; it counts the others


@dataclass(frozen=True)
class DateChange:
    """One meeting: its old and its new time, or "" if it has none."""

    number: int
    was: str
    now: str

    @property
    def is_same(self) -> bool:
        """Whether the time stays the same."""
        return self.was == self.now


@dataclass(frozen=True)
class Review:
    """The whole change. `rule` is "" for one meeting; all times are by the set's clock."""

    lines: list[DateChange]
    more: int
    rule: str
    until_now: str
    place: str
    link: str
    is_elsewhere: bool
    told: list[str]

    @property
    def moves(self) -> bool:
        """Whether any meeting is on another day or at another time."""
        return any(line.now and not line.is_same for line in self.lines)


def of_one(
    meeting: Meeting, starts_at: dt.datetime, minutes: int, place: str, link: str
) -> Review:
    """Return the effect on a single meeting."""
    line = DateChange(
        meeting.number, _was(meeting), _span(starts_at, minutes, meeting.zone)
    )
    return Review(
        lines=[line],
        more=0,
        rule="",
        until_now="",
        place=place,
        link=link,
        is_elsewhere=(meeting.place, meeting.link) != (place, link),
        told=names(meeting.learning_set),
    )


def of_all(change: Change) -> Review:
    """Return the effect on the meetings from the first of a change on."""
    plan, first = change.plan, change.first
    lines = []
    for each in change.shifts:
        if not each.meeting.is_scheduled or each.meeting.starts_at <= now():
            continue
        was, to = _was(each.meeting), ""
        if each.stays:
            to = _span(each.meeting.starts_at, plan.minutes, first.zone)
        elif each.to:
            starts_at = instant_of(each.to, plan.time, first.zone)
            to = _span(starts_at, plan.minutes, first.zone)
        lines.append(DateChange(each.meeting.number, was, to))
    old = first.series
    return Review(
        lines=lines[:LISTED],
        more=max(0, len(lines) - LISTED),
        rule=in_words(plan.rule, plan.time, first.zone),
        until_now=in_words(old.rule, old.time, old.zone) if old else "",
        place=plan.place,
        link=plan.link,
        is_elsewhere=(first.place, first.link) != (plan.place, plan.link),
        told=names(first.learning_set),
    )


@dataclass(frozen=True)
class CallingOff:
    """The meetings that would be cancelled, one or more, and who would be told."""

    was: str
    after: list[DateChange]
    more: int
    told: list[str]


def of_calling_off(meeting: Meeting) -> CallingOff:
    """Return the effect of cancelling a meeting, and the later meetings."""
    rows = meeting.learning_set.meetings.filter(
        state=Meeting.State.SCHEDULED, starts_at__gt=meeting.starts_at
    ).order_by("starts_at", "pk")
    after = [DateChange(row.number, _was(row), "") for row in rows]
    return CallingOff(
        was=_was(meeting),
        after=after[:LISTED],
        more=max(0, len(after) - LISTED),
        told=names(meeting.learning_set),
    )


def names(learning_set: LearningSet) -> list[str]:
    """Return the names of the people who are told, in the order of joining."""
    return [membership.name for membership in everybody(learning_set)]


def _was(meeting: Meeting) -> str:
    return _span(meeting.starts_at, meeting.minutes, meeting.zone)


def _span(starts_at: dt.datetime, minutes: int, zone: str) -> str:
    ends_at = starts_at + dt.timedelta(minutes=minutes)
    return span(starts_at, ends_at, now=now(), zone=zone)
