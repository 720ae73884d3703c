"""The members beside the facilitator's laptop, and what to record for them. Pure."""

from dataclasses import dataclass, field

from meetings.permissions import may_steer
from meetings.room.queries.seats import Person
from meetings.room.queries.view import RoomView
from sets.models import Membership


@dataclass(frozen=True)
class Laptop:
    """The shared laptop as the facilitator uses it; for everybody else nothing."""

    is_mine: bool = False
    missing: list[Person] = field(default_factory=list)
    beside: list[Person] = field(default_factory=list)
    may_bid: list[Person] = field(default_factory=list)
    has_presenter: bool = False


def laptop(view: RoomView, membership: Membership) -> Laptop:
    """Return the members who sit beside the laptop, and those who could."""
    if not may_steer(membership, view.meeting):
        return Laptop()
    beside = [person for person in view.members if person.sits_beside]
    bidders = {each.bid.membership_id for each in view.bids}
    chooses = view.phase is not None and view.phase.kind == "decide"
    return Laptop(
        is_mine=True,
        missing=[person for person in view.members if not person.is_here],
        beside=beside,
        may_bid=[
            person
            for person in beside
            if chooses and view.has_airtime and person.pk not in bidders
        ],
        has_presenter=view.presenter_id in {person.pk for person in beside},
    )
