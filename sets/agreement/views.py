"""The ground rules of a set: read, accept and change them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from actionlearning.accounts.http import SignedInRequest
from actionlearning.lib.errors import Refusal
from actionlearning.lib.refusals import refusals
from sets.access import membership_or_404
from sets.agreement import services
from sets.agreement.forms import AgreementForm
from sets.agreement.queries import agreement_page
from sets.models import Membership
from sets.permissions import may_accept_agreement, may_edit_agreement, require


@require_http_methods(["GET", "HEAD", "POST"])
def agreement(request: SignedInRequest, code: str) -> HttpResponse:
    """Show the ground rules and who has accepted them; POST writes a new version."""
    membership = membership_or_404(request.user, code)
    if request.method != "POST":
        return _page(request, membership)
    require(may_edit_agreement(membership))
    form = AgreementForm(request.POST)
    if not form.is_valid():
        return _page(request, membership, form=form, status=422)
    services.write(
        membership.learning_set, form.cleaned_data["ground_rules"], by=membership
    )
    messages.success(
        request, _("The ground rules are saved. Everybody is asked again.")
    )
    return redirect("sets:agreement", code)


def _as_it_is(request: SignedInRequest, refusal: Refusal, code: str) -> HttpResponse:
    return _page(request, membership_or_404(request.user, code))


@require_POST
@refusals(_as_it_is)
def acceptance(request: SignedInRequest, code: str) -> HttpResponse:
    """Accept the version that one has read."""
    membership = membership_or_404(request.user, code)
    require(may_accept_agreement(membership))
    version = request.POST.get("version", "")
    read = get_object_or_404(
        membership.learning_set.agreements,
        version=int(version) if version.isdecimal() and len(version) < 9 else 0,
    )
    services.accept(read, by=membership)
    messages.success(request, _("Thank you. The others can see that you agree."))
    return redirect("meetings:set", code)


def _page(
    request: SignedInRequest,
    membership: Membership,
    *,
    form: AgreementForm | None = None,
    status: int = 200,
) -> HttpResponse:
    page = agreement_page(membership)
    rules = page.agreement.ground_rules if page.agreement else ""
    shown = {
        "page": page,
        "form": form or AgreementForm(initial={"ground_rules": rules}),
    }
    return render(request, "sets/agreement/agreement.html", shown, status=status)
