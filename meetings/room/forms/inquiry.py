"""One of the three answers, as it is being written."""

from django import forms

from actionlearning.lib.forms import TEXT, LineField, TextArea


class AnswerForm(forms.Form):
    """`seen` is the fingerprint of the text the writer started from."""

    text = forms.CharField(max_length=TEXT, required=False, widget=TextArea(rows=3))
    seen = LineField(max_length=40)


class ApprovalForm(AnswerForm):
    """The presenter's yes; `proposed` is the fingerprint of the proposal they have read."""

    proposed = LineField(max_length=40)


class RefusalForm(forms.Form):
    """The presenter's no to the proposal they have read."""

    proposed = LineField(max_length=40)
