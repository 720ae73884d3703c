"""Whom a visitor of the demo may sign in as."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

from actionlearning.accounts.models import User


@dataclass(frozen=True)
class Guest:
    """A person of the demo, and what makes them worth signing in as."""

    email: str
    name: str
    what: str


def guests() -> list[Guest]:
    """Return the people of `DEMO_PEOPLE` who exist by now; nobody outside of the demo."""
    if not settings.DEMO:
        return []
    listed = [Guest(*person) for person in import_string(settings.DEMO_PEOPLE)()]
    emails = {guest.email for guest in listed}
    here = set(User.objects.filter(email__in=emails).values_list("email", flat=True))
    return [guest for guest in listed if guest.email in here]
