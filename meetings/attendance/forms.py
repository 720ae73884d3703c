"""The form of a reply to a meeting."""

from django import forms
from django.utils.translation import gettext_lazy as _

from actionlearning.lib.forms import LINE, LineField, TextArea
from actionlearning.lib.text import one_line
from meetings.models import Attendance

Reply = Attendance.Reply


class ReplyForm(forms.Form):
    """A reply: `answer` is one of three; `next` is a local address to return to.

    The reason has a text box: in a one-line field, Enter would press the first of the
    three buttons.
    """

    answer = forms.ChoiceField(
        choices=[
            (each, each.label) for each in (Reply.COMING, Reply.PERHAPS, Reply.CANNOT)
        ]
    )
    reason = forms.CharField(
        label=_("A note (optional)"),
        help_text=_("Only members of the set can read it."),
        max_length=LINE,
        required=False,
        widget=TextArea(rows=1),
    )
    next = LineField(max_length=200, required=False)

    def clean_reason(self) -> str:
        """Return the reason as one line."""
        return one_line(self.cleaned_data["reason"])
