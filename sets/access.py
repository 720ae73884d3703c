"""The only door to a set: address + person → their membership in it, or 404.

A stranger gets the 404 of a page that does not exist; nothing is loaded first and
checked later. `permissions` says whether a membership allows a deed.

See docs/threat-model.md#access.
"""

from django.http import Http404
from django.shortcuts import get_object_or_404

from actionlearning.accounts.models import User
from sets.models import Administrator, Invitation, Membership, Organisation, SetManager
from sets.models.invitation import id_in


def membership_or_404(user: User, code: str) -> Membership:
    """Return the person's current membership in the set named by `code`.

    Raises `Http404` if they have none, whether or not the set exists.
    """
    memberships = Membership.current.select_related(
        "learning_set__programme__organisation"
    )
    membership = get_object_or_404(memberships, user=user, learning_set__code=code)
    membership.user = user  # known already, so no query fetches it again
    return membership


def fellow_or_404(membership: Membership, pk: int) -> Membership:
    """Return the current membership `pk` of the same set, one's own too, or 404."""
    others = Membership.current.of(membership.learning_set)
    return get_object_or_404(others.select_related("user", "learning_set"), pk=pk)


def manager_or_404(user: User, code: str) -> SetManager:
    """Return the person's appointment as manager of the set named by `code`, or 404."""
    current = SetManager.objects.filter(ended_at=None).select_related(
        "user", "learning_set__programme__organisation"
    )
    return get_object_or_404(current, user=user, learning_set__code=code)


def oversight_or_404(membership: Membership, pk: int) -> SetManager:
    """Return the manager's appointment `pk` of the member's set, ended or not, or 404."""
    appointments = SetManager.objects.select_related("learning_set", "user")
    return get_object_or_404(appointments, learning_set=membership.learning_set, pk=pk)


def organisation_or_404(
    user: User, code: str
) -> tuple[Organisation, list[Administrator]]:
    """Return an organisation and the person's appointments in it, or 404.

    An appointment without a programme covers the whole organisation.
    """
    appointments = list(
        Administrator.objects.filter(user=user, organisation__code=code).select_related(
            "organisation", "programme"
        )
    )
    if not appointments:
        raise Http404
    return appointments[0].organisation, appointments


def invitation_or_404(token: str) -> Invitation:
    """Return the invitation that a mailed link opens, or 404 if the link is not ours.

    Anybody who holds the link may read the invitation; only its address may accept it.
    """
    invitations = Invitation.objects.select_related(
        "learning_set__programme__organisation", "invited_by"
    )
    return get_object_or_404(invitations, pk=id_in(token) or 0)
