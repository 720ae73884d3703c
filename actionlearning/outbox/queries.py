"""What the pages about messages show."""

from __future__ import annotations

from actionlearning.accounts.models import User
from actionlearning.outbox.kinds import KINDS, MANAGER, Kind


def kinds_for(user: User) -> list[Kind]:
    """Return the kinds that this person can choose about: managers' ones for managers."""
    manages: bool = user.manages.filter(ended_at=None).exists()
    return [kind for kind in KINDS.values() if manages or kind.group != MANAGER]
