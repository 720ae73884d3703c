"""The letter that puts one new meeting into the reader's calendar."""

from django.utils.translation import gettext as _, gettext_lazy

from actionlearning.outbox.kinds import MAIL, MEETINGS, kind
from actionlearning.outbox.letter import Facts, Letter, Say
from actionlearning.outbox.models import Notice
from meetings.access import meeting_of
from meetings.calendar.queries import own, with_calendar
from meetings.rota.facts import names_of, where
from sets.letters import membership_of


@kind(
    "meeting_entry",
    gettext_lazy("New meetings for your calendar"),
    group=MEETINGS,
    order=11,
    channels=MAIL,
    usual=MAIL,
    cannot_wait=True,
    about_future=True,
)
def meeting_entry(notice: Notice) -> Letter | None:
    """Tell when and where a new meeting is, with its entry; no letter if that is outdated.

    It names no facilitator: the rota does not know so far ahead.
    """
    membership = membership_of(notice)
    reader = membership.user
    meeting = meeting_of(notice, membership)
    if not (meeting.is_scheduled and own(reader).takes(meeting)):
        return None
    names = names_of(meeting, membership)
    written = Letter(
        subject=_("For your calendar: %(set)s on %(day)s at %(time)s") % names,
        parts=[
            Say(_("Meeting %(number)d of %(set)s has a date:") % names),
            Facts(where(meeting, reader)),
            Say(
                _(
                    "Your calendar can add it from this e-mail. If it moves, you will "
                    "be told and the entry will move too. Please say on the page "
                    "whether you are coming: we do not see what your calendar replies."
                )
            ),
        ],
        link=meeting.get_absolute_url(),
        act=_("Say whether you are coming"),
        why=_(
            "You get an e-mail like this for each new date of %(set)s. You can stop "
            "them under “Profile”, “Meetings in your calendar”."
        )
        % names,
    )
    return with_calendar(written, [meeting], reader)
