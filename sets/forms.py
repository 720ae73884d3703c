"""What people may send about a set: addresses to invite, ground rules, a channel."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from actionlearning.lib.forms import TEXT, TextArea
from actionlearning.outbox.models import Hook
from actionlearning.outbox.safe_http import (
    LONGEST,
    ForbiddenURL,
    NoResponse,
    check,
    target,
)
from sets.addresses import addresses_in
from sets.models import Invitation

Service = Hook.Service
#: Hosts by whose end we know the service; Mattermost runs on anybody's own.
KNOWN = (
    (Service.SLACK, ("hooks.slack.com", "hooks.slack-gov.com")),
    (
        Service.TEAMS,
        (
            ".logic.azure.com",
            ".powerplatform.com",
            ".powerautomate.com",
            ".webhook.office.com",
            ".logic.azure.us",
            ".flow.microsoft.com",
        ),
    ),
)


class AddressesField(forms.CharField):
    """Pasted addresses in any usual form; gives a list, each address once.

    Every piece that is no address is named at the field. `own` is left out silently.
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
        wanted = [email for email in good if email != self.own.lower()]
        if len(wanted) > self.most:
            raise ValidationError(_too_many(len(wanted), self.most))
        return wanted


class InvitationForm(forms.Form):
    """Ask people into a set, as members, as its adviser, or as its manager."""

    people = AddressesField(
        label=gettext_lazy("Addresses"),
        help_text=gettext_lazy("One or several, as you would type them into a mail."),
        most=9,
    )
    role = forms.ChoiceField(
        label=gettext_lazy("They come as"),
        choices=[
            (Invitation.Role.MEMBER, gettext_lazy("member")),
            (Invitation.Role.ADVISER, gettext_lazy("adviser")),
            (Invitation.Role.MANAGER, gettext_lazy("manager")),
        ],
        initial=Invitation.Role.MEMBER,
        widget=forms.RadioSelect,
    )

    def __init__(self, data: object = None, *, inside: Collection[str] = ()) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.inside = inside

    def clean_people(self) -> list[str]:
        """Name those who are here already."""
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


class AgreementForm(forms.Form):
    """The set's ground rules, one to a line."""

    ground_rules = forms.CharField(
        label=gettext_lazy("Ground rules"),
        help_text=gettext_lazy("One to a line."),
        max_length=TEXT,
        widget=TextArea(rows=9),
    )

    def clean_ground_rules(self) -> str:
        """Keep one rule to a line, without empty ones."""
        lines = str(self.cleaned_data["ground_rules"]).splitlines()
        return "\n".join(line.strip() for line in lines if line.strip())


def _not_an_address(piece: str) -> str:
    return _("“%(piece)s” is not an e-mail address.") % {
        "piece": Truncator(piece).chars(60)
    }


def _too_many(count: int, most: int) -> str:
    return ngettext(
        "These are %(count)d addresses; at most %(most)d fits.",
        "These are %(count)d addresses; at most %(most)d fit.",
        most,
    ) % {"count": count, "most": most}


class ChatForm(forms.Form):
    """Where dates are told. The address is a secret: it is never put into a page again."""

    address = forms.CharField(
        label=gettext_lazy("Secret address of the channel"),
        help_text=gettext_lazy(
            "Slack: an incoming webhook. Mattermost: an incoming webhook. Teams: a "
            "workflow that posts when a webhook request is received."
        ),
        max_length=LONGEST,
        widget=forms.PasswordInput(
            attrs={"autocomplete": "off", "spellcheck": "false"}
        ),
    )
    service = forms.ChoiceField(
        label=gettext_lazy("Service"),
        choices=[("", gettext_lazy("Whichever the address says")), *Service.choices],
        required=False,
    )

    def clean_address(self) -> str:
        """Refuse what is not outside; the words never quote the address."""
        address: str = self.cleaned_data["address"]
        if settings.DEMO:  # anybody is a coordinator there
            raise ValidationError(_("The demo tells nothing outside of it."))
        try:
            check(address)
        except ForbiddenURL as reason:
            raise ValidationError(str(reason)) from None
        except NoResponse:
            raise ValidationError(
                _("Nobody knows a host of this name. Copy the address once more.")
            ) from None
        return address

    def clean(self) -> dict[str, Any]:
        """Guess the service from the host where none is chosen."""
        sent: dict[str, Any] = self.cleaned_data
        if sent.get("address") and not sent.get("service"):
            sent["service"] = service_of(target(sent["address"]).host)
        return sent


def service_of(host: str) -> str:
    """Return the service whose host this is."""
    for service, ends in KNOWN:
        if host.endswith(ends):
            return service
    return Service.MATTERMOST
