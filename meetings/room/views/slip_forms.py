"""The forms on paper, each for its owner alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from meetings.models import Slip
from meetings.room.forms.slips import KeptForm, QuestionForm, RewordForm, SentenceForm
from meetings.room.queries.slips import paper
from meetings.room.queries.view import RoomView
from meetings.room.queries.viewer import ViewerRoom
from meetings.room.services.inquiry import fingerprint


@dataclass(frozen=True)
class OwnQuestion:
    """A question that waits to be handed over, and the form that rewords it."""

    slip: Slip
    form: forms.BaseForm


def paper_forms(
    view: RoomView, viewer: ViewerRoom, bound: Mapping[str, forms.BaseForm]
) -> dict[str, Any]:
    """Return the paper before this person and its forms; nothing outside an airtime."""
    own_paper = paper(view, viewer.membership)
    if own_paper is None:
        return {"paper": None}
    return {
        "paper": own_paper,
        "pad_seen": fingerprint(own_paper.pad),
        "question_form": QuestionForm(initial={"client_id": viewer.new_client_id()}),
        "own_questions": [_own(slip, bound) for slip in own_paper.own],
        "kept_form": KeptForm(
            initial={"client_id": viewer.new_client_id()}, auto_id="id_kept_%s"
        ),
        "sentence_form": SentenceForm(
            initial={"text": own_paper.own_sentence}, auto_id="id_sentence_%s"
        ),
    }


def _own(slip: Slip, bound: Mapping[str, forms.BaseForm]) -> OwnQuestion:
    fresh = RewordForm(initial={"text": slip.text}, auto_id=f"id_question_{slip.pk}_%s")
    return OwnQuestion(slip, bound.get(f"question_{slip.pk}", fresh))
