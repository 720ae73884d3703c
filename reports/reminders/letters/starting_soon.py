"""The letter a quarter of an hour before a meeting."""

from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy

from actionlearning.outbox.kinds import INBOX, MEETINGS, kind
from actionlearning.outbox.letter import Letter, Say
from actionlearning.outbox.models import Notice
from meetings.access import meeting_of
from meetings.rota.facts import coming, names_of
from reports.reminders.queries.gathered import gather_rotas, gathered
from sets.letters import membership_of


@kind(
    "starts_soon",
    gettext_lazy("Your set meets in 15 minutes"),
    group=MEETINGS,
    order=12,
    usual=INBOX,
    gather=gather_rotas,
)
def starts_soon(notice: Notice) -> Letter | None:
    """Write where to go now; return None if the meeting is off."""
    membership = membership_of(notice)
    meeting = meeting_of(notice, membership)
    names = names_of(meeting, membership)
    if not (meeting.is_scheduled or meeting.is_live):
        return None
    return Letter(
        subject=_("%(set)s begins at %(time)s") % names,
        parts=[
            Say(_("%(set)s begins at %(time)s. The room is open.") % names),
            coming(gathered(notice).duty_of(meeting), membership.user),
        ],
        link=reverse("meetings:room", args=[meeting.code]),
        act=_("Go in"),
        why=_("You get this a quarter of an hour before each meeting of %(set)s.")
        % names,
    )
