"""The doors to reports, and to what leaves the set: address + person → row, or 404."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404

from actionlearning.accounts.models import User
from meetings.models import Action
from reports.models import Release, Request
from sets.access import manager_or_404
from sets.models import Membership, SetManager

# -- What leaves the set ---------------------------------------------------------------


def action_or_404(user: User, pk: int) -> tuple[Action, Membership]:
    """Return an action of a set this person is in now, and their place in it."""
    place = (
        Membership.current.filter(user=user, learning_set__actions=pk)
        .select_related("user", "learning_set__programme")
        .first()
    )
    if place is None:
        raise Http404
    actions = Action.objects.select_related(
        "learning_set", "owner__user", "generation__issue__owner__user"
    )
    return actions.get(pk=pk), place


def release_or_404(place: Membership, pk: int) -> Release:
    """Return a release of the place's own set."""
    release = (
        Release.objects.filter(learning_set=place.learning_set, pk=pk)
        .select_related("owner__user", "learning_set")
        .first()
    )
    if release is None:
        raise Http404
    return release


def request_or_404(place: Membership, pk: int) -> Request:
    """Return a request of the place's own set."""
    found = (
        Request.objects.filter(learning_set=place.learning_set, pk=pk)
        .select_related("raised_by__user", "learning_set")
        .first()
    )
    if found is None:
        raise Http404
    return found


def answerable_or_404(user: User, pk: int) -> tuple[Request, SetManager]:
    """Return a request put to this manager. Members of the set get 403: not theirs."""
    found = (
        Request.objects.filter(pk=pk)
        .select_related("learning_set", "raised_by__user", "answered_by")
        .first()
    )
    if found is None:
        raise Http404
    try:
        return found, manager_or_404(user, found.learning_set.code)
    except Http404:
        if Membership.current.filter(user=user, learning_set=found.learning_set):
            raise PermissionDenied from None
        raise


def require_manager(user: User) -> None:
    """Raise `Http404` for people who manage nothing: for them the page is not there."""
    if not SetManager.objects.filter(user=user, ended_at=None).exists():
        raise Http404
