"""What the house does when allauth says that something has happened."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import authentication_step_completed
from django.dispatch import receiver

from actionlearning.accounts.models import User
from actionlearning.accounts.services import forget_password


@receiver(authentication_step_completed)
def distrust_unproven_password(method: str, user: User, **_said: Any) -> None:
    """Void a password that was set before anybody proved the address.

    Somebody else may have signed up with it, to wait until its owner signs in by code.
    """
    proven = EmailAddress.objects.filter(user=user, verified=True)
    if method == "code" and not proven.exists():
        forget_password(user)
