"""The form that names a chat channel."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _, gettext_lazy

from actionlearning.lib.forms import LineField
from actionlearning.outbox.models import ChatWebhook
from actionlearning.outbox.webhooks.safe_http import (
    LONGEST,
    ForbiddenURL,
    NoResponse,
    check,
    target,
)

Service = ChatWebhook.Service
#: The service by the end of its host; Mattermost has no host of its own.
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


class ChatForm(forms.Form):
    """The channel's address and service. The address is secret: no page shows it again."""

    address = LineField(
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
        choices=[
            ("", gettext_lazy("Whichever the address belongs to")),
            *Service.choices,
        ],
        required=False,
    )

    def clean_address(self) -> str:
        """Refuse an address inside our network; the refusal never quotes it."""
        address: str = self.cleaned_data["address"]
        if settings.DEMO:  # anybody can be a coordinator there
            raise ValidationError(_("The demo sends nothing to the outside."))
        try:
            check(address)
        except ForbiddenURL as reason:
            raise ValidationError(str(reason)) from None
        except NoResponse:
            raise ValidationError(
                _("There is no host with this name. Copy the address again.")
            ) from None
        return address

    def clean(self) -> dict[str, Any]:
        """Guess the service from the host if none is chosen."""
        sent: dict[str, Any] = self.cleaned_data
        if sent.get("address") and not sent.get("service"):
            sent["service"] = service_of(target(sent["address"]).host)
        return sent


def service_of(host: str) -> str:
    """Return the service that this host belongs to."""
    for service, ends in KNOWN:
        if host.endswith(ends):
            return service
    return Service.MATTERMOST
