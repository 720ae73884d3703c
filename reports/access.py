"""The doors to reports, releases and requests: address + person → row, or 404."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from actionlearning.accounts.models import User
from meetings.models import Action, Issue, Meeting, Turn
from reports.models import Release, ReportBack, Request
from sets.access import manager_or_404
from sets.models import Membership, SetManager

# -- Between meetings --------------------------------------------------------------------


def report_or_404(membership: Membership, meeting: Meeting, pk: int) -> ReportBack:
    """Return a report-back to `meeting` that the set may read, or 404."""
    return get_object_or_404(
        ReportBack.objects.select_related("membership__user", "meeting__learning_set"),
        meeting=meeting,
        meeting__learning_set=membership.learning_set,
        state__in=[ReportBack.State.FILED, ReportBack.State.GIVEN],
        pk=pk,
    )


def turn_or_404(meeting: Meeting, pk: str) -> Turn:
    """Return the turn of that id, as typed in an address, in a meeting."""
    turns = meeting.turns.select_related("membership__user")
    return get_object_or_404(turns, pk=int(pk) if _is_id(pk) else 0)


def issue_or_404(membership: Membership, pk: int) -> Issue:
    """Return an issue of the member's set, or 404."""
    issues = Issue.objects.select_related("learning_set", "owner__user")
    return get_object_or_404(issues, learning_set=membership.learning_set, pk=pk)


# -- Out of the set ----------------------------------------------------------------------


def action_or_404(user: User, pk: int) -> tuple[Action, Membership]:
    """Return an action and the person's current membership in its set, or 404."""
    actions = Action.objects.select_related(
        "learning_set", "owner__user", "generation__issue__owner__user"
    )
    here = Membership.current.filter(user=user).select_related(
        "user", "learning_set__programme"
    )
    # Not `learning_set__actions=pk`: SQLite fails on an id that is longer than an integer.
    membership = here.filter(learning_set__actions__in=actions.filter(pk=pk)).first()
    if membership is None:
        raise Http404
    return actions.get(pk=pk), membership


def release_or_404(membership: Membership, pk: int) -> Release:
    """Return a release of the member's set, or 404."""
    releases = Release.objects.select_related("owner__user", "learning_set")
    return get_object_or_404(releases, learning_set=membership.learning_set, pk=pk)


def own_release_or_404(user: User, pk: int) -> Release:
    """Return a release of this person, from any set, even one they have left, or 404."""
    releases = Release.objects.select_related("owner__user", "learning_set")
    return get_object_or_404(releases, owner__user=user, pk=pk)


def request_or_404(membership: Membership, pk: int) -> Request:
    """Return a request of the member's set, or 404."""
    requests = Request.objects.select_related("raised_by__user", "learning_set")
    return get_object_or_404(requests, learning_set=membership.learning_set, pk=pk)


def answerable_or_404(user: User, pk: int) -> tuple[Request, SetManager]:
    """Return a request to this manager, or 404; members of the set get 403."""
    people = ("raised_by__user", "answered_by")
    requests = Request.objects.select_related("learning_set", *people)
    found = get_object_or_404(requests, pk=pk)
    try:
        return found, manager_or_404(user, found.learning_set.code)
    except Http404:
        if Membership.current.of(found.learning_set).filter(user=user):
            raise PermissionDenied from None
        raise


def require_manager(user: User) -> None:
    """Raise `Http404` if the person manages no set: for them there is no such page."""
    if not SetManager.objects.filter(user=user, ended_at=None).exists():
        raise Http404


def _is_id(text: str) -> bool:
    """Return whether `text` could be the id of a row."""
    return text.isascii() and text.isdigit() and len(text) < 19
