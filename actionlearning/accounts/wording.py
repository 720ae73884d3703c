"""allauth's forms for signing in and up, in our words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account import forms as account
from allauth.mfa.base import forms as second
from allauth.mfa.totp import forms as app
from allauth.mfa.webauthn import forms as passkey
from django.forms import Field
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

LABELS: dict[str, StrPromise] = {
    "login": _("E-mail"),
    "email": _("E-mail"),
    "oldpassword": _("Your current password"),
    "code": _("Code"),
    "name": _("A name for it"),
}


class InOurWords:
    """Our labels, and no placeholders, which would only repeat the labels."""

    fields: dict[str, Field]
    labels: dict[str, StrPromise] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = {**LABELS, **self.labels}.get(name, field.label)
            field.widget.attrs.pop("placeholder", None)


class NewPassword(InOurWords):
    """A password that is typed twice."""

    labels = {"password1": _("New password"), "password2": _("New password, again")}


class Login(InOurWords, account.LoginForm):
    """Address and password."""


class Signup(InOurWords, account.SignupForm):
    """Name, address and password; the name is ours and keeps its label."""

    labels = {"name": _("Your name")}


class AddEmail(InOurWords, account.AddEmailForm):
    """The address that will replace the present one."""

    labels = {"email": _("New e-mail address")}


class ChangeEmail(InOurWords, account.ChangeEmailForm):
    """Another address in place of the one just typed."""


class ResetPassword(InOurWords, account.ResetPasswordForm):
    """The address to which the code for a new password is mailed."""


class RequestLoginCode(InOurWords, account.RequestLoginCodeForm):
    """The address to which the code for signing in is mailed."""


class ChangePassword(NewPassword, account.ChangePasswordForm):
    """The old password, and the new one twice."""


class SetPassword(NewPassword, account.SetPasswordForm):
    """A first password."""


class ResetPasswordKey(NewPassword, account.ResetPasswordKeyForm):
    """A new password in place of a forgotten one."""


class Reauthenticate(InOurWords, account.ReauthenticateForm):
    """The password, once more."""

    labels = {"password": _("Your password")}


class ConfirmLoginCode(InOurWords, account.ConfirmLoginCodeForm):
    """The code that was mailed to sign in."""


class ConfirmEmail(InOurWords, account.ConfirmEmailVerificationCodeForm):
    """The code that was mailed to a new address."""


class ConfirmReset(InOurWords, account.ConfirmPasswordResetCodeForm):
    """The code that was mailed for a new password."""


class AppCode(InOurWords):
    """A code from the app on one's phone, or one of the recovery codes on paper."""

    labels = {"code": _("Code from the app, or a recovery code")}


class Authenticate(AppCode, second.AuthenticateForm):
    """The second step of signing in."""


class ReauthenticateByCode(AppCode, second.ReauthenticateForm):
    """The second step, once more."""


class ActivateApp(InOurWords, app.ActivateTOTPForm):
    """The first code, which proves that the app has the key."""

    labels = {"code": _("The code the app shows now")}


class AddPasskey(InOurWords, passkey.AddWebAuthnForm):
    """A new passkey, which replaces the password unless the person says otherwise."""

    labels = {"passwordless": _("Sign in with it alone, without the password")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        alone = self.fields["passwordless"]
        alone.initial = True
        alone.help_text = _(
            "It will then ask for your fingerprint, face or PIN. If you leave this "
            "unticked, you use it after your password."
        )


class EditPasskey(InOurWords, passkey.EditWebAuthnForm):
    """Another name for a passkey."""
