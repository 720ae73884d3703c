"""The report on whether the mail of a set arrives."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from actionlearning.accounts.http import SignedInRequest
from sets.access import membership_or_404
from sets.mail_report.queries import mail_page
from sets.permissions import may_see_mail, require


@require_safe
def mail(request: SignedInRequest, code: str) -> HttpResponse:
    """Show what was mailed to the people of the set, and to whom it did not arrive."""
    membership = membership_or_404(request.user, code)
    require(may_see_mail(membership))
    return render(
        request, "sets/mail_report/mail.html", {"page": mail_page(membership)}
    )
