"""The search on the shelf of lessons."""

from django import forms
from django.utils.translation import gettext_lazy as _

from actionlearning.lib.forms import LINE, LineField


class SearchForm(forms.Form):
    """Words that all have to be found."""

    q = LineField(
        label=_("Search the lessons"),
        max_length=LINE,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
