"""The form of a person's calendar choices."""

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.models import PersonalCalendar


class CalendarForm(forms.Form):
    """Whether entries come by mail, and whether they name the set."""

    by_mail = forms.BooleanField(
        label=_("Mail me an entry for each new date"),
        help_text=_(
            "Changes and cancellations of what was mailed come in any case. A set "
            "that meets every few days does not mail each date."
        ),
        required=False,
    )
    names = forms.BooleanField(
        label=_("Name the set in my calendar"),
        help_text=_(
            "Otherwise an entry says “Action learning”. Leave it out if others can "
            "see your calendar."
        ),
        required=False,
    )


def facts(calendar: PersonalCalendar) -> dict[str, bool]:
    """Return the initial values of the form."""
    return {"by_mail": calendar.by_mail, "names": calendar.names}
