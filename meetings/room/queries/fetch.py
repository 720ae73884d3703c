"""Fetch everything that the whole room sees, in few queries however full it is.

See ARCHITECTURE.md#one-live-change.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import get_language

from actionlearning.lib.drawing import Step
from meetings.formats.definitions import Phase, from_data
from meetings.formats.phases import find, is_past_choice
from meetings.formats.wording import spoken
from meetings.models import Action, Inquiry, Meeting, Review, Slip
from meetings.room.queries import beyond
from meetings.room.queries.actions import agreed_or_open
from meetings.room.queries.bidding import bids_of
from meetings.room.queries.cache import CachedRoom, room_cache
from meetings.room.queries.clock import phase_clock, speaker_clock
from meetings.room.queries.facilitator import presents_next
from meetings.room.queries.lobby import plan
from meetings.room.queries.parts import BidLine, SpeakingTurn
from meetings.room.queries.people import RoomPeople, room_people
from meetings.room.queries.seats import Person
from meetings.room.queries.view import RoomView
from meetings.selectors import following


def cached_room(
    meeting: Meeting, now: dt.datetime, *, facilitator_is_gone: bool
) -> CachedRoom:
    """Return the room from the cache, or fetch it.

    `CachedRoom.view` shows the clocks as they stood when it was fetched; `RoomView.at`
    sets them.
    """
    return room_cache.get(
        meeting.code,
        get_language() or "",
        (meeting.version, int(now.timestamp() // 60)),
        lambda: room_view(meeting, now, facilitator_is_gone=facilitator_is_gone),
    )


def room_view(
    meeting: Meeting, now: dt.datetime, *, facilitator_is_gone: bool = False
) -> RoomView:
    """Return the room as it is `now`, in at most five queries however full it is.

    The people are fetched last and with the version, which tells whether the room
    changed meanwhile. `facilitator_is_gone` decides whether the rota is fetched for the
    stand-in.
    """
    if not meeting.phase:
        return _lobby(meeting, now)
    phases = from_data(meeting.phases)
    phase = find(phases, meeting.phase)
    is_last, agreed = phase.kind == "close", _actions(meeting, phase)
    view = RoomView(
        meeting=meeting,
        now=now,
        people=[],
        phase=spoken(phase),
        phases=phases,
        clock=phase_clock(meeting, phase, now),
        **_bids(meeting, phase),
        inquiries=_inquiries(meeting, phase, phases),
        actions=[each for each in agreed if each.meeting_id == meeting.pk],
        open_actions=[each for each in agreed if each.meeting_id != meeting.pk],
        reviews=_reviews(meeting, phase),
        slips=_slips(meeting, phase),
    )
    wants_rota = is_last or facilitator_is_gone or presents_next(view)
    people = room_people(meeting, with_rota=wants_rota)
    view = _peopled(view, people)
    return replace(view, **_beyond(view, phase, people), **_facilitators(view, people))


def _lobby(meeting: Meeting, now: dt.datetime) -> RoomView:
    people = room_people(meeting, with_rota=True)
    members = sum(person.is_member for person in people.persons)
    found = plan(meeting, members=members)
    return RoomView(
        meeting,
        now,
        people.persons,
        steps=_steps(found.phases, ""),
        plan=found,
        duty=beyond.duty(meeting, people),
        seen_version=people.version,
    )


def _peopled(view: RoomView, people: RoomPeople) -> RoomView:
    by_id = {person.pk: person for person in people.persons}
    order = [
        SpeakingTurn(turn, by_id[turn.membership_id], by_id.get(turn.reader_id or 0))
        for turn in people.turns
    ]
    return replace(
        view,
        people=people.persons,
        feedbacks=people.feedbacks,
        order=order,
        bids=[_named(each, by_id) for each in view.bids],
        speaker_clock=speaker_clock(view.phase, order, view.now),
        seen_version=people.version,
    )


def _named(line: BidLine, by_id: Mapping[int, Person]) -> BidLine:
    person = by_id.get(line.bid.membership_id)
    return replace(line, name=person.name if person else "")


def _beyond(view: RoomView, phase: Phase, people: RoomPeople) -> dict[str, Any]:
    """Fetch what this phase shows from outside; issues only while somebody facilitates."""
    meeting, gone = view.meeting, view.facilitator_is_gone
    found: dict[str, Any] = {}
    if phase.kind == "decide" and view.has_airtime and not gone:
        found["issues"] = beyond.issues_of_all(meeting)
    if phase.makes_actions:
        found["next_meeting"] = following(meeting)
    if phase.kind == "review":
        found["ground_rules"] = beyond.ground_rules(meeting)
    if phase.kind == "close":
        found["duty"] = beyond.duty(meeting, people)
    if phase.key == "report_backs":
        filed = beyond.filed(meeting)
        found["report"] = beyond.report_of(view.speaking, filed)
        found["filed"] = filed
    return found


def _facilitators(view: RoomView, people: RoomPeople) -> dict[str, Any]:
    """Find who would facilitate if the facilitator is away or presents next."""
    found: dict[str, Any] = {}
    if view.facilitator_is_gone:
        found["stand_in_id"] = beyond.stand_in(view.meeting, people)
    if presents_next(view):
        found["successor_id"] = beyond.successor(view.meeting, people)
    return found


def _steps(phases: Sequence[Phase], now: str) -> list[Step]:
    steps, state = [], "done" if now else "ahead"
    for phase in phases:
        here = phase.key == now
        steps.append(Step(spoken(phase).title, phase.minutes, "now" if here else state))
        if here:
            state = "ahead"
    return steps


def _inquiries(
    meeting: Meeting, phase: Phase, phases: Sequence[Phase]
) -> list[Inquiry]:
    """Return the chosen inquiries; none before the phase of the choice."""
    if phase.kind != "decide" and not is_past_choice(phases, phase.key):
        return []
    return list(meeting.inquiries.select_related("generation", "presenter__user"))


def _actions(meeting: Meeting, phase: Phase) -> list[Action]:
    """Return the meeting's actions; while actions are agreed, also the open ones."""
    if phase.makes_actions:
        return list(agreed_or_open(meeting))
    if phase.kind != "close":
        return []
    return list(meeting.actions.select_related("owner__user").order_by("pk"))


def _slips(meeting: Meeting, phase: Phase) -> list[Slip]:
    """Return the slips on the table: votes while the set chooses, paper in an airtime."""
    if phase.slot or phase.answers or phase.kind == "decide":
        return list(meeting.slips.all())
    return []


def _bids(meeting: Meeting, phase: Phase) -> dict[str, Any]:
    if phase.kind != "decide":
        return {}
    found = bids_of(meeting)
    here = [each for each in found if each.bid.meeting_id == meeting.pk]
    waiting = [each.bid for each in found if each.bid.meeting_id != meeting.pk]
    return {"bids": here, "waiting_bids": waiting}


def _reviews(meeting: Meeting, phase: Phase) -> list[Review]:
    if phase.kind != "review":
        return []
    return list(meeting.reviews.select_related("membership__user").order_by("pk"))
