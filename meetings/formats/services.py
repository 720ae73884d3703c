"""Make formats a set's own, and choose the format it meets by."""

from collections.abc import Iterable, Sequence
from itertools import chain, count

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from actionlearning.lib.clock import now
from actionlearning.lib.errors import NotAllowedYet, Stale
from actionlearning.live.announce import announce
from meetings.formats.definitions import Phase, as_data, from_data
from meetings.formats.queries.choice import Choice
from meetings.formats.shipped import FORMATS
from meetings.formats.wording import spoken
from meetings.locking import commit_change, lock_meeting
from meetings.models import Meeting, OwnFormat, Series
from meetings.permissions import may_plan, may_shape_formats
from sets.locking import lock_set
from sets.log import record
from sets.models import LearningSet, Membership
from sets.permissions import require
from sets.verbs import Verb

NAME = 80


@transaction.atomic
def copy(learning_set: LearningSet, *, by: Membership, base: str) -> OwnFormat:
    """Copy a shipped format for the set, in the present language."""
    lock_set(learning_set, by=by)
    require(may_shape_formats(by))
    meeting_format = FORMATS[base]
    own = OwnFormat.objects.create(
        learning_set=learning_set,
        name=_free_name(learning_set, _(meeting_format.name)),
        base=base,
        phases=as_data(spoken(phase) for phase in meeting_format.phases),
        changed_by=by,
    )
    record(learning_set, Verb.FORMAT_COPIED, by=by.user, about=own)
    return own


@transaction.atomic
def keep(
    own: OwnFormat, *, by: Membership, name: str, phases: Sequence[Phase], seen: int
) -> OwnFormat:
    """Save name and phases; the caller has checked them (`validation`).

    Meetings that have begun keep their copy; meetings ahead follow. Raises `Stale` if
    the format is not of the version `seen` any more, or was retired.
    """
    lock_set(own.learning_set, by=by)
    require(may_shape_formats(by))
    own = OwnFormat.objects.get(pk=own.pk)
    if (own.name, from_data(own.phases)) == (name, tuple(phases)):
        return own
    if own.retired_at or own.version != seen:
        raise Stale(_("Somebody else has changed this format in the meantime."))
    if _offered(own.learning_set).exclude(pk=own.pk).filter(name=name).exists():
        raise NotAllowedYet(_("The set already has a format with this name."))
    own.name, own.phases, own.version = name, as_data(phases), own.version + 1
    own.changed_by, own.changed_at = by, now()
    own.save(update_fields=["name", "phases", "version", "changed_by", "changed_at"])
    record(by.learning_set, Verb.FORMAT_CHANGED, by=by.user, about=own)
    _redraw(_ahead(by.learning_set).filter(own_format=own))
    return own


@transaction.atomic
def retire(own: OwnFormat, *, by: Membership) -> OwnFormat:
    """Retire a format; meetings ahead go back to the format it was copied from."""
    lock_set(own.learning_set, by=by)
    require(may_shape_formats(by))
    own = OwnFormat.objects.get(pk=own.pk)
    if own.retired_at:
        return own
    own.retired_at = now()
    own.save(update_fields=["retired_at"])
    Series.objects.filter(own_format=own).update(own_format=None, format=own.base)
    ahead = list(_ahead(by.learning_set).filter(own_format=own))
    for meeting in ahead:
        meeting.own_format, meeting.format = None, own.base
    _redraw(ahead, "own_format", "format")
    record(by.learning_set, Verb.FORMAT_RETIRED, by=by.user, about=own)
    return own


@transaction.atomic
def choose(meeting: Meeting, *, by: Membership, choice: Choice) -> Meeting:
    """Let one meeting follow another format. Raises `Stale` once it has begun."""
    meeting = lock_meeting(meeting, by=by)
    require(may_plan(by, meeting))
    if not meeting.is_scheduled:
        raise Stale(_("This meeting has begun, so it keeps its format."))
    if choice.is_of(meeting):
        return meeting
    meeting.format, meeting.own_format = choice.meeting_format.key, choice.own
    fields = ("format", "own_format")
    return commit_change(meeting, log=Verb.FORMAT_CHOSEN, by=by, fields=fields)


@transaction.atomic
def choose_usual(learning_set: LearningSet, *, by: Membership, choice: Choice) -> None:
    """Let the set usually meet by a format: the meetings ahead follow.

    A meeting for which another format was chosen keeps it.
    """
    lock_set(learning_set, by=by)
    require(may_shape_formats(by))
    for series in learning_set.series.select_for_update(no_key=True):
        if choice.is_of(series):
            continue
        usual = {"format": series.format, "own_format": series.own_format_id}
        ahead = list(_ahead(learning_set).filter(series=series, **usual))
        planned_by: list[Series | Meeting] = [series, *ahead]
        for row in planned_by:
            row.format, row.own_format = choice.meeting_format.key, choice.own
        series.save(update_fields=["format", "own_format"])
        _redraw(ahead, "format", "own_format")
        record(learning_set, Verb.FORMAT_PREFERRED, by=by.user, about=series)


def _free_name(learning_set: LearningSet, name: str) -> str:
    """Return "Our Airtime", or "Our Airtime 2" if that is taken."""
    taken = set(_offered(learning_set).values_list("name", flat=True))
    ours = _("Our %(format)s") % {"format": name}
    numbered = (f"{ours[: NAME - 4]} {n}" for n in count(2))
    return next(each for each in chain([ours[:NAME]], numbered) if each not in taken)


def _offered(learning_set: LearningSet) -> QuerySet[OwnFormat]:
    return learning_set.formats.filter(retired_at=None)


def _ahead(learning_set: LearningSet) -> QuerySet[Meeting]:
    locked = learning_set.meetings.select_for_update(of=("self",), no_key=True)
    return locked.filter(state=Meeting.State.SCHEDULED).order_by("pk")


def _redraw(meetings: Iterable[Meeting], *fields: str) -> None:
    """Save locked meetings that have not begun, and tell those who wait in their rooms."""
    for meeting in meetings:
        meeting.version += 1
        meeting.save(update_fields=[*fields, "version"])
        announce(meeting.room, meeting.version)
