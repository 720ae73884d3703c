"""Letters about a request to management, and its answer."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy

from actionlearning.lib.dates import month_day, weekday
from actionlearning.outbox.kinds import MANAGER, SET, kind
from actionlearning.outbox.letter import Letter, Say
from actionlearning.outbox.models import Notice
from reports.models import Request
from sets.letters import manager_of, membership_of


@kind(
    "request_raised",
    gettext_lazy("A set asks you for something"),
    group=MANAGER,
    order=2,
    listed_as=gettext_lazy("Requests to managers"),
)
def request_raised(notice: Notice) -> Letter | None:
    """Tell a manager that the set asks for something, and by when."""
    appointment = manager_of(notice)
    request = _request(notice, appointment.learning_set_id)
    if not request.is_open:
        return None
    names = {"set": appointment.learning_set.name}
    if request.needed_by:
        names["day"] = weekday(request.needed_by)
        subject = _("%(set)s asks you for something by %(day)s")
        opening = _(
            "%(set)s has a request for its managers and needs an answer by %(day)s."
        )
    else:
        subject = _("%(set)s asks you for something")
        opening = _("%(set)s has a request for its managers.")
    return Letter(
        subject=subject % names,
        parts=[
            Say(opening % names),
            Say(
                _(
                    "You can say that you are looking at it, decide, or decline with "
                    "a reason. Until then the set can see how long it has waited."
                )
            ),
        ],
        link=reverse("reports:answer", args=[request.pk]),
        act=_("Read and answer"),
        why=_("You get this because you are a manager of %(set)s.") % names,
    )


@kind(
    "request_answered",
    gettext_lazy("A manager has answered a request"),
    group=SET,
    order=2,
    listed_as=gettext_lazy("Answers to requests"),
)
def request_answered(notice: Notice) -> Letter | None:
    """Tell a member that a manager has answered; the answer itself stays on the page."""
    membership = membership_of(notice)
    request = _request(notice, membership.learning_set_id)
    if request.answered_by is None or request.state == Request.State.WITHDRAWN:
        return None
    names = {
        "set": membership.learning_set.name,
        "manager": request.answered_by.display_name,
        "day": month_day(membership.user.local(request.raised_at)),
    }
    said = {
        Request.State.ACKNOWLEDGED: _("%(manager)s is looking at it."),
        Request.State.DECIDED: _("%(manager)s has decided."),
        Request.State.DECLINED: _("%(manager)s has declined, and says why."),
    }
    return Letter(
        subject=_("%(set)s: an answer to your request of %(day)s") % names,
        parts=[
            Say(_("The set asked for something on %(day)s.") % names),
            Say(said[Request.State(request.state)] % names),
        ],
        link=reverse("reports:requests", args=[membership.learning_set.code]),
        act=_("Read the answer"),
        why=_("You get this because you are in %(set)s.") % names,
    )


def _request(notice: Notice, learning_set: int) -> Request:
    return get_object_or_404(
        Request.objects.select_related("answered_by"),
        pk=notice.about["request"],
        learning_set=learning_set,
    )
