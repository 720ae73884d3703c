"""The letter that follows up an action, to its owner only."""

import datetime as dt

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy

from actionlearning.lib.dates import weekday
from actionlearning.outbox.kinds import MORNING, kind
from actionlearning.outbox.letter import Letter, Points, Say
from actionlearning.outbox.models import Notice
from meetings.models import Action
from sets.letters import membership_of
from sets.models import Membership


@kind(
    "action_follow_up",
    gettext_lazy("Your actions: halfway, and the day before they are due"),
    group=MORNING,
    order=4,
    about_future=True,
    listed_as=gettext_lazy("Follow-ups of actions"),
)
def action_follow_up(notice: Notice) -> Letter | None:
    """Remind the owner of open actions of one meeting, at half time or the day before."""
    membership = membership_of(notice)
    due_on = dt.date.fromisoformat(str(notice.about["due_on"]))
    actions = open_actions(membership).filter(
        meeting=notice.about["meeting"], due_on=due_on
    )
    if not actions:
        return None
    names = {"set": membership.learning_set.name, "day": weekday(due_on)}
    if notice.about["at"] == "half":
        subject = _("%(set)s: halfway to %(day)s")
        opening = _("Half of the time until %(day)s has passed. You said you would:")
    else:
        subject = _("%(set)s: due on %(day)s")
        opening = _("You said you would, by %(day)s:")
    return Letter(
        subject=subject % names,
        parts=[
            Points(opening % names, [each.sentence for each in actions], own=True),
            Say(
                _(
                    "If it has not worked out, “not yet” is an answer: the set will "
                    "want to know what stood in the way."
                )
            ),
        ],
        link=reverse("reports:actions"),
        act=_("See my actions"),
        why=_("You get this because you took on an action in %(set)s.") % names,
    )


def open_actions(membership: Membership) -> QuerySet[Action]:
    """Return this person's open actions in the set."""
    return Action.objects.filter(owner=membership, state=Action.State.OPEN)
