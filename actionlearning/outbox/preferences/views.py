"""Which messages reach a person and how; and the link in a mail that ends one kind."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from actionlearning.accounts.http import SignedInRequest
from actionlearning.accounts.services import keep_messages, switch_mail
from actionlearning.lib.languages import in_language
from actionlearning.outbox.kinds import Kind
from actionlearning.outbox.preferences.forms import MessagesForm
from actionlearning.outbox.queries import kinds_for, language_of
from actionlearning.outbox.unsubscribe import read


@require_http_methods(["GET", "HEAD", "POST"])
def messages_page(request: SignedInRequest) -> HttpResponse:
    """Show and save which messages come, by which channel, and on which days none."""
    posted = request.POST if request.method == "POST" else None
    user = request.user
    form = MessagesForm(posted, kinds=kinds_for(user), user=user)
    if form.is_valid():
        keep_messages(user, **form.choices)
        messages.success(request, _("Your choice is saved."))
        return redirect("messages")
    status = 422 if form.is_bound else 200
    return render(
        request, "outbox/preferences/messages.html", {"form": form}, status=status
    )


@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks; POST ends one kind of mail, or lets it come again (RFC 8058 §3.2).

    A mail program posts here by itself, without a session or our form. It expects an
    answer at this address, not a redirect.
    """
    if (found := read(token)) is None:
        raise Http404
    pk, kind = found
    return in_language(language_of(pk), lambda: _ended(request, pk, kind))


def _ended(request: HttpRequest, pk: int, kind: Kind) -> HttpResponse:
    again = "again" in request.POST
    state = "asks"
    if request.method == "POST":
        if not switch_mail(pk, kind.name, on=again):
            raise Http404
        state = "resumed" if again else "ended"
    page = {"kind": kind, "state": state}
    return render(request, "outbox/unsubscribe.html", page)
