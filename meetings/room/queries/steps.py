"""The facilitator's one filled button: its action and its label."""

from django.utils.text import get_text_list
from django.utils.translation import gettext as _, ngettext

from meetings.room.queries.bidding import hides_bids
from meetings.room.queries.facilitator import presents_next
from meetings.room.queries.seats import Person
from meetings.room.queries.slips import hides_sentences
from meetings.room.queries.view import RoomView


def step(view: RoomView) -> str:
    """Return the next step: resume, turn, open, give, … or next.

    "wait" is none yet: what people are about to write is not skipped by a filled button.

    A stopped clock goes on first; then a question that is being asked ends; then a
    raised hand gets the floor.
    """
    kind = view.phase.kind if view.phase else ""
    steps = {
        "resume": view.meeting.is_paused,
        "turn": _in_turn(view) and view.speaking is not None,
        "open": _in_round(view) and bool(_waiting(view)),
        "give": bool(view.queue),
        "bids": hides_bids(view),
        "choose": kind == "decide" and bool(view.bids) and not view.inquiry,
        "sentences": hides_sentences(view),
        "reveal": kind == "review" and not view.is_revealed and _all_have_written(view),
        "wait": _waits_for_bids(view) or (kind == "review" and not view.is_revealed),
        "hand_over": presents_next(view),
        "close": kind == "close",
    }
    return next((name for name, holds in steps.items() if holds), "next")


def go_label(view: RoomView) -> str:
    """Return the label of a step inside a round; "" for the other steps."""
    if view.speaking:
        return _ending(view, view.name(view.speaking.membership_id))
    if view.queue:
        first = {"name": view.queue[0].person.name}
        return _("Give the floor to %(name)s") % first
    return _opening(view)


def _ending(view: RoomView, speaker: str) -> str:
    waiting = _waiting(view)
    if _in_round(view) and waiting:
        return _("Next speaker: %(name)s") % {"name": waiting[0].name}
    return _("%(name)s is done") % {"name": speaker}


def _opening(view: RoomView) -> str:
    waiting = _waiting(view)
    if not waiting:
        return ""
    words = (
        _("Open the round: %(name)s begins")
        if len(waiting) == len(view.order)
        else _("Next speaker: %(name)s")
    )
    return words % {"name": waiting[0].name}


def leaves_somebody(view: RoomView) -> str:
    """Say who would be left out if the set went on now; "" if nobody would."""
    waiting = _waiting(view)
    if _waits_for_bids(view):
        return _("Nobody has asked for airtime yet.")
    if not waiting or not _in_round(view):
        return ""
    names = [each.person.name for each in view.waiting if each.is_ready]
    return ngettext(
        "%(names)s has not spoken yet.", "%(names)s have not spoken yet.", len(names)
    ) % {"names": get_text_list(names, _("and"))}


def _waits_for_bids(view: RoomView) -> bool:
    decides = view.phase is not None and view.phase.kind == "decide"
    return decides and not (view.bids or view.inquiry)


def _all_have_written(view: RoomView) -> bool:
    written = {review.membership_id for review in view.reviews}
    return all(person.pk in written for person in view.here)


def _waiting(view: RoomView) -> list[Person]:
    return [each.voice for each in view.waiting if each.is_ready]


def _in_round(view: RoomView) -> bool:
    return view.phase is not None and view.phase.is_round


def _in_turn(view: RoomView) -> bool:
    """Whether one person after the other has the floor: in a round, or in an airtime."""
    return view.phase is not None and (view.phase.is_round or view.phase.is_asking)
