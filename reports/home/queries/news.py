"""News of a person's sets, in sentences made from the log, so without content."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _, gettext_noop

from actionlearning.accounts.models import User
from actionlearning.lib.clock import now
from actionlearning.lib.dates import ago
from sets.models import Activity
from sets.verbs import Verb

SHOWN = 8

#: The deeds that the others are told; the rest of the log is no news.
SENTENCES = {
    Verb.MEMBER_JOINED: gettext_noop("%(name)s joined the set"),
    Verb.MEMBER_LEFT: gettext_noop("%(name)s left the set"),
    Verb.MEETING_CLOSED_LATE: gettext_noop("%(name)s closed a meeting as held"),
    Verb.AGREEMENT_WRITTEN: gettext_noop("%(name)s changed the ground rules"),
    Verb.AGREEMENT_ACCEPTED: gettext_noop("%(name)s accepted the ground rules"),
    Verb.ATTENDANCE_PROMISED: gettext_noop("%(name)s is coming"),
    Verb.ATTENDANCE_DECLINED: gettext_noop("%(name)s can’t come"),
    Verb.REPORT_BACK_FILED: gettext_noop("%(name)s filed a report-back"),
    Verb.REPORT_BACK_SKIPPED: gettext_noop("%(name)s has no report-back this time"),
    Verb.REPORT_BACK_EXTENDED: gettext_noop("%(name)s added to a report-back"),
    Verb.ACTION_COMPLETED: gettext_noop("%(name)s completed an action"),
    Verb.ACTION_DROPPED: gettext_noop("%(name)s dropped an action"),
    Verb.ISSUE_CONTINUED: gettext_noop("%(name)s is carrying on with an issue"),
    Verb.ISSUE_REFRAMED: gettext_noop("%(name)s reworded an issue"),
    Verb.ISSUE_CLOSED: gettext_noop("%(name)s closed an issue"),
    Verb.ISSUE_PARKED: gettext_noop("%(name)s parked an issue"),
    Verb.ISSUE_REOPENED: gettext_noop("%(name)s took an issue up again"),
    Verb.ISSUE_OPENED: gettext_noop("%(name)s opened an issue"),
    Verb.RELEASE_MADE: gettext_noop("%(name)s released a story"),
    Verb.RELEASE_REVOKED: gettext_noop("%(name)s revoked a release"),
    Verb.REQUEST_RAISED: gettext_noop("%(name)s asked management for something"),
    Verb.REQUEST_ACKNOWLEDGED: gettext_noop("%(name)s is looking at your request"),
    Verb.REQUEST_DECIDED: gettext_noop("%(name)s answered your request"),
    Verb.REQUEST_DECLINED: gettext_noop("%(name)s declined your request"),
}


@dataclass(frozen=True)
class NewsItem:
    """A deed of another person, as a sentence."""

    sentence: str
    when: str
    learning_set: str


def news(user: User, set_ids: Collection[int]) -> list[NewsItem]:
    """Return the latest deeds of others in these sets, in one query."""
    rows = (
        Activity.objects.filter(learning_set__in=set_ids, verb__in=SENTENCES)
        .exclude(actor=user)
        .exclude(actor=None)
        .select_related("actor", "learning_set")[:SHOWN]
    )
    return [_line(row, user) for row in rows]


def _line(row: Activity, user: User) -> NewsItem:
    name = row.actor.first_name if row.actor else ""
    return NewsItem(
        sentence=_(SENTENCES[Verb(row.verb)]) % {"name": name},
        when=ago(row.at, now=now(), zone=user.known_zone),
        learning_set=row.learning_set.name,
    )
