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
    """When and where a new meeting is, with its entry; nothing once that is not so.

    The rota does not know yet who facilitates so far ahead, so it is not said.
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
            Say(_("The date of meeting %(number)d of %(set)s is set:") % names),
            Facts(where(meeting, reader)),
            Say(
                _(
                    "Your calendar can take it from this mail. Should it move, you "
                    "are told, and the entry moves along. Please say on the page "
                    "whether you come: what a calendar answers is not read."
                )
            ),
        ],
        link=meeting.get_absolute_url(),
        act=_("Say whether you come"),
        why=_(
            "You get one such mail for each new date of %(set)s. Under “Profile”, "
            "“Meetings in your calendar”, you can end them."
        )
        % names,
    )
    return with_calendar(written, [meeting], reader)
