"""Receivers of allauth's signals."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import authentication_step_completed
from django.dispatch import receiver

from actionlearning.accounts.models import User
from actionlearning.accounts.services import forget_password


@receiver(authentication_step_completed)
def distrust_unproven_password(method: str, user: User, **_said: Any) -> None:
    """Void a password that was set before the address was verified.

    Another person may have set it, to wait until the owner of the address signs in by code.
    """
    proven = EmailAddress.objects.filter(user=user, verified=True)
    if method == "code" and not proven.exists():
        forget_password(user)
