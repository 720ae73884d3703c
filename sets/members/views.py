"""Who sits in a set, and asking others in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from actionlearning.accounts.http import SignedInRequest
from actionlearning.lib.errors import Refusal
from actionlearning.lib.refusals import refusals
from sets.access import membership_or_404
from sets.invitations import services as verbs
from sets.invitations.forms import InvitationForm
from sets.members.queries import addresses_inside
from sets.members.queries import members as members_page
from sets.models import Membership
from sets.permissions import may_invite, require


def _too_many(request: SignedInRequest, refusal: Refusal, code: str) -> HttpResponse:
    """Show why so many cannot be invited, beside what was typed."""
    place = membership_or_404(request.user, code)
    form = _form(request, place)
    form.add_error("people", str(refusal))
    return _page(request, place, form)


@require_http_methods(["GET", "HEAD", "POST"])
@refusals(_too_many, warn=False)
def members(request: SignedInRequest, code: str) -> HttpResponse:
    """Everybody in the set; POST invites."""
    place = membership_or_404(request.user, code)
    form = InvitationForm()
    if request.method == "POST":
        require(may_invite(place))
        form = _form(request, place)
        if form.is_valid():
            people, role = form.cleaned_data["people"], form.cleaned_data["role"]
            verbs.invite(place.learning_set, people, by=place, role=role)
            messages.success(request, _on_their_way(len(people)))
            return redirect("sets:members", code)
    return _page(request, place, form)


@require_POST
def revocation(request: SignedInRequest, code: str, pk: int) -> HttpResponse:
    """Take an invitation back."""
    place = membership_or_404(request.user, code)
    require(may_invite(place))
    found = get_object_or_404(place.learning_set.invitations, pk=pk)
    verbs.revoke(found, by=place)
    messages.success(
        request,
        _("The invitation to %(email)s has been withdrawn.") % {"email": found.email},
    )
    return redirect("sets:members", code)


def _form(request: SignedInRequest, place: Membership) -> InvitationForm:
    inside = addresses_inside(place.learning_set)
    return InvitationForm(request.POST, inside=inside)


def _page(
    request: SignedInRequest, place: Membership, form: InvitationForm
) -> HttpResponse:
    shown = {"page": members_page(place), "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "sets/members/members.html", shown, status=status)


def _on_their_way(count: int) -> str:
    return ngettext(
        "The invitation is on its way.",
        "%(count)d invitations are on their way.",
        count,
    ) % {"count": count}
