"""Say whether one comes to a meeting."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from actionlearning.accounts.http import SignedInRequest
from meetings.access import meeting_or_404
from meetings.forms.reply import ReplyForm
from meetings.models import Meeting
from meetings.queries import rota
from meetings.rules import may_reply
from meetings.services import attendance
from meetings.services.room import Stale
from meetings.views.set import set_response
from sets.models import Membership
from sets.rules import require


@require_POST
def reply(request: SignedInRequest, code: str) -> HttpResponse:
    """Keep "coming" or "can't come", and say who facilitates where that changes."""
    meeting, place = meeting_or_404(request.user, code)
    require(may_reply(place))
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return set_response(request, place, status=422)
    before = _facilitator(meeting)
    try:
        attendance.reply(meeting, by=place, coming=form.is_coming)
    except Stale as news:
        messages.warning(request, str(news))
        return set_response(request, place, status=409)
    messages.success(request, _kept(form.is_coming, before, _facilitator(meeting)))
    return _back(request, form.cleaned_data["next"], place)


def _facilitator(meeting: Meeting) -> Membership | None:
    duties = rota.ahead(meeting.learning_set, count=3)
    return next((duty.facilitator for duty in duties if duty.meeting == meeting), None)


def _kept(coming: bool, before: Membership | None, after: Membership | None) -> str:
    if after and after != before:
        return _("Kept. %(name)s will facilitate instead.") % {"name": after.first_name}
    if coming:
        return _("Kept: you are coming.")
    return _("Kept: you can’t come. You can still send a report-back.")


def _back(request: SignedInRequest, to: str, place: Membership) -> HttpResponse:
    if url_has_allowed_host_and_scheme(to, allowed_hosts=None):
        return HttpResponseRedirect(to)
    return redirect("meetings:set", place.learning_set.code)
