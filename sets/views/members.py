"""Who sits in a set, and asking others in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from actionlearning.accounts.http import SignedInRequest
from actionlearning.lib.errors import NotAllowedYet, RateLimited
from sets.access import membership_or_404
from sets.forms import InvitationForm
from sets.models import Membership
from sets.queries.members import addresses_inside
from sets.queries.members import members as members_page
from sets.rules import may_invite, require
from sets.services import invitation as verbs


@require_http_methods(["GET", "HEAD", "POST"])
def members(request: SignedInRequest, code: str) -> HttpResponse:
    """Everybody in the set; POST invites."""
    place = membership_or_404(request.user, code)
    form = InvitationForm()
    if request.method == "POST":
        require(may_invite(place))
        inside = addresses_inside(place.learning_set)
        form = InvitationForm(request.POST, inside=inside)
        if form.is_valid() and _invited(form, place):
            count = len(form.cleaned_data["people"])
            messages.success(request, _on_their_way(count))
            return redirect("sets:members", code)
    shown = {"page": members_page(place), "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "sets/members.html", shown, status=status)


@require_POST
def revocation(request: SignedInRequest, code: str, pk: int) -> HttpResponse:
    """Take an invitation back."""
    place = membership_or_404(request.user, code)
    require(may_invite(place))
    found = get_object_or_404(place.learning_set.invitations, pk=pk)
    verbs.revoke(found, by=place)
    messages.success(
        request, _("The invitation of %(email)s is void.") % {"email": found.email}
    )
    return redirect("sets:members", code)


def _invited(form: InvitationForm, by: Membership) -> bool:
    sent = form.cleaned_data
    try:
        verbs.invite(by.learning_set, sent["people"], by=by, role=sent["role"])
    except (NotAllowedYet, RateLimited) as limit:
        form.add_error("people", str(limit))
    return form.is_valid()


def _on_their_way(count: int) -> str:
    return ngettext(
        "The invitation is on its way.",
        "%(count)d invitations are on their way.",
        count,
    ) % {"count": count}
