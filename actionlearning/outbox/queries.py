"""Query what the pages about messages show."""

from django.conf import settings

from actionlearning.accounts.models import User
from actionlearning.outbox.kinds import MANAGER, Kind, in_order


def kinds_for(user: User) -> list[Kind]:
    """Return the kinds that this person can choose about; only managers get managers' kinds."""
    manages: bool = user.manages.filter(ended_at=None).exists()
    return [kind for kind in in_order() if manages or kind.group != MANAGER]


def language_of(pk: int) -> str:
    """Return the language of this person, or the default if there is no such person."""
    known = User.objects.filter(pk=pk).values_list("language", flat=True).first()
    return known or settings.LANGUAGE_CODE
