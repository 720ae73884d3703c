"""Who facilitates, as one viewer may change it: stand in, hand over, take back. Pure."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _, ngettext

from actionlearning.lib.clock import milliseconds
from meetings.formats.phases import after
from meetings.permissions import (
    ANYBODY_AFTER,
    STAND_IN_AFTER,
    may_steer,
    may_take_back,
    may_take_over,
    may_take_part,
)
from meetings.room.queries.seats import Person
from meetings.room.queries.view import RoomView
from sets.models import Membership


@dataclass(frozen=True)
class FacilitatorRole:
    """What `place` may do about who facilitates.

    `is_gone`: nobody holds time and floor. `covers` says who may take over; this viewer
    from `from_ms` on (since 1970), where they may at all. `successor` facilitates while
    this viewer, who facilitates now, presents. `lent_to` facilitates instead of this
    viewer, who may take the role back.
    """

    is_gone: bool = False
    may_choose: bool = False
    covers: str = ""
    from_ms: int | None = None
    presents_next: bool = False
    successor: Person | None = None
    lent_to: str = ""
    has_presented: bool = False

    @property
    def until_ms(self) -> int:
        """The end of what begins at `from_ms`: long after."""
        return (self.from_ms or 0) + 24 * 60 * 60 * 1000

    @property
    def hand_over_label(self) -> str:
        """The name of the step before the facilitator's own airtime."""
        name = self.successor.name if self.successor else ""
        return _("Hand over to %(name)s") % {"name": name}


def facilitator_role(view: RoomView, membership: Membership) -> FacilitatorRole:
    """Return what `place` may do about it now."""
    if may_steer(membership, view.meeting):
        successor = view.person(view.successor_id)
        return FacilitatorRole(presents_next=presents_next(view), successor=successor)
    return (
        _gone(view, membership) if view.facilitator_is_gone else _lent(view, membership)
    )


def presents_next(view: RoomView) -> bool:
    """Whether the facilitator has to hand over: nobody facilitates their own airtime."""
    presenter = _next_presenter(view)
    return presenter is not None and presenter == view.meeting.facilitator_id


def _next_presenter(view: RoomView) -> int | None:
    if view.phase is None or not view.meeting.is_live:
        return None
    following = after(view.phases, view.phase.key, slots=view.slots)
    slot = following.slot if following else 0
    found = (each.presenter_id for each in view.inquiries if slot and each.slot == slot)
    return next(found, None)


def _lent(view: RoomView, membership: Membership) -> FacilitatorRole:
    presenters = {view.presenter_id, _next_presenter(view)}
    if not may_take_back(membership, view.meeting, presenters):
        return FacilitatorRole()
    presented = any(each.presenter_id == membership.pk for each in view.inquiries)
    name = view.name(view.meeting.facilitator_id)
    return FacilitatorRole(lent_to=name, has_presented=presented)


def _gone(view: RoomView, membership: Membership) -> FacilitatorRole:
    if view.facilitator is None:
        return FacilitatorRole(is_gone=True, may_choose=may_take_part(membership))
    from_ms = _from_ms(view, membership)
    is_first = _is_first(view, membership)
    words = _("You stand in.") if is_first else _covers(view)
    if membership.pk == view.presenter_id:
        words = _("You present, so somebody else takes over.")
    return FacilitatorRole(is_gone=True, covers=words, from_ms=from_ms)


def _is_first(view: RoomView, membership: Membership) -> bool:
    """Whether this person need not wait as long as the others."""
    able = may_take_over(membership, STAND_IN_AFTER, view.stand_in_id)
    return able and membership.pk != view.presenter_id


def _from_ms(view: RoomView, membership: Membership) -> int | None:
    """Return from when on `place` may take over; None where never."""
    if membership.pk == view.presenter_id or not may_take_part(membership):
        return None
    seen = view.facilitator.seen_at if view.facilitator else None
    wait = STAND_IN_AFTER if _is_first(view, membership) else ANYBODY_AFTER
    return milliseconds((seen or view.now - dt.timedelta(days=1)) + wait)


def _covers(view: RoomView) -> str:
    """Say who of those here may take over from a facilitator who is away."""
    able = [
        person
        for person in view.here
        if (person.is_coordinator or person.pk == view.stand_in_id)
        and person.pk != view.presenter_id
    ]
    if not able:
        return _("After two minutes anybody may take over.")
    words = ngettext(
        "%(names)s stands in; after two minutes anybody may.",
        "%(names)s stand in, whoever is first; after two minutes anybody may.",
        len(able),
    )
    return words % {"names": ", ".join(person.name for person in able)}
