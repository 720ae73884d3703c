"""The letter about the end of a membership, which empties the reader's calendar."""

from django.utils.translation import gettext_lazy

from actionlearning.outbox.kinds import BOTH, SET, kind
from actionlearning.outbox.letter import Letter
from actionlearning.outbox.models import Notice
from meetings.calendar.queries import to_come, without_entries
from sets.letters import membership_ended as said
from sets.models import Membership


@kind(
    "place_ended",
    gettext_lazy("Your place in a set has ended"),
    group=SET,
    order=4,
    always=BOTH,
    reason=gettext_lazy(
        "It says who ended it, and takes the dates out of your calendar."
    ),
    cannot_wait=True,
)
def membership_ended(notice: Notice) -> Letter | None:
    """Tell who ended the membership, and remove its meetings from the calendar."""
    written = said(notice)
    if written is None:
        return None
    membership = Membership.objects.select_related("user", "learning_set").get(
        pk=notice.about["membership"]
    )
    return without_entries(written, to_come(membership.learning_set), membership.user)
