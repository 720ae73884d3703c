"""The pages of a person's notices."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from actionlearning.accounts.http import SignedInRequest
from actionlearning.outbox.inbox import mark
from sets.inbox import queries as found


@require_safe
def notices(request: SignedInRequest) -> HttpResponse:
    """Show the notices, the newest first."""
    inbox = found.inbox(request.user, request.GET.get("page", "1"))
    return render(request, "sets/inbox/notices.html", {"inbox": inbox})


@require_POST
def reading(request: SignedInRequest) -> HttpResponse:
    """Mark all notices as read."""
    mark(found.visible(request.user), read=True)
    return redirect("sets:notices")


@require_POST
def notice(request: SignedInRequest, pk: int) -> HttpResponse:
    """Mark a notice as read and go to its page; or mark it as asked."""
    one = found.notice_or_404(request.user, pk)
    wanted = request.POST.get("mark", "")
    mark(found.visible(request.user).filter(pk=one.pk), read=wanted != "unread")
    return redirect("sets:notices") if wanted else redirect(one.link)
