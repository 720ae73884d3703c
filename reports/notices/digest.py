"""The letter that tells a manager of the week, in figures only."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actionlearning.lib.clock import instant_of
from actionlearning.outbox.letter import Letter, Part, Points, Say
from actionlearning.outbox.models import Notice
from reports.queries.digest import Week, weeks

WEEK = dt.timedelta(days=7)


def manager_digest(notice: Notice) -> Letter | None:
    """What was held, released and asked in the week before; nothing where nothing was."""
    if (person := notice.person) is None:
        return None
    monday = dt.date.fromisoformat(str(notice.about["monday"]))
    begins, ends = (
        instant_of(day, dt.time.min, person.known_zone)
        for day in (monday - WEEK, monday)
    )
    told = [week for week in weeks(person, begins, ends) if not week.is_empty]
    if not told:
        return None
    parts: list[Part] = [Say(_("This is what the last week brought."))]
    parts += [Points(week.name, _lines(week)) for week in told]
    return Letter(
        subject=_subject(told[0].name, len(told) - 1),
        parts=parts,
        link=reverse("reports:outcomes"),
        act=_("See the outcomes"),
        why=_(
            "You get this on Mondays because you are a manager of a set. A week without "
            "news has no mail, and fewer than four people are not counted."
        ),
    )


def _subject(first: str, more: int) -> str:
    if not more:
        return _("The week of %(set)s") % {"set": first}
    sentence = ngettext(
        "The week of %(set)s and one more set",
        "The week of %(set)s and %(n)d more sets",
        more,
    )
    return sentence % {"set": first, "n": more}


def _lines(week: Week) -> list[str]:
    """Return a set's week as it is told, what is nothing left out."""
    lines = [
        (
            week.held or 0,
            ngettext(
                "One meeting was held.", "%(n)d meetings were held.", week.held or 0
            ),
        ),
        (
            week.stories,
            ngettext(
                "One story was released to you.",
                "%(n)d stories were released to you.",
                week.stories,
            ),
        ),
        (
            week.waiting,
            ngettext(
                "One request waits for an answer.",
                "%(n)d requests wait for an answer.",
                week.waiting,
            ),
        ),
    ]
    return [sentence % {"n": number} for number, sentence in lines if number]
