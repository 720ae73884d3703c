"""Our adapters of allauth: its messages and names in our words."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, gettext_lazy as _, override

from actionlearning.accounts.models import User


class Adapter(DefaultAccountAdapter):
    """The stock adapter, with error messages in our words."""

    # ACCOUNT_RATE_LIMITS knows the five minutes too.
    error_messages: dict[str, Promise | str] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account has been closed."),
        "duplicate_email": _("That is already your address."),
        "email_password_mismatch": _("That e-mail and password don’t match."),
        "email_taken": _("There is already an account with this address."),
        "enter_current_password": _("That is not your password."),
        "incorrect_code": _("That is not the code we e-mailed you. Please check it."),
        "incorrect_password": _("That is not your password."),
        "rate_limited": _("Too many tries. Please wait a minute."),
        "same_as_current": _("Nothing to change."),
        "too_many_login_attempts": _(
            "Too many tries. Please try again in five minutes."
        ),
    }

    def send_mail(
        self, template_prefix: str, email: str, context: dict[str, Any]
    ) -> None:
        """Send mail in the reader's language, or in that of the page if they are unknown."""
        person = context.get("user") or User.objects.filter(email__iexact=email).first()
        with override(person.language if person else get_language()):
            super().send_mail(template_prefix, email, context)

    def get_reauthentication_methods(
        self, user: AbstractBaseUser | AnonymousUser
    ) -> list[dict[str, Any]]:
        """Return the ways to prove one's identity again, with our names."""
        names = {
            "account_reauthenticate": _("Use your password"),
            "mfa_reauthenticate": _("Use your authenticator app or a recovery code"),
            "mfa_reauthenticate:webauthn": _("Use a passkey"),
        }
        return [
            {**way, "description": names.get(way["id"], way["description"])}
            for way in super().get_reauthentication_methods(user)
        ]


class SecondStepAdapter(DefaultMFAAdapter):
    """The adapter of the second step of signing in, with our words and names."""

    error_messages: dict[str, Promise | str] = {
        **DefaultMFAAdapter.error_messages,
        "cannot_generate_recovery_codes": _(
            "Recovery codes come with a passkey or an authenticator app: add one of "
            "those first."
        ),
        "incorrect_code": _("That code doesn’t match. Please check it."),
        "unverified_email": _(
            "First type the code we e-mailed to your new address; then carry on here."
        ),
    }

    def generate_authenticator_name(
        self,
        user: AbstractBaseUser,
        type: Authenticator.Type,  # noqa: A002  # allauth's name
    ) -> str:
        """Return "Passkey", then "Passkey 2"."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        if number == 1:
            return gettext("Passkey")
        return gettext("Passkey %(number)d") % {"number": number}

    def get_totp_issuer(self) -> str:
        """Return the name that the app shows above the code."""
        return gettext("Action learning")

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return the host to which a passkey belongs, under the product's name."""
        host = super().get_public_key_credential_rp_entity()["id"]
        return {"id": host, "name": gettext("Action learning")}
