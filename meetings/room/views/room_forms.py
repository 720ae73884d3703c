"""The forms of the room, each in the phase that shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import SimpleLazyObject

from meetings.models import Action
from meetings.room.forms.action import ActionForm, NewActionForm
from meetings.room.forms.bid import BidForm
from meetings.room.forms.review import ReviewForm
from meetings.room.queries.actions import acting
from meetings.room.queries.asking import Asking
from meetings.room.queries.bidding import bidding
from meetings.room.queries.facilitator import facilitator_role
from meetings.room.queries.guidance import guidance
from meetings.room.queries.inquiry import Words, words
from meetings.room.queries.laptop import laptop
from meetings.room.queries.now import warned
from meetings.room.queries.reading import reading
from meetings.room.queries.review import reviewing
from meetings.room.queries.slips import names_the_problem
from meetings.room.queries.time import more_time
from meetings.room.queries.view import RoomView
from meetings.room.queries.viewer import ViewerRoom, due_on
from meetings.room.services.inquiry import fingerprint
from meetings.room.views.slip_forms import paper_forms


@dataclass(frozen=True)
class Written:
    """One of the three answers, with the fingerprints of the texts its writer has seen."""

    words: Words
    seen: str
    stored: str
    proposed: str


@dataclass(frozen=True)
class Agreed:
    """An action of the meeting and, for its owner, the form that rewords it."""

    action: Action
    form: forms.BaseForm | None
    twin: str = ""


def room_forms(
    view: RoomView, viewer: ViewerRoom, bound: Mapping[str, forms.BaseForm]
) -> dict[str, Any]:
    """Return the page's forms: those that were sent as they came, the others fresh.

    A form is costly, so each is made only if a template uses it.
    """
    beside = acting(view, viewer.membership)
    fresh = {
        "acting": beside,
        **_cards(view, viewer),
        "work": _WORK.get(_work(view), ""),
        "bid_form": SimpleLazyObject(lambda: _bid_form(viewer)),
        "action_form": SimpleLazyObject(lambda: _action_form(view, viewer)),
        "review_form": SimpleLazyObject(lambda: _review_form(view, viewer)),
        "written": [_written(each) for each in words(view, viewer.membership)],
        **paper_forms(view, viewer, bound),
        "agreed": _agreed(view, viewer, bound, beside.twins),
    }
    return {**fresh, **bound}


def _cards(view: RoomView, viewer: ViewerRoom) -> dict[str, Any]:
    """Return the cards beside the table for this person."""
    return {
        "reviewing": reviewing(view, viewer.membership),
        "reading": reading(view, viewer.membership),
        "asking": Asking(view, viewer.membership),
        "facilitator_role": facilitator_role(view, viewer.membership),
        "guidance": guidance(view, viewer.membership),
        "warned": warned(view, viewer.membership),
        "more_time": SimpleLazyObject(lambda: more_time(view.pace, view.now_ms)),
        "laptop": laptop(view, viewer.membership),
        "bidding": bidding(view, viewer.membership) if viewer.is_choosing else None,
    }


def _written(each: Words) -> Written:
    return Written(
        each,
        seen=fingerprint(each.text),
        stored=fingerprint(each.answer.text),
        proposed=fingerprint(each.proposal or ""),
    )


def _agreed(
    view: RoomView,
    viewer: ViewerRoom,
    bound: Mapping[str, forms.BaseForm],
    twins: Mapping[int, str],
) -> list[Agreed]:
    return [
        Agreed(each, _reword_form(each, viewer, bound), twins.get(each.pk, ""))
        for each in view.actions
    ]


def _bid_form(viewer: ViewerRoom) -> BidForm:
    standing = viewer.bid.bid.sentence if viewer.bid else ""
    initial = {"client_id": viewer.new_client_id(), "sentence": standing}
    return BidForm(membership=viewer.membership, initial=initial)


def _action_form(view: RoomView, viewer: ViewerRoom) -> NewActionForm:
    initial = {
        "client_id": viewer.new_client_id(),
        "due_on": due_on(view),
        "owner": viewer.membership.pk,
    }
    owners = [(person.pk, person.name) for person in view.members]
    return NewActionForm(
        meeting=view.meeting, by=viewer.membership, owners=owners, initial=initial
    )


def _reword_form(
    action: Action, viewer: ViewerRoom, bound: Mapping[str, forms.BaseForm]
) -> forms.BaseForm | None:
    """Return the owner's form; its ids differ from action to action."""
    if action not in viewer.actions:
        return None
    fields = ("cue", "deed", "expectation", "due_on")
    return bound.get(f"action_{action.pk}") or ActionForm(
        meeting=viewer.meeting,
        auto_id=f"id_action_{action.pk}_%s",
        initial={name: getattr(action, name) for name in fields},
    )


_WORK = {
    "lobby": "meetings/room/_lobby.html",
    "report": "meetings/room/_report.html",
    "decide": "meetings/room/_bids.html",
    "tell": "meetings/room/_answers.html",
    "questions": "meetings/room/_answers.html",
    "clarify": "meetings/room/_answers.html",
    "write": "meetings/room/_write.html",
    "hand": "meetings/room/_hand.html",
    "sentences": "meetings/room/_sentences.html",
    "act": "meetings/room/_actions.html",
    "review": "meetings/room/_review.html",
    "close": "meetings/room/_close.html",
}


def _work(view: RoomView) -> str:
    """Return the key of the panel on the table; a plain round has none in `_WORK`."""
    if view.phase is None:
        return "lobby"
    special = {
        "report": view.phase.key == "report_backs" and view.speaking is not None,
        "hand": bool(view.phase.slot) and view.phase.kind == "round",
        "sentences": names_the_problem(view),
    }
    return next((name for name, holds in special.items() if holds), view.phase.kind)


def _review_form(view: RoomView, viewer: ViewerRoom) -> ReviewForm:
    return ReviewForm(rules=view.ground_rules, written=viewer.review)
