"""The line that a coordinator adds to a reminder."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from actionlearning.lib.forms import LINE, LineField

ADDRESS = re.compile(r"(?i)[a-z]+://|\bwww\.|\bmailto:|\b[a-z0-9-]+\.[a-z]{2,}/")


class LineForm(forms.Form):
    """One line of plain words without a link: a reminder has one, to the meeting."""

    line = LineField(
        label=_("A note from you"),
        max_length=LINE,
        required=False,
        help_text=_(
            "It appears near the top, with your name, and only the set gets it."
        ),
    )

    def clean_line(self) -> str:
        """Refuse a web address: a reader in a hurry would take it for the meeting’s."""
        line: str = self.cleaned_data["line"]
        if ADDRESS.search(line):
            raise forms.ValidationError(
                _(
                    "Please leave out web addresses: the e-mail has one link, to the "
                    "meeting."
                ),
                "address",
            )
        return line
