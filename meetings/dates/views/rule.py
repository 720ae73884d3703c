"""The page that begins a rule for a set that has none any more."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from actionlearning.accounts.http import SignedInRequest
from actionlearning.lib.clock import now
from actionlearning.lib.errors import NotAllowedYet, Refusal
from actionlearning.lib.refusals import refusals
from meetings.dates.forms.beginning import RuleForm
from meetings.dates.queries.additional import goes_on, usual_and_free
from meetings.dates.queries.page import names
from meetings.dates.services import rule as rules
from meetings.permissions import may_plan_all
from sets.access import membership_or_404
from sets.models import Membership
from sets.permissions import require


def _not_so(request: SignedInRequest, refusal: Refusal, code: str) -> HttpResponse:
    """Show why the set cannot meet by that rule, with everything typed."""
    membership = membership_or_404(request.user, code)
    form = _form(request, membership)
    form.add_error("starts_on", str(refusal))
    return _ask(request, membership, form)


def _as_it_is(request: SignedInRequest, refusal: Refusal, code: str) -> HttpResponse:
    return redirect(membership_or_404(request.user, code).learning_set)


@require_http_methods(["GET", "HEAD", "POST"])
@refusals(_as_it_is)
@refusals(_not_so, of=NotAllowedYet, warn=False)
def rule(request: SignedInRequest, code: str) -> HttpResponse:
    """Ask for the rule; POST begins it. If one makes meetings, go to the set's page."""
    membership = membership_or_404(request.user, code)
    require(may_plan_all(membership))
    if goes_on(membership.learning_set, now()):
        return redirect(membership.learning_set)
    form = _form(request, membership)
    if not form.is_valid():
        return _ask(request, membership, form)
    rules.begin(membership.learning_set, by=membership, **form.beginning())
    messages.success(request, _("The dates are agreed. Everybody is told by e-mail."))
    return redirect(membership.learning_set)


def _form(request: SignedInRequest, membership: Membership) -> RuleForm:
    habit, on = usual_and_free(membership.learning_set)
    return RuleForm(request.POST or None, usual=habit, on=on)


def _ask(
    request: SignedInRequest, membership: Membership, form: RuleForm
) -> HttpResponse:
    of = membership.learning_set
    shown = {"learning_set": of, "form": form, "told": names(of)}
    status = 422 if form.is_bound else 200
    return render(request, "meetings/dates/rule.html", shown, status=status)
