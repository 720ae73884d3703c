"""The formats of a set: look at them, copy one, change it, say which one is usual."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from actionlearning.accounts.http import SignedInRequest
from actionlearning.lib.errors import NotAllowedYet, Refusal, Stale
from actionlearning.lib.refusals import refusals
from meetings.access import own_format_or_404
from meetings.formats import services as verbs
from meetings.formats.forms.draft import Draft
from meetings.formats.forms.fields import BaseForm, FormatChoice
from meetings.formats.queries.page import (
    as_shown,
    formats_page,
    pieces,
)
from meetings.models import OwnFormat
from meetings.permissions import may_shape_formats
from sets.access import membership_or_404
from sets.models import Membership
from sets.permissions import require


@require_http_methods(["GET", "HEAD", "POST"])
def formats(request: SignedInRequest, code: str) -> HttpResponse:
    """Every format that the set may meet by; POST copies one of ours."""
    place = membership_or_404(request.user, code)
    if request.method != "POST":
        return _list(request, place)
    require(may_shape_formats(place))
    form = BaseForm(request.POST)
    if not form.is_valid():
        return _list(request, place, status=422)
    base = form.cleaned_data["base"]
    own = verbs.copy(place.learning_set, by=place, base=base)
    return redirect("meetings:own_format", code, own.pk)


@require_POST
def usual(request: SignedInRequest, code: str) -> HttpResponse:
    """Say by which format the set usually meets."""
    place = membership_or_404(request.user, code)
    require(may_shape_formats(place))
    form = FormatChoice(request.POST, of=place.learning_set)
    if not form.is_valid():
        return _list(request, place, status=422)
    verbs.choose_usual(place.learning_set, by=place, choice=form.choice)
    name = {"format": form.choice.name}
    messages.success(request, _("The set now uses “%(format)s”.") % name)
    return redirect("meetings:formats", code)


def _both(
    request: SignedInRequest, refusal: Refusal, code: str, pk: int
) -> HttpResponse:
    """Show what was kept meanwhile, above what was typed; kept again, that wins."""
    place = membership_or_404(request.user, code)
    now = own_format_or_404(place, pk)
    draft = Draft.sent({**request.POST.dict(), "version": now.version})
    return _edit(request, place, now, draft, is_stale=True)


def _name_taken(
    request: SignedInRequest, refusal: Refusal, code: str, pk: int
) -> HttpResponse:
    place = membership_or_404(request.user, code)
    draft = Draft.sent(request.POST)
    draft.head.add_error("name", str(refusal))
    return _edit(request, place, own_format_or_404(place, pk), draft)


@require_http_methods(["GET", "HEAD", "POST"])
@refusals(_both, of=Stale, warn=False)
@refusals(_name_taken, of=NotAllowedYet, warn=False)
def own_format(request: SignedInRequest, code: str, pk: int) -> HttpResponse:
    """A format of the set's own; POST rearranges what was typed, or keeps it."""
    place = membership_or_404(request.user, code)
    require(may_shape_formats(place))
    own = own_format_or_404(place, pk)
    if request.method != "POST":
        return _edit(request, place, own, Draft.of(own))
    deed = request.POST.get("deed", "keep")
    if deed != "keep":
        return _edit(request, place, own, Draft.rearranged(request.POST, deed))
    draft = Draft.sent(request.POST)
    return _keep(request, place, own, draft)


@require_POST
def retirement(request: SignedInRequest, code: str, pk: int) -> HttpResponse:
    """Offer a format no more."""
    place = membership_or_404(request.user, code)
    require(may_shape_formats(place))
    verbs.retire(own_format_or_404(place, pk), by=place)
    messages.success(
        request, _("It is no longer offered. Past meetings keep their copy.")
    )
    return redirect("meetings:formats", code)


def _keep(
    request: SignedInRequest, place: Membership, own: OwnFormat, draft: Draft
) -> HttpResponse:
    if not draft.is_valid():
        return _edit(request, place, own, draft, status=422)
    head = draft.head.cleaned_data
    name, seen = head["name"], head["version"]
    verbs.keep(own, by=place, name=name, phases=draft.phases, seen=seen)
    messages.success(request, _("The format is saved."))
    return redirect("meetings:formats", place.learning_set.code)


def _edit(
    request: SignedInRequest,
    place: Membership,
    own: OwnFormat,
    draft: Draft,
    *,
    is_stale: bool = False,
    status: int = 200,
) -> HttpResponse:
    now = as_shown(own) if is_stale else None
    shown = {"own": own, "draft": draft, "now": now, "pieces": pieces()}
    return render(request, "meetings/formats/own_format.html", shown, status=status)


def _list(
    request: SignedInRequest, place: Membership, *, status: int = 200
) -> HttpResponse:
    page = formats_page(place)
    return render(
        request, "meetings/formats/formats.html", {"page": page}, status=status
    )
