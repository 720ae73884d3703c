"""The form that invites people into a set."""

from collections.abc import Collection

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from actionlearning.lib.addresses import spelled
from actionlearning.lib.forms import TEXT, TextArea
from sets.invitations.addresses import addresses_in
from sets.models import Invitation


class AddressesField(forms.CharField):
    """Pasted addresses in any usual form, cleaned to a list with each address once.

    The error names every piece that is not an address. `own` is left out silently.
    """

    widget = TextArea

    def __init__(self, *, most: int, own: str = "", **options: object) -> None:
        super().__init__(max_length=TEXT, **options)  # type: ignore[arg-type]
        self.most = most
        self.own = own
        self.widget.attrs["inputmode"] = "email"

    def clean(self, value: object) -> list[str]:
        good, bad = addresses_in(super().clean(value))
        if bad:
            raise ValidationError([_not_an_address(piece) for piece in bad[:10]])
        wanted = [email for email in good if email != spelled(self.own)]
        if len(wanted) > self.most:
            raise ValidationError(_too_many(len(wanted), self.most))
        return wanted


class InvitationForm(forms.Form):
    """Invite people into a set, as members, as its adviser, or as its manager."""

    people = AddressesField(
        label=gettext_lazy("Addresses"),
        help_text=gettext_lazy(
            "One or several, as you would type them into an e-mail."
        ),
        most=9,
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        choices=Invitation.Role.choices,
        initial=Invitation.Role.MEMBER,
        widget=forms.RadioSelect,
    )

    def __init__(self, data: object = None, *, inside: Collection[str] = ()) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.inside = inside

    def clean_people(self) -> list[str]:
        """Refuse people who belong to the set already, by name."""
        wanted: list[str] = self.cleaned_data["people"]
        here = [email for email in wanted if email in self.inside]
        if here:
            raise ValidationError(
                [
                    _("%(email)s is already in the set.") % {"email": email}
                    for email in here
                ]
            )
        return wanted


def _not_an_address(piece: str) -> str:
    return _("“%(piece)s” is not an e-mail address.") % {
        "piece": Truncator(piece).chars(60)
    }


def _too_many(count: int, most: int) -> str:
    return ngettext(
        "You gave %(count)d addresses; there is room for %(most)d.",
        "You gave %(count)d addresses; there is room for %(most)d.",
        most,
    ) % {"count": count, "most": most}
