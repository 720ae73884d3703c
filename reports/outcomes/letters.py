"""The weekly letter to a manager, in figures only."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from actionlearning.lib.clock import instant_of
from actionlearning.outbox.kinds import MANAGER, kind
from actionlearning.outbox.letter import Letter, Points
from actionlearning.outbox.models import Notice
from reports.outcomes.queries.digest import Week, week
from sets.letters import manager_of

WEEK = dt.timedelta(days=7)


@kind(
    "manager_digest",
    gettext_lazy("The week in figures, on Mondays"),
    group=MANAGER,
    order=3,
)
def manager_digest(notice: Notice) -> Letter | None:
    """Tell what was held, released and asked last week; no letter if there was nothing."""
    appointment = manager_of(notice)
    of, zone = appointment.learning_set, appointment.user.known_zone
    monday = dt.date.fromisoformat(str(notice.about["monday"]))
    begins, ends = (
        instant_of(day, dt.time.min, zone) for day in (monday - WEEK, monday)
    )
    told = week(of, begins, ends)
    if told.is_empty:
        return None
    names = {"set": of.name}
    return Letter(
        subject=_("The week in %(set)s") % names,
        parts=[Points(_("Last week brought:"), _lines(told))],
        link=reverse("reports:outcome", args=[of.code]),
        act=_("See the outcomes"),
        why=_(
            "You get this on Mondays because you are a manager of %(set)s. No news, "
            "no mail; and groups of fewer than four people are not counted."
        )
        % names,
    )


def _lines(told: Week) -> list[str]:
    """Return a set's week in words, without what did not happen."""
    lines = [
        (
            told.held or 0,
            ngettext(
                "One meeting was held.", "%(n)d meetings were held.", told.held or 0
            ),
        ),
        (
            told.stories,
            ngettext(
                "One story was released to you.",
                "%(n)d stories were released to you.",
                told.stories,
            ),
        ),
        (
            told.waiting,
            ngettext(
                "One request is waiting for an answer.",
                "%(n)d requests are waiting for an answer.",
                told.waiting,
            ),
        ),
    ]
    return [sentence % {"n": number} for number, sentence in lines if number]
