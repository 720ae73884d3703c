"""What a phase shows of the world outside the room: issues, dates, the rota, reports.

None of it raises the room's version, so that a look at it may be a minute old
(`room_cache`). Each part is fetched only in the phase that shows it.
"""

from collections.abc import Collection

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.utils.module_loading import import_string

from meetings.models import Generation, Issue, Meeting, Turn
from meetings.room.queries.parts import OwnIssue
from meetings.room.queries.people import Gathering
from meetings.rota.queries import past as rota_past, turns as rota
from meetings.rota.queries.turns import Duty
from sets.models import Agreement


def issues_of_all(meeting: Meeting) -> list[OwnIssue]:
    """Return the set's open and parked issues, each as its last generation words it."""
    last = Generation.objects.filter(issue=OuterRef("pk")).order_by("-number")
    rows = (
        Issue.objects.filter(
            learning_set_id=meeting.learning_set_id, owner__left_at=None
        )
        .exclude(state=Issue.State.CLOSED)
        .order_by("-opened_at", "-pk")
        .values_list("pk", "owner_id", "state", Subquery(last.values("sentence")[:1]))
    )
    return [
        OwnIssue(pk, owner_id, sentence, state == Issue.State.PARKED)
        for pk, owner_id, state, sentence in rows
    ]


def duty(meeting: Meeting, everybody: Gathering) -> Duty | None:
    """Return the rota's proposal: for this meeting before it, for the next at its end."""
    duties = rota.ahead(meeting.learning_set, among=everybody.line)
    wants_this = meeting.is_scheduled
    found = (each for each in duties if (each.meeting == meeting) == wants_this)
    return next(found, None)


def stand_in(meeting: Meeting, everybody: Gathering) -> int | None:
    """Return who is next on the rota after a facilitator who is away."""
    known = everybody.line
    line = rota_past.line(meeting.learning_set) if known is None else known
    able = {each.pk for each in everybody.people if not each.cannot_come}
    others = able - {meeting.facilitator_id}
    return next((pk for pk in rota.in_turn(line) if pk in others), None)


def ground_rules(meeting: Meeting) -> list[str]:
    """Return the set's ground rules as they stand, one sentence each."""
    agreement = Agreement.objects.filter(learning_set=meeting.learning_set_id).first()
    return agreement.rules if agreement else []


def successor(meeting: Meeting, everybody: Gathering) -> int | None:
    """Return who facilitates while the facilitator presents: of those who are here,

    whoever the role returns to, else the next on the rota, else anybody.
    """
    here = [each.pk for each in everybody.people if each.is_member and each.is_here]
    line = rota.in_turn(everybody.line or {})
    able = {*here} - {meeting.facilitator_id}
    asked = [meeting.returns_to_id, *line, *here]
    return next((pk for pk in asked if pk in able), None)


def filed(meeting: Meeting) -> Collection[int]:
    """Return who has filed a report-back, as `ROOM_FILED` fetches it: ids of places."""
    found: Collection[int] = import_string(settings.ROOM_FILED)(meeting)
    return found


def report_of(turn: Turn | None, filed: Collection[int]) -> object | None:
    """Return the report-back of whoever speaks, as `ROOM_REPORT` fetches it."""
    if turn is None:
        return None
    found: object = import_string(settings.ROOM_REPORT)(
        turn, has_filed=turn.membership_id in filed
    )
    return found
