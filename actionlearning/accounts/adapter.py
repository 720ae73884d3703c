"""Where allauth asks the house: the one adapter."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Adapter(DefaultAccountAdapter):
    """Stock behaviour; what it says when something is wrong is in our words."""

    error_messages: dict[str, Promise | str] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("Address and password do not belong together."),
        "incorrect_code": _("This is not the code that we mailed. Please look again."),
        "incorrect_password": _("This is not your password."),
        "too_many_login_attempts": _(
            "That was often, in a short time. Please wait a few minutes."
        ),
    }
