"""The mails of a demo, and mail to one's own address that was stopped."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from actionlearning.accounts.http import SignedInRequest
from actionlearning.outbox import suppressions
from actionlearning.outbox.folder import newest


@login_not_required
@require_safe
def sent_mail(request: HttpRequest) -> HttpResponse:
    """Show every mail, also sign-in codes and invitations: for demo and debug only."""
    if not (settings.DEMO or settings.DEBUG):
        raise Http404
    return render(
        request, "outbox/sent_mail.html", {"mails": newest(settings.MAIL_DIR)}
    )


@require_POST
def address_again(request: SignedInRequest) -> HttpResponse:
    """Let the signed-in person say that their address takes mail again."""
    suppressions.try_again(request.user)
    messages.success(request, _("We will write to you again."))
    return redirect("profile")
