"""Begin a rule for a set that has none any more."""

import datetime as dt
from itertools import islice
from typing import Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from actionlearning.lib.clock import instant_of, local, now
from actionlearning.lib.errors import Stale
from meetings.chat import services as chat
from meetings.dates.queries.additional import goes_on, usual
from meetings.dates.services.moving import check_time, refuse_taken
from meetings.dates.services.replan import tell_dates
from meetings.dates.services.schedule import AHEAD, begin_series
from meetings.models import Meeting, Series
from meetings.models.series import Rhythm
from meetings.permissions import may_plan_all
from meetings.recurrence import DAY, dates
from sets.locking import lock_set
from sets.log import record
from sets.models import LearningSet, Membership
from sets.permissions import require
from sets.verbs import Verb


@transaction.atomic
def begin(
    learning_set: LearningSet,
    *,
    by: Membership,
    starts_on: dt.date,
    time: dt.time,
    frequency: str,
    minutes: int,
    place: str,
    link: str,
    **rhythm: Unpack[Rhythm],
) -> Series:
    """Let a set meet by a rule from a date, by its own clock, and tell everybody.

    This is for a set whose dates have passed or were cancelled. It keeps its usual format,
    and the days of cancelled meetings become free. `rhythm` is the rest of the rule, apart
    from frequency and start. Raises `Stale` if a rule makes meetings already, and
    `NotAllowedYet` if the set cannot meet on one of the first dates.
    """
    lock_set(learning_set, by=by)
    require(may_plan_all(by))
    if goes_on(learning_set, now()):
        raise Stale(_("The set already has dates. Here they are."))
    habit = usual(learning_set)
    check_time(learning_set, instant_of(starts_on, time, habit.zone), minutes)
    days = dates(Series(frequency=frequency, starts_on=starts_on, **rhythm).rule)
    for on in islice(days, AHEAD):
        refuse_taken(learning_set, instant_of(on, time, habit.zone), minutes)
    _free_the_days(learning_set, habit.zone)
    where = {"time": time, "minutes": minutes, "place": place, "link": link}
    series = begin_series(
        learning_set,
        zone=habit.zone,
        starts_on=starts_on,
        frequency=frequency,
        fields={**where, "format": habit.format, "own_format_id": habit.own_format_id},
        rhythm=rhythm,
    )
    tell_dates(series, by=by)
    chat.tell_changed(learning_set, series)
    record(learning_set, Verb.DATES_CHANGED, by=by.user, about=series.meetings.first())
    return series


def _free_the_days(learning_set: LearningSet, zone: str) -> None:
    """Detach cancelled meetings from their rules, so that their days can be agreed again."""
    off = learning_set.meetings.filter(state=Meeting.State.CANCELLED)
    off.filter(starts_at__gt=now()).update(series=None)
    today = local(now(), zone).date()
    learning_set.series.exclude(ends_on__lt=today).update(ends_on=today - DAY)
