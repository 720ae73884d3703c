"""The five questions, as a form that is saved while it is written."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from actionlearning.lib.forms import LINE, TEXT, LineField, TextArea
from meetings.models import Action
from reports.models import ActionReport, ReportBack
from reports.report_backs.queries.report_back import Writing
from reports.report_backs.services.report_back import WORDS, ActionWord, Answers

STATUSES = [
    (ActionReport.Status.DONE, _("Done")),
    (ActionReport.Status.PARTLY, _("Partly")),
    (ActionReport.Status.NOT_YET, _("Not yet")),
    (ActionReport.Status.DROPPED, _("Dropped")),
]
COMPARED = [
    (ReportBack.Compared.BETTER, _("Better")),
    (ReportBack.Compared.AS_EXPECTED, _("As expected")),
    (ReportBack.Compared.WORSE, _("Worse")),
    (ReportBack.Compared.DIFFERENT, _("Different")),
]


class Words(forms.CharField):
    """Optional text in a box that is as high as its text."""

    def __init__(self, *, max_length: int = TEXT, rows: int = 2, **kwargs: Any) -> None:
        settings = {"required": False, **kwargs}
        # The blank lets CSS tell an empty box from one with text.
        widget = TextArea(rows, placeholder=" ")
        super().__init__(max_length=max_length, widget=widget, **settings)


class ActionForm(forms.Form):
    """The outcome of one action, and what held it up."""

    status = forms.ChoiceField(
        label=_("What became of it?"),
        choices=STATUSES,
        required=False,
        widget=forms.RadioSelect,
    )
    why = Words(
        label=_("What held it up, and how could it have gone better?"),
        max_length=500,
        rows=1,
    )

    def __init__(self, data: Any, *, action: Action, word: ActionReport | None) -> None:
        self.action = action
        super().__init__(
            data,
            prefix=f"action-{action.pk}",
            initial={"status": _status(action, word), "why": word.why if word else ""},
        )

    @property
    def word(self) -> ActionWord:
        """The status and the words on this action."""
        return {
            "status": self.cleaned_data["status"],
            "why": self.cleaned_data["why"],
        }


class ReportBackForm(forms.Form):
    """The five questions on one screen. `version` is the stored one the page began with."""

    did = Words(label=_("What did you do? What went well, what did not?"))
    happened = Words(label=_("What happened?"))
    compared = forms.ChoiceField(
        label=_("Was it different from what you expected?"),
        choices=COMPARED,
        required=False,
        widget=forms.RadioSelect,
    )
    difference = Words(label=_("How was it different?"), rows=1)
    lesson = Words(label=_("The lesson, in one sentence"), max_length=500, rows=1)
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    page = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, writing: Writing) -> None:
        report = writing.report
        texts = {name: getattr(report, name) for name in WORDS}
        fresh = {"version": report.version, "page": uuid.uuid4()}
        super().__init__(data, initial={**texts, **fresh})
        self.actions = [
            ActionForm(data, action=action, word=writing.words.get(action.pk))
            for action in writing.actions
        ]

    def is_valid(self) -> bool:
        """Return whether the answers and the words on every action are valid."""
        return all([super().is_valid(), *[form.is_valid() for form in self.actions]])

    def is_told(self) -> bool:
        """Return whether a valid form tells anything; if not, add an error."""
        answers = self.answers
        statuses = [word["status"] for word in answers["actions"].values()]
        if any(self.cleaned_data[name] for name in WORDS) or any(statuses):
            return True
        self.add_error(
            None, _("Say at least one thing, or choose “Not this time” below.")
        )
        return False

    @property
    def answers(self) -> Answers:
        """The typed answers, as the services take them."""
        told = self.cleaned_data
        return {
            "did": told["did"],
            "happened": told["happened"],
            "compared": told["compared"],
            "difference": told["difference"],
            "lesson": told["lesson"],
            "actions": {form.action.pk: form.word for form in self.actions},
        }

    def start_from(self, stored: ReportBack) -> None:
        """Let the next save replace the stored version, which its writer has seen now."""
        self.data = {name: self.data[name] for name in self.data}
        self.data["version"] = str(stored.version)

    @property
    def to_copy(self) -> list[tuple[str, str]]:
        """The typed text by question, to be copied if it cannot be saved."""
        typed = [(str(self.fields[name].label), self.data.get(name)) for name in WORDS]
        typed += [
            (form.action.deed, form.data.get(form.add_prefix("why")))
            for form in self.actions
        ]
        return [(label, text) for label, text in typed if text]

    @property
    def problems(self) -> list[str]:
        """Every error, with the name of its question."""
        return [
            f"{form.fields[name].label}: {error}" if name in form.fields else str(error)
            for form in [self, *self.actions]
            for name, errors in form.errors.items()
            for error in errors
        ]


class ExcuseForm(forms.Form):
    """The reason for "not this time"."""

    reason = LineField(
        label=_("What keeps you from it?"),
        help_text=_("One line; the set can read it."),
        max_length=LINE,
    )


class AdditionForm(forms.Form):
    """A text to add to a filed report-back."""

    text = Words(label=_("Add something"), required=True)


def _status(action: Action, word: ActionReport | None) -> str:
    """Return the status told last; for an ended action, its end."""
    if word and word.status:
        return word.status
    return "" if action.is_open else action.state
