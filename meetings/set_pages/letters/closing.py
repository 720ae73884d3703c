"""The letter about the closing of a set."""

from django.utils.translation import gettext as _, gettext_lazy

from actionlearning.outbox.kinds import BOTH, SET, kind
from actionlearning.outbox.letter import Letter, Say
from actionlearning.outbox.models import Notice
from meetings.calendar.queries import called_off, with_calendar
from sets.letters import membership_of, person_of


@kind(
    "set_closed",
    gettext_lazy("A set was closed"),
    group=SET,
    order=3,
    always=BOTH,
    reason=gettext_lazy("It ends something you are part of, and comes only once."),
    cannot_wait=True,
    listed_as=gettext_lazy("The set is closed"),
)
def set_closed(notice: Notice) -> Letter:
    """Tell the other people of a set who closed it, and what stays."""
    membership = membership_of(notice)
    closer = person_of(notice, membership, "closed_by")
    names = {"set": membership.learning_set.name, "name": closer.name}
    written = Letter(
        subject=_("%(set)s is closed") % names,
        parts=[
            Say(
                _("%(name)s has closed %(set)s. Its upcoming meetings are called off.")
                % names
            ),
            Say(
                _(
                    "What you worked on and learnt stays on its page, for the people "
                    "in the set and nobody else. Your actions stay yours; there are "
                    "no more reminders. What you have released stays visible to the "
                    "set’s managers until you revoke it."
                )
            ),
        ],
        link=membership.learning_set.get_absolute_url(),
        act=_("Open the set"),
        why=_("You get this because you are in %(set)s.") % names,
    )
    return with_calendar(written, called_off(membership.learning_set), membership.user)
