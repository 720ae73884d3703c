"""Reply to a meeting, on a page of the set or from a mail."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from actionlearning.accounts.http import SignedInRequest
from actionlearning.lib.errors import Refusal, Stale
from actionlearning.lib.languages import in_language
from actionlearning.lib.refusals import refusals
from meetings.access import meeting_or_404, reply_or_404
from meetings.attendance import services as attendance
from meetings.attendance.forms import ReplyForm
from meetings.attendance.queries.replies import reply_page
from meetings.models import Attendance, Meeting
from meetings.permissions import may_reply
from meetings.rota.queries import turns as rota
from meetings.set_pages.views.set import set_as_it_is, set_response
from sets.models import Membership
from sets.permissions import require


@require_POST
@refusals(set_as_it_is)
def reply(request: SignedInRequest, code: str) -> HttpResponse:
    """Store a reply, and name the facilitator if that changes."""
    meeting, membership = meeting_or_404(request.user, code)
    require(may_reply(membership))
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return set_response(request, membership, status=422)
    before = _facilitator(meeting)
    answer = _keep(form, meeting, membership)
    messages.success(request, _confirmation(answer, before, _facilitator(meeting)))
    return _back(request, form.cleaned_data["next"], membership)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reply_link(request: HttpRequest, link: str) -> HttpResponse:
    """Show the question of a mail; only POST answers it, as the member it was sent to."""
    meeting, membership = reply_or_404(link, request.user)
    return in_language(
        membership.user.language, lambda: _by_link(request, meeting, membership, link)
    )


def _no_answer_needed(
    request: HttpRequest,
    refusal: Refusal,
    meeting: Meeting,
    membership: Membership,
    link: str,
) -> HttpResponse:
    return _small(request, meeting, membership, ReplyForm(request.POST))


@refusals(_no_answer_needed, warn=False)
def _by_link(
    request: HttpRequest, meeting: Meeting, membership: Membership, link: str
) -> HttpResponse:
    if request.method != "POST":
        return _small(request, meeting, membership, ReplyForm())
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return _small(request, meeting, membership, form, status=422)
    if not reply_page(meeting, membership).waits:  # even if nobody has begun it
        raise Stale(_("This meeting is no longer taking replies."))
    messages.success(request, _confirmation(_keep(form, meeting, membership)))
    return redirect("meetings:reply_link", link)


def _keep(form: ReplyForm, meeting: Meeting, membership: Membership) -> str:
    answer: str = form.cleaned_data["answer"]
    reason = form.cleaned_data["reason"]
    attendance.reply(meeting, by=membership, answer=answer, reason=reason)
    return answer


def _small(
    request: HttpRequest,
    meeting: Meeting,
    membership: Membership,
    form: ReplyForm,
    status: int = 200,
) -> HttpResponse:
    page = {"page": reply_page(meeting, membership), "form": form}
    return render(request, "meetings/attendance/reply.html", page, status=status)


def _facilitator(meeting: Meeting) -> Membership | None:
    duty = rota.duty_at(meeting)
    return duty.facilitator if duty else None


def _confirmation(
    answer: str, before: Membership | None = None, after: Membership | None = None
) -> str:
    if after and after != before:
        return _("Saved. %(name)s will facilitate instead.") % {
            "name": after.first_name
        }
    if answer == Attendance.Reply.COMING:
        return _("Saved: you are coming.")
    if answer == Attendance.Reply.PERHAPS:
        return _("Saved: perhaps. Say yes or no as soon as you know.")
    return _("Saved: you can’t come. You can still send a report-back.")


def _back(request: SignedInRequest, to: str, membership: Membership) -> HttpResponse:
    if url_has_allowed_host_and_scheme(to, allowed_hosts=None):
        return HttpResponseRedirect(to)
    return redirect("meetings:set", membership.learning_set.code)
