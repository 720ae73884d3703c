"""The rota's page: see turns, give one away, take one, step out and in."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from actionlearning.accounts.http import SignedInRequest
from actionlearning.lib.errors import Refusal
from actionlearning.lib.refusals import refusals
from meetings.access import meeting_or_404
from meetings.models import Swap
from meetings.permissions import may_facilitate, may_take_part
from meetings.rota.forms import SwapForm
from meetings.rota.queries.page import rota_page
from meetings.rota.services import duty, swap
from sets.access import membership_or_404
from sets.models import Membership
from sets.permissions import require


def _as_it_is(
    request: SignedInRequest, refusal: Refusal, code: str, pk: int = 0
) -> HttpResponse:
    _meeting, membership = meeting_or_404(request.user, code)
    return _page(request, membership)


def _not_offered(request: SignedInRequest, refusal: Refusal, code: str) -> HttpResponse:
    meeting, membership = meeting_or_404(request.user, code)
    form = SwapForm(request.POST, membership=membership)
    to = form.cleaned_data["to"] if form.is_valid() else None
    return _page(request, membership, typed={"meeting": meeting, "to": to})


@require_safe
def rota(request: SignedInRequest, code: str) -> HttpResponse:
    """Show the next turns and the past facilitators."""
    return _page(request, membership_or_404(request.user, code))


@require_POST
def own_rota(request: SignedInRequest, code: str) -> HttpResponse:
    """Step out of the rota, or come back."""
    membership = membership_or_404(request.user, code)
    require(may_take_part(membership))
    if request.POST.get("on") == "1":
        duty.step_in(by=membership)
        messages.success(request, _("You are on the rota again."))
    else:
        duty.step_out(by=membership)
        messages.success(request, _("You are off the rota. Come back any time."))
    return redirect("meetings:rota", code)


@require_POST
@refusals(_as_it_is)
def decline(request: SignedInRequest, code: str) -> HttpResponse:
    """Can't facilitate, or can after all; whether one comes is another question."""
    meeting, membership = meeting_or_404(request.user, code)
    require(may_facilitate(membership))
    if request.POST.get("after_all") == "1":
        duty.take_up(meeting, by=membership)
        return _done(request, membership, _("Saved: you can facilitate after all."))
    duty.decline(meeting, by=membership)
    return _done(request, membership, _("Saved. You keep your place on the rota."))


@require_POST
@refusals(_not_offered)
def swaps(request: SignedInRequest, code: str) -> HttpResponse:
    """Offer one's turn to somebody, or to anyone."""
    meeting, membership = meeting_or_404(request.user, code)
    require(may_facilitate(membership))
    form = SwapForm(request.POST, membership=membership)
    if not form.is_valid():
        return _page(request, membership, status=422)
    swap.offer(meeting, by=membership, to=form.cleaned_data["to"])
    return _done(
        request, membership, _("Offered. You are facilitating until somebody takes it.")
    )


@require_POST
@refusals(_as_it_is)
def acceptance(request: SignedInRequest, code: str, pk: int) -> HttpResponse:
    """Take a turn that is offered."""
    membership, found = _found(request, code, pk)
    swap.accept(found, by=membership)
    return _done(request, membership, _("Thank you. You are facilitating."))


@require_POST
@refusals(_as_it_is)
def swap_end(request: SignedInRequest, code: str, pk: int) -> HttpResponse:
    """Take an offer back."""
    membership, found = _found(request, code, pk)
    swap.withdraw(found, by=membership)
    return _done(request, membership, _("Withdrawn. You are facilitating."))


def _found(request: SignedInRequest, code: str, pk: int) -> tuple[Membership, Swap]:
    meeting, membership = meeting_or_404(request.user, code)
    offers = meeting.swaps.select_related("meeting__learning_set")
    return membership, get_object_or_404(offers, pk=pk)


def _done(request: SignedInRequest, membership: Membership, kept: str) -> HttpResponse:
    messages.success(request, kept)
    return redirect("meetings:rota", membership.learning_set.code)


def _page(
    request: SignedInRequest,
    membership: Membership,
    status: int = 200,
    typed: dict[str, object] | None = None,
) -> HttpResponse:
    page = {"page": rota_page(membership), "typed": typed}
    return render(request, "meetings/rota/rota.html", page, status=status)
