"""The form of a meeting that was run on paper."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from actionlearning.lib.forms import LINE, SENTENCE, LineField
from meetings.formats.phases import QUESTIONS
from meetings.models import Meeting
from meetings.paper.forms.recorded import AnswersForm
from meetings.room.forms.action import A_YEAR, ActionForm
from meetings.room.forms.review import LookingBackForm
from sets.models import Membership

ACTIONS = 10  #: lines for actions that the form offers


class FromPaperForm(AnswersForm, LookingBackForm):
    """Attendance, facilitator, the issue with its owner and three answers, the review."""

    came: forms.ModelMultipleChoiceField[Membership] = forms.ModelMultipleChoiceField(
        None,
        label=_("Who came?"),
        widget=forms.CheckboxSelectMultiple,
    )
    facilitator: forms.ModelChoiceField[Membership] = forms.ModelChoiceField(
        None, label=_("Who facilitated?")
    )
    presenter: forms.ModelChoiceField[Membership] = forms.ModelChoiceField(
        None,
        label=_("Whose issue was it?"),
        required=False,
        empty_label=_("No issue that day"),
    )
    sentence = LineField(
        label=_("The issue in one sentence: how can I …?"),
        max_length=SENTENCE,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    say_optional = True
    field_order = ("came", "facilitator", "presenter", "sentence", *QUESTIONS)

    def __init__(self, *args: Any, people: list[Membership], **kwargs: Any) -> None:
        """Take the `people` who were members of the set then."""
        super().__init__(*args, **kwargs)
        for question in QUESTIONS:
            self.fields[question].widget.attrs["rows"] = 2
        members = _members(people)
        for name in ("came", "facilitator", "presenter"):
            field = self.fields[name]
            field.queryset = members  # type: ignore[attr-defined]
            empty = [] if name == "came" else [("", field.empty_label)]  # type: ignore[attr-defined]
            field.choices = [*empty, *((each.pk, each.name) for each in people)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Count facilitator and presenter as present; ask for an issue's owner and sentence."""
        cleaned = super().clean() or {}
        presenter, sentence = cleaned.get("presenter"), cleaned.get("sentence")
        answered = any(cleaned.get(question) for question in QUESTIONS)
        if presenter and not sentence and "sentence" not in self.errors:
            self.add_error("sentence", _("Say in one sentence what it is about."))
        if (sentence or answered) and not presenter:
            self.add_error("presenter", _("Say whose issue this was."))
        there = {*cleaned.get("came", []), cleaned.get("facilitator"), presenter}
        cleaned["came"] = [each for each in there if each]
        return cleaned


class PaperActionForm(ActionForm):
    """One action on the sheet; one without a deed is left out."""

    cue = LineField(label=_("When …"), max_length=LINE, required=False)
    owner: forms.ModelChoiceField[Membership] = forms.ModelChoiceField(
        None, label=_("Who"), required=False
    )
    field_order = ("owner", "cue", "deed", "expectation", "due_on")

    def __init__(self, *args: Any, people: list[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.earliest = kwargs["meeting"].date
        owner = self.fields["owner"]
        owner.queryset = _members(people)  # type: ignore[attr-defined]
        owner.choices = [("", "–"), *((each.pk, each.name) for each in people)]  # type: ignore[attr-defined]

    def clean_due_on(self) -> dt.date:
        """Return a day after the meeting, which may have passed."""
        due: dt.date = self.cleaned_data["due_on"]
        if due < self.earliest:
            raise forms.ValidationError(_("This is before the meeting."))
        if due > self.today + A_YEAR:
            raise forms.ValidationError(_("Choose a day within a year."))
        return due

    def clean(self) -> dict[str, Any]:
        """Ask for the owner of a deed."""
        cleaned = super().clean() or {}
        if (
            cleaned.get("deed")
            and not cleaned.get("owner")
            and "owner" not in self.errors
        ):
            self.add_error("owner", _("Say who will do it."))
        return cleaned


def _members(people: list[Membership]) -> QuerySet[Membership]:
    """Return the people as a query set of choices."""
    of = people[0].learning_set.memberships
    return of.filter(pk__in=[each.pk for each in people]).select_related("user")


PaperActions = forms.formset_factory(
    PaperActionForm, extra=0, max_num=ACTIONS, absolute_max=ACTIONS
)


def paper_actions(
    data: Any, meeting: Meeting, people: list[Membership], due_on: dt.date
) -> forms.BaseFormSet[PaperActionForm]:
    """Return the forms of the actions, due at the next meeting by default."""
    lines: forms.BaseFormSet[PaperActionForm] = PaperActions(
        data,
        prefix="actions",
        initial=[{"due_on": due_on}] * ACTIONS,
        form_kwargs={"meeting": meeting, "people": people, "empty_permitted": True},
    )
    return lines
