"""allauth's forms for signing in and up, in our words."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as second
from allauth.mfa.totp import forms as app
from allauth.mfa.webauthn import forms as passkey
from django.forms import BaseForm, CharField, EmailField, Field
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from actionlearning.lib.forms import AddressField, LineField

LABELS: dict[str, Promise] = {
    "login": _("E-mail"),
    "email": _("E-mail"),
    "oldpassword": _("Your current password"),
    "code": _("Code"),
    "name": _("A name for it"),
}


class InOurWords:
    """Our labels and fields, and no placeholders, which would only repeat the labels."""

    fields: dict[str, Field]
    labels: dict[str, Promise] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = {**LABELS, **self.labels}.get(name, field.label)  # type: ignore[assignment]
            field.widget.attrs.pop("placeholder", None)
            self.fields[name] = in_one_spelling(field)


def in_one_spelling(field: Field) -> Field:
    """Return our field of one line in place of Django's; others, as passwords, as they are.

    Only the settings that allauth gives its lines are taken over.
    """
    if isinstance(field, EmailField) and not isinstance(field, AddressField):
        kind: type[LineField] = AddressField
    elif type(field) is CharField:
        kind = LineField
    else:
        return field
    return kind(
        label=field.label,
        required=field.required,
        help_text=field.help_text,
        widget=field.widget,
    )


def worded(form: type[BaseForm], **labels: Promise) -> type[Any]:
    """Return one of allauth's forms in our words, with these labels of its own."""
    return type(form.__name__, (InOurWords, form), {"labels": labels})


Login = worded(account.LoginForm)
RequestLoginCode = worded(account.RequestLoginCodeForm)
ConfirmLoginCode = worded(account.ConfirmLoginCodeForm)
Reauthenticate = worded(account.ReauthenticateForm, password=_("Your password"))


class Signup(InOurWords, account.SignupForm):
    """Name, address and password; the name is ours and keeps its label."""

    labels = {"name": _("Your name")}


# The address that will replace the present one; and another in place of the one just typed.
AddEmail = worded(account.AddEmailForm, email=_("New e-mail address"))
ChangeEmail = worded(account.ChangeEmailForm)
ConfirmEmail = worded(account.ConfirmEmailVerificationCodeForm)

TWICE = {"password1": _("New password"), "password2": _("New password, again")}
ChangePassword = worded(account.ChangePasswordForm, **TWICE)
SetPassword = worded(account.SetPasswordForm, **TWICE)  # a first one
ResetPassword = worded(account.ResetPasswordForm)
ConfirmReset = worded(account.ConfirmPasswordResetCodeForm)
ResetPasswordKey = worded(account.ResetPasswordKeyForm, **TWICE)

# A code from the app on one's phone, or one of the recovery codes on paper.
APP_CODE = _("Code from the app, or a recovery code")
Authenticate = worded(second.AuthenticateForm, code=APP_CODE)
ReauthenticateByCode = worded(second.ReauthenticateForm, code=APP_CODE)
# The first code, which proves that the app has the key.
ActivateApp = worded(app.ActivateTOTPForm, code=_("The code the app shows now"))

EditPasskey = worded(passkey.EditWebAuthnForm)


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
