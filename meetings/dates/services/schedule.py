"""Make the meetings ahead from the rules of sets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, TypedDict

from django.db import transaction
from django.db.models import Count, F, Max, Q, QuerySet
from django.db.models.functions import Coalesce

from actionlearning.lib.clock import instant_of, local, now
from actionlearning.outbox.each_row import at_once, each, load
from meetings.models import Meeting, Series
from meetings.models.series import Rhythm
from meetings.recurrence import DAY, dates, ending
from sets.models import LearningSet

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class Counts(TypedDict):
        to_come: int
        last: dt.date | None

    Short = WithAnnotations[Series, Counts]

WORK = "meetings to make"
AHEAD = 3  #: meetings of a series that are always ahead, for the rota …
HORIZON = dt.timedelta(days=14)  #: … and all those of the next two weeks, for calendars
EXCEPTION = ("learning_set", "planned_on", "date", "starts_at", "zone")


def materialise(moment: dt.datetime, *, only: LearningSet | None = None) -> int:
    """Make the missing meetings after `moment`; return how many.

    This is for every open set, or `only` one. It can run again, and in two schedulers at
    once: it locks the sets before it counts, and a series has one meeting per date. Dates
    that passed while nothing ran are left out. If a set fails, the others get theirs, and
    `only` raises its error.
    """
    short = _short(moment)
    if only:
        here = short.filter(learning_set=only)
        return (
            _make([only], moment) if any(_is_short(one, moment) for one in here) else 0
        )
    is_short = each(
        load(short, of=WORK), lambda one: (one, _is_short(one, moment)), of=WORK
    )
    sets = sorted({one.learning_set_id for one, yes in is_short if yes})
    make = partial(_make, moment=moment)
    return at_once([LearningSet(pk=pk) for pk in sets], make, of=WORK) if sets else 0


@transaction.atomic
def _make(of: Sequence[LearningSet], moment: dt.datetime) -> int:
    sets = [one.pk for one in of]
    locked = LearningSet.objects.select_for_update(no_key=True).filter(pk__in=sets)
    numbers = _last_numbers(list(locked.order_by("pk")))
    exceptions = _exceptions(sets, moment)
    new = []
    for series in _short(moment).filter(learning_set__in=sets).order_by("pk"):
        for on in _missing(series, moment, exceptions[series.learning_set_id]):
            numbers[series.learning_set_id] += 1
            new.append(_meeting(series, on, numbers[series.learning_set_id]))
    Meeting.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def begin_series(
    learning_set: LearningSet,
    *,
    zone: str,
    starts_on: dt.date,
    frequency: str,
    fields: Mapping[str, Any],
    rhythm: Rhythm,
) -> Series:
    """Begin the series of a rule from a date, and make its first meetings.

    `fields` holds time, length, place, link and format; `rhythm` is the rest of the rule,
    apart from frequency and start. A rule for a number of meetings gets its last date.
    """
    rule = ending(Series(frequency=frequency, starts_on=starts_on, **rhythm).rule)
    series = Series.objects.create(
        learning_set=learning_set,
        zone=zone,
        starts_on=starts_on,
        frequency=frequency,
        **fields,
        **{**rhythm, "ends_on": rule.ends_on},
    )
    materialise(now(), only=learning_set)
    return series


def _short(moment: dt.datetime) -> QuerySet[Short]:
    """Return the series of open sets that may have too few meetings ahead, and go on.

    Too few are fewer than three, or none at the end of the next two weeks. A moved meeting
    stands for its former date and a cancelled one for its own, so that neither is made
    again.
    """
    # Somewhere it is still yesterday, and elsewhere tomorrow: `_is_short` and `_missing`
    # ask for the day in each series' own zone.
    today = moment.date()
    to_come = Q(meetings__starts_at__gt=moment, meetings__state="scheduled")
    return (
        Series.objects.filter(learning_set__closed_at=None)
        .exclude(ends_on__lt=today - DAY)
        .annotate(
            to_come=Count("meetings", filter=to_come),
            last=Max(Coalesce("meetings__planned_on", "meetings__date")),
        )
        .filter(
            Q(to_come__lt=AHEAD) | Q(last__lt=today + HORIZON + DAY),
            Q(ends_on=None) | Q(last=None) | Q(last__lt=F("ends_on")),
        )
    )


def _is_short(series: Short, moment: dt.datetime) -> bool:
    """Return whether too few meetings are ahead, by the days of the series' own zone."""
    if series.to_come < AHEAD or series.last is None:
        return True
    return series.last < local(moment + HORIZON, series.zone).date()


def _last_numbers(sets: list[LearningSet]) -> dict[int, int]:
    counted = LearningSet.objects.filter(pk__in=[s.pk for s in sets]).annotate(
        last=Max("meetings__number")
    )
    return {each.pk: each.last or 0 for each in counted}


def _exceptions(sets: list[int], moment: dt.datetime) -> dict[int, set[dt.date]]:
    """Return by set the days of cancelled meetings, and those from which one was moved.

    Days of an earlier rule count too: a new rule brings none of them back.
    """
    off = Q(state=Meeting.State.CANCELLED) | Q(planned_on__isnull=False)
    # In the westernmost zone it is still yesterday; the loop checks each zone's own day.
    ahead = Q(starts_at__gt=moment) | Q(planned_on__gte=moment.date() - DAY)
    rows = Meeting.objects.filter(
        off, ahead, learning_set__in=sets, series__isnull=False
    )
    found: dict[int, set[dt.date]] = {pk: set() for pk in sets}
    for row in rows.only(*EXCEPTION):
        day = row.planned_on or row.date
        if row.starts_at > moment or day >= local(moment, row.zone).date():
            found[row.learning_set_id] |= {day, row.date}
    return found


def _missing(
    series: Short, moment: dt.datetime, exceptions: set[dt.date]
) -> Iterator[dt.date]:
    yesterday = local(moment, series.zone).date() - DAY
    after = max(series.last or yesterday, yesterday)
    to_come = series.to_come
    for on in dates(series.rule, after):
        starts_at = instant_of(on, series.time, series.zone)
        if to_come >= AHEAD and starts_at > moment + HORIZON:
            return
        if starts_at > moment and on not in exceptions:
            to_come += 1
            yield on


def _meeting(series: Series, on: dt.date, number: int) -> Meeting:
    return Meeting(
        learning_set_id=series.learning_set_id,
        series=series,
        number=number,
        date=on,
        time=series.time,
        zone=series.zone,
        starts_at=instant_of(on, series.time, series.zone),
        minutes=series.minutes,
        place=series.place,
        link=series.link,
        format=series.format,
        own_format_id=series.own_format_id,
    )
