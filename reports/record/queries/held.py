"""How a meeting was held: who facilitated when, for how long, and what they are told."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.text import get_text_list
from django.utils.translation import gettext as _, ngettext

from meetings.formats.queries.choice import name_of
from meetings.models import Attendance, Meeting
from meetings.room.looking_back import (
    FEWEST_VOICES,
    HELPED,
    MORE_OF,
)
from sets.models import Activity, Membership
from sets.verbs import Verb

_TAKES = (
    Verb.FACILITATOR_CHOSEN,
    Verb.FACILITATOR_HANDED_OVER,
    Verb.FACILITATOR_TAKEN_OVER,
    Verb.FACILITATOR_TAKEN_BACK,
)
MINUTE = 60


@dataclass(frozen=True)
class Told:
    """What members told whoever facilitated, each sentence with how many said it."""

    helped: list[tuple[str, int]]
    more_of: list[tuple[str, int]]


def with_facilitators(of: QuerySet[Attendance], meeting: Meeting) -> QuerySet[Any]:
    """Add since when each has facilitated (`facilitated_from`), as the log knows it."""
    log = Activity.objects.filter(learning_set=meeting.learning_set_id).order_by("at")
    began = log.filter(
        verb=Verb.MEETING_STARTED,
        subject="meeting",
        subject_id=meeting.pk,
        actor=OuterRef("membership__user"),
    )
    took = log.filter(
        verb__in=_TAKES,
        subject="membership",
        subject_id=OuterRef("membership"),
        at__range=(meeting.started_at, meeting.ended_at),
    )
    return of.annotate(
        facilitated_from=Coalesce(
            Subquery(began.values("at")[:1]), Subquery(took.values("at")[:1])
        )
    )


def facilitators_of(came: Sequence[Any], meeting: Meeting) -> list[Membership]:
    """Return who facilitated, in turn; rows come from `with_facilitators`."""
    known = sorted(
        (r for r in came if r.facilitated_from), key=lambda r: r.facilitated_from
    )
    found = [row.membership for row in known]
    return found or [meeting.facilitator] * bool(meeting.facilitator)


def facilitated(people: Sequence[Membership]) -> str:
    """Return "Fay facilitated, then Tom."; "" where nobody did."""
    if not people:
        return ""
    first, *others = [person.first_name for person in people]
    if not others:
        return _("%(name)s facilitated.") % {"name": first}
    names = {"name": first, "others": get_text_list(others, _("then"))}
    return _("%(name)s facilitated, then %(others)s.") % names


def how_long(meeting: Meeting) -> str:
    """Return "Airtime: 90 minutes planned, 94 taken."; "" where that is not known."""
    if not (meeting.format_name and meeting.started_at and meeting.ended_at):
        return ""
    taken = round((meeting.ended_at - meeting.started_at).total_seconds() / MINUTE)
    words = ngettext(
        "%(format)s: %(planned)d minute planned, %(taken)d taken.",
        "%(format)s: %(planned)d minutes planned, %(taken)d taken.",
        meeting.minutes,
    )
    return words % {
        "format": name_of(meeting),
        "planned": meeting.minutes,
        "taken": taken,
    }


def told(meeting: Meeting, membership: Membership) -> Told | None:
    """Return what was told to `place` at a meeting that is over; None of too few."""
    if not meeting.is_ended:
        return None
    rows = list(
        meeting.feedbacks.filter(to=membership).values_list("helped", "more_of")
    )
    if len(rows) < FEWEST_VOICES:
        return None
    helped, more_of = (Counter(keys) for keys in zip(*rows, strict=True))
    return Told(_said(HELPED, helped), _said(MORE_OF, more_of))


def _said(sentences: Mapping[str, str], counts: Counter[str]) -> list[tuple[str, int]]:
    return [(_(words), counts[key]) for key, words in sentences.items() if counts[key]]
