"""The forms of the room, each in the phase that shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from meetings.forms.action import ActionForm, NewActionForm
from meetings.forms.bid import BidForm
from meetings.forms.review import ReviewForm
from meetings.models import Action
from meetings.queries.room_look import RoomView
from meetings.queries.room_mine import Mine, due_on
from meetings.queries.room_parts import Answer
from meetings.services.inquiry import fingerprint


@dataclass(frozen=True)
class Written:
    """One of the three answers, with the name of the text a writer starts from."""

    answer: Answer
    seen: str


@dataclass(frozen=True)
class Agreed:
    """An action of the meeting and, for its owner, the form that words it anew."""

    action: Action
    form: forms.BaseForm | None


def room_forms(
    view: RoomView, own: Mine, bound: Mapping[str, forms.BaseForm]
) -> dict[str, Any]:
    """Return the page's forms: those that were sent as they came, the others fresh."""
    fresh = {
        "work": _WORK.get(_work(view), ""),
        "bid_form": _bid_form(own),
        "action_form": _action_form(view, own),
        "review_form": ReviewForm(initial=_review(own)),
        "written": [Written(each, fingerprint(each.text)) for each in view.answers],
        "agreed": [
            Agreed(each, _reword_form(each, own, bound)) for each in view.actions
        ],
    }
    return {**fresh, **bound}


def _bid_form(own: Mine) -> BidForm:
    standing = own.bid.bid.sentence if own.bid else ""
    initial = {"client_id": own.client_id, "sentence": standing}
    return BidForm(place=own.place, initial=initial)


def _action_form(view: RoomView, own: Mine) -> NewActionForm:
    initial = {
        "client_id": own.client_id,
        "due_on": due_on(view.meeting, own.next_meeting),
        "owner": own.place.pk,
    }
    return NewActionForm(meeting=view.meeting, by=own.place, initial=initial)


def _reword_form(
    action: Action, own: Mine, bound: Mapping[str, forms.BaseForm]
) -> forms.BaseForm | None:
    """Return the owner's form; its ids differ from action to action."""
    if action not in own.actions:
        return None
    fields = ("cue", "deed", "expectation", "due_on")
    return bound.get(f"action_{action.pk}") or ActionForm(
        meeting=action.meeting,
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
    "act": "meetings/room/_actions.html",
    "review": "meetings/room/_review.html",
    "close": "meetings/room/_close.html",
}


def _work(view: RoomView) -> str:
    """Name what lies on the table: nothing but the lamp in a plain round."""
    if view.phase is None:
        return "lobby"
    if view.phase.key == "report_backs" and view.speaking:
        return "report"
    return view.phase.kind


def _review(own: Mine) -> dict[str, str]:
    if own.review is None:
        return {}
    return {"helped": own.review.helped, "differently": own.review.differently}
