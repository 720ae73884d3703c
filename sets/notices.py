"""Whom a letter of a set is for: their place in it, or nobody."""

from __future__ import annotations

from django.http import Http404

from actionlearning.outbox.models import Notice
from sets.access import manager_or_404, membership_or_404
from sets.models import Membership, SetManager


def place_of(notice: Notice) -> Membership:
    """Return the reader's current place in the notice's set, or 404."""
    if notice.person is None:
        raise Http404
    return membership_or_404(notice.person, notice.set_code)


def manager_of(notice: Notice) -> SetManager:
    """Return the reader's current appointment as manager of the notice's set, or 404."""
    if notice.person is None:
        raise Http404
    return manager_or_404(notice.person, notice.set_code)
