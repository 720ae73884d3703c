"""The card of whoever facilitates: what to listen for, what to offer, and each step. Pure."""

from dataclasses import dataclass

from django.utils.translation import gettext

from meetings.formats.guidance import PRACTISED, PROMPTS, STEPS, Situation, situation
from meetings.formats.wording import listen_for
from meetings.permissions import may_steer
from meetings.room.queries.view import RoomView
from sets.models import Membership


@dataclass(frozen=True)
class Coach:
    """What helps `place` to facilitate now.

    `guides`: the steps stand open at first, because they have hardly ever done it.
    """

    guidance: str
    listen_for: str
    prompts: list[str]
    steps: list[str]
    guides: bool


def coach(view: RoomView, membership: Membership) -> Coach | None:
    """Return the card of the facilitator; None for everybody else."""
    if not may_steer(membership, view.meeting):
        return None
    now, person = _situation(view), view.person(membership.pk)
    is_own = view.phase is not None and not view.meeting.check_began_at
    return Coach(
        guidance=view.phase.for_facilitator if view.phase and is_own else "",
        listen_for=listen_for(now),
        prompts=[gettext(each) for each in PROMPTS[now]],
        steps=[gettext(each) for each in STEPS[now]],
        guides=person is not None and person.led < PRACTISED,
    )


def _situation(view: RoomView) -> Situation:
    if view.phase is None:
        return "lobby"
    return "check" if view.is_checking else situation(view.phase)
