"""The three questions as one person sees them: the stored words, and the proposals."""

from dataclasses import dataclass

from meetings.models import Slip
from meetings.permissions import may_steer
from meetings.room.queries.parts import Answer
from meetings.room.queries.view import RoomView
from sets.models import Membership


@dataclass(frozen=True)
class Words:
    """One of the three questions; `text` is what this person's box begins with.

    `proposal` is what somebody (`by`) wrote for the presenter. The presenter sees it
    and answers it; the facilitator has it in the box, and it `waits`.
    """

    answer: Answer
    text: str
    proposal: str | None = None
    by: str = ""
    waits: bool = False


def words(view: RoomView, membership: Membership) -> list[Words]:
    """Return the three questions; a proposal only to the presenter and the facilitator."""
    return [_of(view, membership, answer) for answer in view.answers]


def _of(view: RoomView, membership: Membership, answer: Answer) -> Words:
    slip = _proposal(view, answer.question)
    if slip is None:
        return Words(answer, answer.text)
    if membership.pk == view.presenter_id:
        name = view.name(slip.membership_id)
        return Words(answer, answer.text, proposal=slip.text, by=name)
    if may_steer(membership, view.meeting):
        return Words(answer, slip.text, waits=True)
    return Words(answer, answer.text)


def _proposal(view: RoomView, question: str) -> Slip | None:
    slot = view.inquiry.slot if view.inquiry else 0
    found = (
        slip
        for slip in view.slips
        if slip.kind == Slip.Kind.WORDS and (slip.slot, slip.about) == (slot, question)
    )
    return next(found, None)
