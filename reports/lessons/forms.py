"""Words to look for on the shelf."""

from django import forms
from django.utils.translation import gettext_lazy as _

from actionlearning.lib.forms import LINE, LineField


class SearchForm(forms.Form):
    """Every word has to be found."""

    q = LineField(
        label=_("Search the lessons"),
        max_length=LINE,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
