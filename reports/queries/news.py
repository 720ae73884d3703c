"""What happened in my sets lately, said in sentences: from the log, so without content."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from actionlearning.accounts.models import User
from actionlearning.lib.clock import now
from actionlearning.lib.dates import ago
from sets.models import Activity

SHOWN = 8

#: The deeds worth telling the others; what else is logged is no news.
SENTENCES = {
    "joined": gettext_noop("%(name)s joined the set"),
    "left": gettext_noop("%(name)s left the set"),
    "wrote_agreement": gettext_noop("%(name)s worded the ground rules anew"),
    "accepted_agreement": gettext_noop("%(name)s accepted the ground rules"),
    "replied_coming": gettext_noop("%(name)s is coming"),
    "replied_cannot": gettext_noop("%(name)s can’t come"),
    "filed_report_back": gettext_noop("%(name)s filed a report-back"),
    "skipped_report_back": gettext_noop("%(name)s has no report-back this time"),
    "added_to_report_back": gettext_noop("%(name)s added to a report-back"),
    "did_action": gettext_noop("%(name)s did an action"),
    "dropped_action": gettext_noop("%(name)s dropped an action"),
    "continued_issue": gettext_noop("%(name)s goes on with an issue"),
    "reframed_issue": gettext_noop("%(name)s asks an issue differently"),
    "closed_issue": gettext_noop("%(name)s closed an issue"),
    "parked_issue": gettext_noop("%(name)s parked an issue"),
    "reopened_issue": gettext_noop("%(name)s took an issue up again"),
    "opened_issue": gettext_noop("%(name)s opened an issue"),
    "released": gettext_noop("%(name)s released a story"),
    "revoked": gettext_noop("%(name)s took a release back"),
    "raised": gettext_noop("%(name)s asked management for something"),
    "acknowledged": gettext_noop("%(name)s is looking at your request"),
    "decided": gettext_noop("%(name)s answered your request"),
    "declined": gettext_noop("%(name)s declined your request"),
}


@dataclass(frozen=True)
class Line:
    """One deed of somebody else, in a sentence."""

    sentence: str
    when: str
    learning_set: str


def news(user: User, set_ids: Collection[int]) -> list[Line]:
    """Return what others did lately in these sets, in one query."""
    rows = (
        Activity.objects.filter(learning_set__in=set_ids, verb__in=SENTENCES)
        .exclude(actor=user)
        .exclude(actor=None)
        .select_related("actor", "learning_set")[:SHOWN]
    )
    return [_line(row, user) for row in rows]


def _line(row: Activity, user: User) -> Line:
    name = row.actor.first_name if row.actor else ""
    return Line(
        sentence=_(SENTENCES[row.verb]) % {"name": name},
        when=ago(row.at, now=now(), zone=user.known_zone),
        learning_set=row.learning_set.name,
    )
