"""The one sentence for each person while somebody presents and the others ask."""

from django.utils.translation import gettext as _

from meetings.permissions import may_steer
from meetings.room.queries.asking import turn_words
from meetings.room.queries.view import RoomView
from sets.models import Membership


def asking(view: RoomView, membership: Membership) -> str:
    """Return what the presenter, asker, facilitator or listener does now."""
    if membership.pk == view.presenter_id:
        return _presenting(view)
    if view.meeting.floor_id == membership.pk:
        return _("You have the floor: one open question, no advice.")
    if may_steer(membership, view.meeting):
        return _steering(view)
    return _listening(view, membership)


def dropped_out(view: RoomView, membership: Membership) -> str:
    """Say that the presenter is gone and the clock waits; "" if that is not so."""
    presenter = view.person(view.presenter_id)
    if presenter is None or presenter.is_here or not view.meeting.is_paused:
        return ""
    words = _(
        "%(name)s has dropped out. The clock is paused until %(name)s is back."
    ) % {"name": presenter.name}
    if not may_steer(membership, view.meeting):
        return words
    choice = _("Or carry on, or move to the next phase.")
    return f"{words} {choice}"


def standing_still(view: RoomView, membership: Membership) -> str:
    """Say what a stopped clock is for: a process check, or just time."""
    steers = may_steer(membership, view.meeting)
    if view.is_checking:
        return checking(view, membership)
    if steers:
        return _("The clock is paused. Carry on when you are all ready.")
    return _("The clock is paused. Take the time you need.")


def checking(view: RoomView, membership: Membership) -> str:
    """Say how a process check goes; nothing that is said in it is stored."""
    if may_steer(membership, view.meeting):
        return _("Ask the three questions and hear everybody. Then carry on.")
    return _("Answer in turn, in a few words. The issue can wait.")


def _presenting(view: RoomView) -> str:
    if view.speaking is None:
        return _("Say it in your own words. You or the facilitator will write it down.")
    return _(
        "%(name)s is asking you. Think aloud; you may also leave it unanswered."
    ) % {"name": view.name(view.speaking.membership_id)}


def _steering(view: RoomView) -> str:
    names = {"presenter": view.presenter_name}
    if view.speaking:
        names["name"] = view.name(view.speaking.membership_id)
        return _("%(name)s is asking. Give %(presenter)s time to think.") % names
    if view.is_presenting:
        return _present_first(view)
    if view.queue:
        words = _("%(name)s is next. Leave a silence, then give the floor.")
        return words % {"name": view.queue[0].person.name}
    return _waiting_for_hands(view)


def _present_first(view: RoomView) -> str:
    names = {"presenter": view.presenter_name}
    if not view.queue:
        return _("Let %(presenter)s present. Questions come afterwards.") % names
    names["name"] = view.queue[0].person.name
    return _("Let %(presenter)s finish. %(name)s is the first to ask.") % names


def _waiting_for_hands(view: RoomView) -> str:
    leading = {view.presenter_id, view.meeting.facilitator_id}
    others = [person for person in view.here if person.pk not in leading]
    if not others:
        return _("Nobody else is here to ask. Offer a question yourself.")
    if all(view.voices.get(person.pk) for person in others):
        return _("Everybody has asked. Leave a silence before the next question.")
    return _("Leave a silence. Whoever has a question raises a hand.")


def _listening(view: RoomView, membership: Membership) -> str:
    mine = turn_words(view, membership)
    if mine:
        return _("%(mine)s Keep your question until then.") % {"mine": mine}
    if view.is_presenting:
        first = _("Listen to %(name)s first.") % {"name": view.presenter_name}
        return f"{first} {_how_to_ask(view)}"
    return _how_to_ask(view)


def _how_to_ask(view: RoomView) -> str:
    facilitator = view.facilitator
    if not (facilitator and facilitator.is_here):
        return _("Just speak up: ask one open question at a time.")
    words = _("Raise your hand if you have a question. %(name)s gives the floor.")
    return words % {"name": facilitator.name}
