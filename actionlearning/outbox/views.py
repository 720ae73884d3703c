"""The mails of a demo, for whoever tries it without a mail server."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from actionlearning.outbox.folder import newest


@login_not_required
@require_safe
def sent_mail(request: HttpRequest) -> HttpResponse:
    """Everything that was mailed, codes and invitations too: for demo and debug only."""
    if not (settings.DEMO or settings.DEBUG):
        raise Http404
    return render(
        request, "outbox/sent_mail.html", {"mails": newest(settings.MAIL_DIR)}
    )
