"""The form of a person's calendar choices."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CalendarForm(forms.Form):
    """Whether entries come by mail, and whether they name the set."""

    by_mail = forms.BooleanField(
        label=_("E-mail me an entry for each new date"),
        help_text=_(
            "You always get changes and cancellations of entries we have sent. A set "
            "that meets every few days does not e-mail each date."
        ),
        required=False,
    )
    names = forms.BooleanField(
        label=_("Show the name of the set in my calendar"),
        help_text=_(
            "Otherwise entries say “Action learning”. Leave this unticked if others "
            "can see your calendar."
        ),
        required=False,
    )
