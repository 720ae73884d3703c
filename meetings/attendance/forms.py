"""The answer to "do you come?"."""

from django import forms
from django.utils.translation import gettext_lazy as _

from actionlearning.lib.forms import LINE, TextArea
from actionlearning.lib.text import one_line
from meetings.models import Attendance

Reply = Attendance.Reply


class ReplyForm(forms.Form):
    """`answer` is one of three; `next` is a local address to go back to.

    The box for the reason is no one-line field, where Enter would press the first of
    the three buttons.
    """

    answer = forms.ChoiceField(
        choices=[
            (each, each.label) for each in (Reply.COMING, Reply.PERHAPS, Reply.CANNOT)
        ]
    )
    reason = forms.CharField(
        label=_("A word on it, if you like"),
        help_text=_("Only the members of the set read it."),
        max_length=LINE,
        required=False,
        widget=TextArea(rows=1),
    )
    next = forms.CharField(max_length=200, required=False)

    def clean_reason(self) -> str:
        """Put it into one line."""
        return one_line(self.cleaned_data["reason"])
