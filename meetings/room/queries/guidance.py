"""The facilitator's card: what to listen for, what to offer, and each step. Pure."""

from dataclasses import dataclass

from django.utils.translation import gettext

from meetings.formats.guidance import PRACTISED, PROMPTS, STEPS
from meetings.formats.situations import Situation, situation
from meetings.formats.wording import listen_for
from meetings.permissions import may_steer
from meetings.room.queries.view import RoomView
from sets.models import Membership


@dataclass(frozen=True)
class Guidance:
    """Help for the facilitator in the present phase.

    `shows_steps`: the steps are open at first, because they have hardly ever
    facilitated.
    """

    for_facilitator: str
    listen_for: str
    prompts: list[str]
    steps: list[str]
    shows_steps: bool


def guidance(view: RoomView, membership: Membership) -> Guidance | None:
    """Return the card of the facilitator; None for everybody else."""
    if not may_steer(membership, view.meeting):
        return None
    now, person = _situation(view), view.person(membership.pk)
    is_own = view.phase is not None and not view.meeting.check_began_at
    return Guidance(
        for_facilitator=view.phase.for_facilitator if view.phase and is_own else "",
        listen_for=listen_for(now),
        prompts=[gettext(prompt) for prompt in PROMPTS[now]],
        steps=[gettext(step) for step in STEPS[now]],
        shows_steps=person is not None and person.led < PRACTISED,
    )


def _situation(view: RoomView) -> Situation:
    if view.phase is None:
        return "lobby"
    return "check" if view.is_checking else situation(view.phase)
