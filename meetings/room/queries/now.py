"""The one sentence that tells a person what to do now."""

from collections.abc import Callable
from itertools import takewhile

from django.utils.translation import gettext as _, ngettext

from meetings.formats.situations import OPENINGS
from meetings.models import Turn
from meetings.permissions import may_steer
from meetings.room.queries.bidding import choosing_sentence
from meetings.room.queries.now_asking import (
    asking,
    checking,
    dropped_out,
    standing_still,
)
from meetings.room.queries.reading import come_back, reading_aloud, unread
from meetings.room.queries.seats import Person
from meetings.room.queries.slips import reading_sentence, writing_sentence
from meetings.room.queries.view import RoomView
from sets.models import Membership

Sentence = Callable[[RoomView, Membership], str]


def now_sentence(view: RoomView, membership: Membership) -> str:
    """Return what `membership` does now: one sentence, addressed to them."""
    if view.phase is None:
        return _in_lobby(view, membership)
    if view.meeting.is_paused:
        return dropped_out(view, membership) or standing_still(view, membership)
    if not (membership.is_member or view.phase.is_asking):
        return view.phase.for_everybody
    return _BY_KIND[view.phase.kind](view, membership)


def warned(view: RoomView, membership: Membership) -> str:
    """Tell the next speaker of a round, while another speaks; "" to everybody else."""
    ready = (each.voice.pk for each in view.waiting if each.is_ready)
    is_next = view.speaking is not None and next(ready, None) == membership.pk
    in_round = view.phase is not None and view.phase.is_round
    return _("You speak next.") if is_next and in_round else ""


def _in_lobby(view: RoomView, membership: Membership) -> str:
    person, facilitator = view.person(membership.pk), view.facilitator
    if not (person and person.has_come):
        return _("Say you’re here, so the others can see you.")
    if facilitator is None:
        return _("Choose together who facilitates. The rota only suggests.")
    if not may_steer(membership, view.meeting):
        return _("Waiting for %(name)s to start.") % {"name": facilitator.name}
    return _starting(view)


def _starting(view: RoomView) -> str:
    if not view.quorum.is_enough:
        return _(
            "Not enough people for a whole meeting yet. Wait, hold a short one, or "
            "move it."
        )
    absent = [person for person in view.members if not person.is_here]
    if not absent:
        return _("Everybody is here. Start when you are ready.")
    missing = [p.name for p in absent if p.has_come or not p.cannot_come]
    if not missing:
        return _("Everybody who can come is here. Start when you are ready.")
    return ngettext(
        "You are facilitating. %(names)s is not here yet.",
        "You are facilitating. %(names)s are not here yet.",
        len(missing),
    ) % {"names": ", ".join(missing)}


def _in_round(view: RoomView, membership: Membership) -> str:
    """Return the sentence of a round; a reading comes before a turn."""
    aloud = reading_sentence(view, membership) or reading_aloud(view, membership)
    return aloud or _in_turn(view, membership)


def _in_turn(view: RoomView, membership: Membership) -> str:
    states = {each.person.pk: each.turn.state for each in view.order}
    state = states.get(membership.pk)
    if state == Turn.State.SPEAKING:
        return _("You have the floor. Nobody interrupts.")
    if may_steer(membership, view.meeting):
        return _steering_a_round(view, membership)
    if state == Turn.State.WAITING:
        return _waiting(view, membership)
    passed = _("You passed. Listen to the others.")
    spoke = _("You have spoken. Listen to the others.")
    return passed if state == Turn.State.PASSED else spoke


def _steering_a_round(view: RoomView, membership: Membership) -> str:
    speaker, waiting = view.speaker, [t for t in view.waiting if t.is_ready]
    if speaker:
        return _("%(name)s is speaking. Let nobody interrupt.") % {"name": speaker.name}
    if not waiting:
        return come_back(view) or _("Everybody has spoken. Move on when you are ready.")
    if len(waiting) == len(view.order):
        return _opening(view, waiting[0].person, membership)
    return unread(waiting[0]) or _unheard(waiting[0].person, membership)


def _unheard(first: Person, membership: Membership) -> str:
    if first.pk == membership.pk:
        return _("You have not spoken yet.")
    return _("%(name)s has not spoken yet.") % {"name": first.name}


def _opening(view: RoomView, first: Person, membership: Membership) -> str:
    """Say how a round opens; the first round of the meeting begins with a greeting."""
    greets = view.phase is not None and view.phase.key in OPENINGS
    if first.pk == membership.pk:
        mine = _("Greet everybody, then open the round: you begin.")
        return mine if greets else _("Open the round: you begin.")
    words = (
        _("Greet everybody, then open the round: %(name)s begins.")
        if greets
        else _("Open the round: %(name)s begins.")
    )
    return words % {"name": first.name}


def _waiting(view: RoomView, membership: Membership) -> str:
    line = [turn.voice for turn in view.waiting]
    # A person who comes back counts as away until their page has reported.
    before_me = takewhile(lambda person: person.pk != membership.pk, line)
    ahead = [person for person in before_me if person.is_here]
    if view.speaker is None and not ahead:
        return _("You begin as soon as the round opens.")
    before = ahead[-1] if ahead else view.speaker
    words = (
        _("Listen. You speak after %(name)s.")
        if ahead
        else _("Listen. You’re next, after %(name)s.")
    )
    return words % {"name": before.name if before else ""}


def _acting(view: RoomView, membership: Membership) -> str:
    if not any(action.owner_id == membership.pk for action in view.actions):
        return _("Write down one thing you will do by the next meeting.")
    if may_steer(membership, view.meeting) or view.meeting.floor_id == membership.pk:
        return _in_round(view, membership)
    return _("Your action is noted. Listen to the others.")


def _reviewing(view: RoomView, membership: Membership) -> str:
    if view.is_revealed:
        return _revealed(view, membership)
    written = {review.membership_id for review in view.reviews}
    if membership.pk not in written:
        return _(
            "A silent minute: mark our rules, and write a line or two. Nobody can see "
            "it yet."
        )
    if may_steer(membership, view.meeting):
        return _ready_to_reveal(view, written)
    return _("Yours is written. Waiting for the others.")


def _revealed(view: RoomView, membership: Membership) -> str:
    if may_steer(membership, view.meeting):
        return _("Hear what everybody has learned. You speak last.")
    return _("Read what the others wrote, then talk about it.")


def _ready_to_reveal(view: RoomView, written: set[int]) -> str:
    if all(person.pk in written for person in view.here):
        return _("Everybody has written. Show the answers.")
    return _("Yours is written. Give the others their silence.")


def _closing(view: RoomView, membership: Membership) -> str:
    if may_steer(membership, view.meeting):
        return _(
            "Say the next date, and ask what may leave this room. Then close the "
            "meeting."
        )
    return _("Read your actions once more. What was said here stays here.")


_BY_KIND: dict[str, Sentence] = {
    "round": _in_round,
    "decide": choosing_sentence,
    "tell": asking,
    "questions": asking,
    "clarify": asking,
    "write": writing_sentence,
    "check": checking,
    "act": _acting,
    "review": _reviewing,
    "close": _closing,
}
