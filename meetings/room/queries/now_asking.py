"""The one sentence for each person while somebody presents and the others ask."""

from django.utils.translation import gettext as _

from meetings.formats.definitions import gettext_noop
from meetings.formats.situations import SILENT, Situation, situation
from meetings.permissions import may_steer
from meetings.room.queries.asking import turn_words
from meetings.room.queries.view import RoomView
from sets.models import Membership

_OWN_WORDS = gettext_noop(
    "Say it in your own words. You or the facilitator will write it down."
)
#: What the presenter does while nobody asks them, by what the moment is about.
TO_THE_PRESENTER: dict[Situation, str] = {
    "issue": _OWN_WORDS,
    "tell": _OWN_WORDS,
    "clarify": gettext_noop("Short answers: it is only about facts now."),
    "explore": gettext_noop("Think aloud. What is the issue, as you see it now?"),
    "options": gettext_noop("Think aloud. What could you do?"),
    "points": gettext_noop("Say what you will do: what first, and by when."),
    "decides": gettext_noop("Think aloud, and name your next steps, each with a day."),
    "answer": gettext_noop("Read the questions, and answer those that help you."),
    "helped": gettext_noop("Say which questions helped you. Nobody replies."),
}
#: What the facilitator does where nobody asks.
TO_THE_FACILITATOR: dict[Situation, str] = {
    "tell": gettext_noop(
        "Let %(presenter)s tell it. Nobody interrupts, and nobody asks yet."
    ),
    "decides": gettext_noop(
        "Let %(presenter)s think aloud. Ask only for a day and a first step."
    ),
    "answer": gettext_noop(
        "Let %(presenter)s choose what to answer. Nobody asks anything new."
    ),
    "helped": gettext_noop("Ask %(presenter)s which questions helped. Nobody replies."),
}
#: What everybody else does where nobody asks.
TO_THE_OTHERS: dict[Situation, str] = {
    "tell": gettext_noop("Listen to %(name)s, and note your questions for later."),
    "decides": gettext_noop("Listen to what %(name)s takes away from it."),
    "answer": gettext_noop("Listen to what %(name)s makes of the questions."),
    "helped": gettext_noop("Listen to which questions helped %(name)s. Don’t reply."),
}


def asking(view: RoomView, membership: Membership) -> str:
    """Return what the presenter, asker, facilitator or listener does now."""
    now = situation(view.phase) if view.phase else "lobby"
    if membership.pk == view.presenter_id:
        return _presenting(view, now)
    if view.meeting.floor_id == membership.pk:
        return _with_the_floor(now)
    if may_steer(membership, view.meeting):
        return _steering(view, now)
    return _listening(view, membership, now)


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


def _presenting(view: RoomView, now: Situation) -> str:
    if view.speaking is None:
        return _(TO_THE_PRESENTER[now])
    return _(
        "%(name)s is asking you. Think aloud; you may also leave it unanswered."
    ) % {"name": view.name(view.speaking.membership_id)}


def _with_the_floor(now: Situation) -> str:
    if now == "clarify":
        return _("You have the floor: one short question about facts.")
    return _("You have the floor: one open question, no advice.")


def _steering(view: RoomView, now: Situation) -> str:
    names = {"presenter": view.presenter_name}
    if view.speaking:
        names["name"] = view.name(view.speaking.membership_id)
        return _("%(name)s is asking. Give %(presenter)s time to think.") % names
    if now in SILENT:
        return _(TO_THE_FACILITATOR[now]) % names
    return _present_first(view) if view.is_presenting else _giving_the_floor(view)


def _giving_the_floor(view: RoomView) -> str:
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


def _listening(view: RoomView, membership: Membership, now: Situation) -> str:
    if now in SILENT:
        return _(TO_THE_OTHERS[now]) % {"name": view.presenter_name}
    mine = turn_words(view, membership)
    if mine:
        return _("%(mine)s Keep your question until then.") % {"mine": mine}
    if view.is_presenting:
        first = _("Listen to %(name)s first.") % {"name": view.presenter_name}
        return f"{first} {_how_to_ask(view, now)}"
    return _how_to_ask(view, now)


def _how_to_ask(view: RoomView, now: Situation) -> str:
    facilitator = view.facilitator
    if not (facilitator and facilitator.is_here):
        return _("Just speak up: ask one open question at a time.")
    words = _("Raise your hand if you have a question. %(name)s gives the floor.")
    if now == "clarify":
        words = _(
            "Raise your hand for a short question about facts. %(name)s gives the floor."
        )
    return words % {"name": facilitator.name}
