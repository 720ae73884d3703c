"""The formats of a set: look at them, copy one, change it, choose the usual one."""

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
from meetings.formats.queries.page import as_shown, formats_page, pieces
from meetings.models import OwnFormat
from meetings.permissions import may_shape_formats
from sets.access import membership_or_404
from sets.models import Membership
from sets.permissions import require


@require_http_methods(["GET", "HEAD", "POST"])
def formats(request: SignedInRequest, code: str) -> HttpResponse:
    """Every format that the set may meet by; POST copies one of ours."""
    membership = membership_or_404(request.user, code)
    if request.method != "POST":
        return _list(request, membership)
    require(may_shape_formats(membership))
    form = BaseForm(request.POST)
    if not form.is_valid():
        return _list(request, membership, status=422)
    base = form.cleaned_data["base"]
    own = verbs.copy(membership.learning_set, by=membership, base=base)
    return redirect("meetings:own_format", code, own.pk)


@require_POST
def usual(request: SignedInRequest, code: str) -> HttpResponse:
    """Choose the format by which the set usually meets."""
    membership = membership_or_404(request.user, code)
    require(may_shape_formats(membership))
    form = FormatChoice(request.POST, of=membership.learning_set)
    if not form.is_valid():
        return _list(request, membership, status=422)
    verbs.choose_usual(membership.learning_set, by=membership, choice=form.choice)
    name = {"format": form.choice.name}
    messages.success(request, _("The set now uses “%(format)s”.") % name)
    return redirect("meetings:formats", code)


def _both(
    request: SignedInRequest, refusal: Refusal, code: str, pk: int
) -> HttpResponse:
    """Show the saved text above the typed one; saving again overwrites it."""
    membership = membership_or_404(request.user, code)
    now = own_format_or_404(membership, pk)
    draft = Draft.sent({**request.POST.dict(), "version": now.version})
    return _edit(request, membership, now, draft, is_stale=True)


def _name_taken(
    request: SignedInRequest, refusal: Refusal, code: str, pk: int
) -> HttpResponse:
    membership = membership_or_404(request.user, code)
    draft = Draft.sent(request.POST)
    draft.head.add_error("name", str(refusal))
    return _edit(request, membership, own_format_or_404(membership, pk), draft)


@require_http_methods(["GET", "HEAD", "POST"])
@refusals(_both, of=Stale, warn=False)
@refusals(_name_taken, of=NotAllowedYet, warn=False)
def own_format(request: SignedInRequest, code: str, pk: int) -> HttpResponse:
    """Show a format of the set's own; POST rearranges the typed text, or saves it."""
    membership = membership_or_404(request.user, code)
    require(may_shape_formats(membership))
    own = own_format_or_404(membership, pk)
    if request.method != "POST":
        return _edit(request, membership, own, Draft.of(own))
    command = request.POST.get("command", "keep")
    if command != "keep":
        return _edit(request, membership, own, Draft.rearranged(request.POST, command))
    draft = Draft.sent(request.POST)
    return _keep(request, membership, own, draft)


@require_POST
def retirement(request: SignedInRequest, code: str, pk: int) -> HttpResponse:
    """Retire a format."""
    membership = membership_or_404(request.user, code)
    require(may_shape_formats(membership))
    verbs.retire(own_format_or_404(membership, pk), by=membership)
    messages.success(
        request, _("It is no longer offered. Past meetings keep their copy.")
    )
    return redirect("meetings:formats", code)


def _keep(
    request: SignedInRequest, membership: Membership, own: OwnFormat, draft: Draft
) -> HttpResponse:
    if not draft.is_valid():
        return _edit(request, membership, own, draft, status=422)
    head = draft.head.cleaned_data
    name, seen = head["name"], head["version"]
    verbs.keep(own, by=membership, name=name, phases=draft.phases, seen=seen)
    messages.success(request, _("The format is saved."))
    return redirect("meetings:formats", membership.learning_set.code)


def _edit(
    request: SignedInRequest,
    membership: Membership,
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
    request: SignedInRequest, membership: Membership, *, status: int = 200
) -> HttpResponse:
    page = formats_page(membership)
    return render(
        request, "meetings/formats/formats.html", {"page": page}, status=status
    )
