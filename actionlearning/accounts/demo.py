"""The people as whom a visitor of the demo may sign in."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

from actionlearning.accounts.models import User


@dataclass(frozen=True)
class Guest:
    """A person of the demo, and why a visitor would sign in as them."""

    email: str
    name: str
    what: str


def guests() -> list[Guest]:
    """Return the existing people of `DEMO_PEOPLE`, or none outside the demo."""
    if not settings.DEMO:
        return []
    listed = [Guest(*person) for person in import_string(settings.DEMO_PEOPLE)()]
    emails = {guest.email for guest in listed}
    here = set(User.objects.filter(email__in=emails).values_list("email", flat=True))
    return [guest for guest in listed if guest.email in here]
