"""The form that ends an action."""

from django import forms
from django.utils.translation import gettext_lazy as _

from actionlearning.lib.forms import LineField
from meetings.models import Action


class EndForm(forms.Form):
    """Done or dropped, with a word that is saved for the next report-back."""

    state = forms.ChoiceField(
        choices=[
            (Action.State.DONE, _("Done")),
            (Action.State.DROPPED, _("Dropped")),
        ]
    )
    word = LineField(max_length=500, required=False)
