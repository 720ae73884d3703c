"""The pages of a set's chat channel."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from actionlearning.accounts.http import SignedInRequest
from sets.access import membership_or_404
from sets.chat import services
from sets.chat.forms import ChatForm
from sets.chat.queries import chat_page
from sets.permissions import may_connect_chat, require


@sensitive_post_parameters("address")
@require_http_methods(["GET", "HEAD", "POST"])
def chat(request: SignedInRequest, code: str) -> HttpResponse:
    """Show everybody in the set what its channel is told; POST connects a channel."""
    membership = membership_or_404(request.user, code)
    form = ChatForm()
    if request.method == "POST":
        require(may_connect_chat(membership))
        form = ChatForm(request.POST)
        if form.is_valid():
            services.connect(
                membership.learning_set, by=membership, **form.cleaned_data
            )
            messages.success(request, _("From now on, dates are posted there."))
            return redirect("sets:chat", code)
    shown = {"page": chat_page(membership), "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "sets/chat/chat.html", shown, status=status)


@require_POST
def trial(request: SignedInRequest, code: str) -> HttpResponse:
    """Send a trial message."""
    membership = membership_or_404(request.user, code)
    require(may_connect_chat(membership))
    if services.attempt(membership.learning_set, by=membership):
        messages.success(request, _("A test message is on its way to the channel."))
    return redirect("sets:chat", code)


@require_POST
def end(request: SignedInRequest, code: str) -> HttpResponse:
    """Disconnect the channel."""
    membership = membership_or_404(request.user, code)
    require(may_connect_chat(membership))
    services.disconnect(membership.learning_set, by=membership)
    messages.success(request, _("Nothing more will be posted there."))
    return redirect("sets:chat", code)
