"""Fetch what the whole room sees, in few queries however full it is (LIVE §2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actionlearning.lib.templatetags.house import minutes
from meetings.formats import WRITTEN_FOR, Phase, from_data
from meetings.models import Bid, Inquiry, Meeting, Review, Turn
from meetings.phases import MINUTE_MS, find, planned_ms, share_ms
from meetings.queries.formats import format_of, planned
from meetings.queries.room_look import RoomView
from meetings.queries.room_parts import Asked, Clock, InTurn, Step
from meetings.queries.room_seats import Person, people
from meetings.words import spoken

MILLISECOND = dt.timedelta(milliseconds=1)


def room_view(meeting: Meeting, now: dt.datetime) -> RoomView:
    """Return the room as it is `now`; the same number of queries however full it is."""
    everybody = people(meeting)
    phases = from_data(meeting.phases) or _planned(meeting, everybody)
    if not meeting.phase:
        return RoomView(meeting, now, everybody, steps=_steps(phases, ""))
    phase = find(phases, meeting.phase)
    order = _order(meeting, everybody)
    return RoomView(
        meeting=meeting,
        now=now,
        people=everybody,
        phase=spoken(phase),
        phases=phases,
        steps=_steps(phases, phase.key),
        clock=_clock(meeting, phase, phases, now),
        speaker_clock=_speaker_clock(phase, order, now),
        order=order,
        bids=_bids(meeting, everybody, phase),
        inquiries=list(
            meeting.inquiries.select_related("generation", "presenter__user")
        ),
        actions=list(meeting.actions.select_related("owner__user").order_by("pk")),
        reviews=_reviews(meeting, phase),
        slips=list(meeting.slips.all()),
    )


def _planned(meeting: Meeting, everybody: Sequence[Person]) -> tuple[Phase, ...]:
    members = sum(person.is_member for person in everybody)
    return planned(format_of(meeting), meeting, people=members or WRITTEN_FOR)


def _steps(phases: Sequence[Phase], now: str) -> list[Step]:
    steps, state = [], "done" if now else "ahead"
    for phase in phases:
        here = phase.key == now
        steps.append(Step(spoken(phase).title, phase.minutes, "now" if here else state))
        if here:
            state = "ahead"
    return steps


def _clock(
    meeting: Meeting, phase: Phase, phases: Sequence[Phase], now: dt.datetime
) -> Clock:
    whole = ngettext("of %(n)d min", "of %(n)d min", phase.minutes) % {
        "n": phase.minutes
    }
    ends, stood = meeting.phase_ends_at, meeting.left_ms
    planned = planned_ms(phases, phase.key) * MILLISECOND
    return Clock(
        ends_ms=_ms(ends) if ends else None,
        left_ms=(ends - now) // MILLISECOND if ends else stood or 0,
        total_ms=phase.minutes * MINUTE_MS,
        caption=_caption(whole, meeting, planned, now),
    )


def _caption(
    whole: str, meeting: Meeting, planned: dt.timedelta, now: dt.datetime
) -> str:
    """Say how the end of this phase compares with the plan made at the start.

    Over time the phase itself is late, so that the words name the meeting.
    """
    ends = meeting.phase_ends_at
    if ends is None or meeting.started_at is None:
        return _("%(whole)s, paused") % {"whole": whole}
    words = (
        _("%(whole)s; the meeting is %(late)s")
        if ends < now
        else _("%(whole)s, %(late)s")
    )
    late = max(ends, now) - meeting.started_at - planned
    return words % {"whole": whole, "late": _lateness(late)}


def _lateness(late: dt.timedelta) -> str:
    behind = round(late.total_seconds() / 60)
    if behind > 0:
        return ngettext("%(n)d min behind", "%(n)d min behind", behind) % {"n": behind}
    return _("on time")


def _speaker_clock(
    phase: Phase, order: Sequence[InTurn], now: dt.datetime
) -> Clock | None:
    """Return the clock of whoever speaks, where the phase shares its minutes out."""
    speaking = [each.turn for each in order if each.turn.state == Turn.State.SPEAKING]
    began_at = speaking[0].began_at if speaking else None
    if began_at is None or not phase.per_person:
        return None
    total = share_ms(phase, len(order))
    ends, stood_at = began_at + total * MILLISECOND, speaking[0].ended_at
    return Clock(
        ends_ms=None if stood_at else _ms(ends),
        left_ms=(ends - (stood_at or now)) // MILLISECOND,
        total_ms=total,
        caption=_("of %(time)s each") % {"time": minutes(total)},
    )


def _order(meeting: Meeting, everybody: Sequence[Person]) -> list[InTurn]:
    by_id = {person.pk: person for person in everybody}
    turns = meeting.turns.filter(phase=meeting.phase)
    return [
        InTurn(turn, by_id[turn.membership_id])
        for turn in turns
        if turn.membership_id in by_id
    ]


def _bids(meeting: Meeting, everybody: Sequence[Person], phase: Phase) -> list[Asked]:
    if phase.kind != "decide":
        return []
    names = {person.pk: person.name for person in everybody}
    earlier = Inquiry.objects.filter(
        meeting__learning_set_id=meeting.learning_set_id,
        meeting__number__lt=meeting.number,
    ).order_by()
    last = dict(
        earlier.values("presenter_id")
        .annotate(last=Max("meeting__number"))
        .values_list("presenter_id", "last")
    )
    standing = meeting.bids.exclude(state=Bid.State.WITHDRAWN)
    return [
        Asked(
            bid, names.get(bid.membership_id, ""), _airtime(last.get(bid.membership_id))
        )
        for bid in standing
    ]


def _airtime(number: int | None) -> str:
    if number is None:
        return _("no airtime yet")
    return _("last had airtime at meeting %(number)d") % {"number": number}


def _reviews(meeting: Meeting, phase: Phase) -> list[Review]:
    if phase.kind != "review":
        return []
    return list(meeting.reviews.select_related("membership__user").order_by("pk"))


def _ms(instant: dt.datetime) -> int:
    return int(instant.timestamp() * 1000)
