"""Record who facilitated a meeting, and settle how many turns that counts.

The whole turn goes to the person who facilitated longest by the clock. Anybody else who
facilitated gets, on top, their part of the meeting in tenths of a turn: for example the
stand-in while the facilitator presents, or a person who covered for a lost line. Less
than a twentieth of the meeting counts nothing.
"""

import datetime as dt

from meetings.models import Facilitation, Meeting
from meetings.models.facilitation import TURN
from meetings.rota.queries import turns as rota
from sets.models import Membership

Why = Facilitation.Why


def begin(meeting: Meeting, moment: dt.datetime) -> None:
    """Record the first facilitator of a locked meeting, and why the role is theirs."""
    duty = rota.duty_at(meeting)
    why, other = Why.ROOM, None
    if duty and duty.proposed and duty.proposed.pk == meeting.facilitator_id:
        why, other = Why(duty.reason), duty.instead_of
    if meeting.facilitator:
        meeting.facilitations.update_or_create(
            membership=meeting.facilitator,
            defaults={"why": why, "instead_of": other, "since": moment},
        )


def pass_on(meeting: Meeting, to: Membership, moment: dt.datetime) -> None:
    """Let the role of a locked live meeting go over to another; the clocks change."""
    _stop(meeting, moment)
    part, _is_new = meeting.facilitations.get_or_create(
        membership=to,
        defaults={"why": Why.STAND_IN, "instead_of_id": meeting.facilitator_id},
    )
    part.since = moment
    part.save(update_fields=["since"])


def settle(meeting: Meeting, moment: dt.datetime) -> None:
    """Say how much of a turn everybody did in a meeting that closes now."""
    parts = _stop(meeting, moment)
    whole = sum(part.seconds for part in parts)
    last = meeting.facilitator_id
    longest = max(
        parts, key=lambda part: (part.seconds, part.membership_id == last), default=None
    )
    for part in parts:
        part.tenths = TURN if part is longest else _tenths(part.seconds, whole)
        part.save(update_fields=["tenths"])


def from_paper(meeting: Meeting, facilitator: Membership) -> None:
    """Give the whole turn to the person whom the sheet names."""
    meeting.facilitations.update_or_create(
        membership=facilitator, defaults={"why": Why.PAPER, "tenths": TURN}
    )


def _stop(meeting: Meeting, moment: dt.datetime) -> list[Facilitation]:
    parts = list(meeting.facilitations.select_for_update(no_key=True).order_by("pk"))
    for part in parts:
        if part.since:
            part.seconds += max(0, round((moment - part.since).total_seconds()))
            part.since = None
            part.save(update_fields=["seconds", "since"])
    return parts


def _tenths(seconds: int, whole: int) -> int:
    """Return a part in tenths of a turn, nine at most."""
    return min(TURN - 1, round(TURN * seconds / whole)) if whole else 0
