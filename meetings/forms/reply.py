"""The answer to "do you come?"."""

from __future__ import annotations

from django import forms

from meetings.models import Attendance


class ReplyForm(forms.Form):
    """`answer` is "coming" or "cannot"; `next` is a local address to go back to."""

    answer = forms.ChoiceField(
        choices=[
            (Attendance.Reply.COMING, Attendance.Reply.COMING.label),
            (Attendance.Reply.CANNOT, Attendance.Reply.CANNOT.label),
        ]
    )
    next = forms.CharField(max_length=200, required=False)

    @property
    def is_coming(self) -> bool:
        """Whether the valid form says "coming"."""
        answer: str = self.cleaned_data["answer"]
        return answer == Attendance.Reply.COMING
