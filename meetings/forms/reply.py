"""The answer to "do you come?"."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from actionlearning.lib.forms import LINE, LineField
from meetings.models import Attendance

Reply = Attendance.Reply


class ReplyForm(forms.Form):
    """`answer` is one of three; `next` is a local address to go back to."""

    answer = forms.ChoiceField(
        choices=[
            (each, each.label) for each in (Reply.COMING, Reply.PERHAPS, Reply.CANNOT)
        ]
    )
    reason = LineField(
        label=_("A word on it, if you like"),
        help_text=_("Only the members of the set read it."),
        max_length=LINE,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    next = forms.CharField(max_length=200, required=False)
