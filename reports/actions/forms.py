"""The form that ends an action."""

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.models import Action


class EndForm(forms.Form):
    """Done or dropped, with a word that is saved for the next report-back."""

    state = forms.ChoiceField(
        choices=[
            (Action.State.DONE, _("Done")),
            (Action.State.DROPPED, _("Dropped")),
        ]
    )
    word = forms.CharField(max_length=500, required=False)
