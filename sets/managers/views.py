"""End the appointment of a manager. GET asks first, POST does it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from actionlearning.accounts.http import SignedInRequest
from sets.access import manager_or_404, membership_or_404, oversight_or_404
from sets.managers.services import end_management
from sets.members.queries import other_managers
from sets.models import SetManager
from sets.permissions import may_end_management, require


@require_http_methods(["GET", "HEAD", "POST"])
def removal(request: SignedInRequest, code: str, pk: int) -> HttpResponse:
    """End a manager's appointment, as the coordinator."""
    membership = membership_or_404(request.user, code)
    require(may_end_management(membership))
    appointment = oversight_or_404(membership, pk)
    if request.method == "POST":
        end_management(appointment, by=membership)
    elif appointment.ended_at is None:
        return _ask(request, appointment, is_me=False)
    name = {"name": appointment.user.first_name}
    messages.success(request, _("%(name)s no longer manages this set.") % name)
    return redirect("sets:members", code)


@require_http_methods(["GET", "HEAD", "POST"])
def stepping_down(request: SignedInRequest, code: str) -> HttpResponse:
    """End one's own appointment as manager."""
    appointment = manager_or_404(request.user, code)
    if request.method != "POST":
        return _ask(request, appointment, is_me=True)
    end_management(appointment, by=appointment)
    name = {"set": appointment.learning_set.name}
    messages.success(request, _("You no longer manage %(set)s.") % name)
    return redirect("home")


def _ask(
    request: SignedInRequest, appointment: SetManager, *, is_me: bool
) -> HttpResponse:
    others = get_text_list(other_managers(appointment), _("and"))
    page = {"appointment": appointment, "is_me": is_me, "others": others}
    return render(request, "sets/managers/managing_no_more.html", page)
