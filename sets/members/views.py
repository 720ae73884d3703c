"""The people of a set, and inviting others."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from actionlearning.accounts.http import SignedInRequest
from actionlearning.lib.errors import Refusal
from actionlearning.lib.refusals import refusals
from sets.access import membership_or_404
from sets.invitations import services as invitations
from sets.invitations.forms import InvitationForm
from sets.invitations.queries import addresses_inside
from sets.members.queries import members as members_page
from sets.models import Membership
from sets.permissions import may_invite, require


def _too_many(request: SignedInRequest, refusal: Refusal, code: str) -> HttpResponse:
    """Show why so many cannot be invited, with everything typed."""
    membership = membership_or_404(request.user, code)
    form = _form(request, membership)
    form.add_error("people", str(refusal))
    return _page(request, membership, form)


@require_http_methods(["GET", "HEAD", "POST"])
@refusals(_too_many, warn=False)
def members(request: SignedInRequest, code: str) -> HttpResponse:
    """Show the people of the set; POST invites others."""
    membership = membership_or_404(request.user, code)
    form = InvitationForm()
    if request.method == "POST":
        require(may_invite(membership))
        form = _form(request, membership)
        if form.is_valid():
            people, role = form.cleaned_data["people"], form.cleaned_data["role"]
            invitations.invite(
                membership.learning_set, people, by=membership, role=role
            )
            messages.success(request, _on_their_way(len(people)))
            return redirect("sets:members", code)
    return _page(request, membership, form)


@require_POST
def revocation(request: SignedInRequest, code: str, pk: int) -> HttpResponse:
    """Revoke an invitation."""
    membership = membership_or_404(request.user, code)
    require(may_invite(membership))
    found = get_object_or_404(membership.learning_set.invitations, pk=pk)
    invitations.revoke(found, by=membership)
    messages.success(
        request,
        _("The invitation to %(email)s has been withdrawn.") % {"email": found.email},
    )
    return redirect("sets:members", code)


def _form(request: SignedInRequest, membership: Membership) -> InvitationForm:
    inside = addresses_inside(membership.learning_set)
    return InvitationForm(request.POST, inside=inside)


def _page(
    request: SignedInRequest, membership: Membership, form: InvitationForm
) -> HttpResponse:
    shown = {"page": members_page(membership), "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "sets/members/members.html", shown, status=status)


def _on_their_way(count: int) -> str:
    return ngettext(
        "The invitation is on its way.",
        "%(count)d invitations are on their way.",
        count,
    ) % {"count": count}
