"""A report-back: as its owner writes it, and as the set reads it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from actionlearning.lib.dates import clock_time
from meetings.models import Action, Meeting
from reports.models import ActionReport, Addition, ReportBack
from sets.models import Membership


@dataclass(frozen=True)
class Telling:
    """A whole report-back that the viewer may read."""

    report: ReportBack
    name: str
    compared: str
    actions: list[ActionReport]
    additions: list[Addition]

    @property
    def has_words(self) -> bool:
        """Whether there is anything to read in it."""
        return bool(self.report.is_written or self.actions or self.compared)

    @property
    def expectations(self) -> list[str]:
        """The expectations of the actions, each once."""
        said = [told.action.expectation for told in self.actions]
        return list(dict.fromkeys(each for each in said if each))


@dataclass(frozen=True)
class Writing:
    """What the form of one's own report-back needs."""

    meeting: Meeting
    membership: Membership
    report: ReportBack
    actions: list[Action]
    words: dict[int, ActionReport] = field(default_factory=dict)
    is_first: bool = False  #: no meeting before this one, so nothing to look back on

    @property
    def is_open(self) -> bool:
        """Whether the report-back can still be changed, not only added to."""
        if self.meeting.is_live:
            return not (self.report.is_shared and self.has_content)
        return self.meeting.is_scheduled

    @property
    def has_content(self) -> bool:
        """Whether anything stands in it."""
        told = any(word.status or word.why for word in self.words.values())
        return self.report.is_written or told

    @property
    def to_copy(self) -> list[tuple[str, str]]:
        """The owner's text by question, to be copied if it cannot be filed."""
        texts = labels() | {"compared": ""}
        written = [
            (label, getattr(self.report, name))
            for name, label in texts.items()
            if label
        ]
        written += [(word.action.deed, word.why) for word in self.words.values()]
        return [(label, text) for label, text in written if text]

    @property
    def expected(self) -> list[Action]:
        """The actions whose owner wrote down what they expected."""
        return [action for action in self.actions if action.expectation]

    @property
    def stamp(self) -> str:
        """When the draft was saved, by the writer's clock; "" if it was not yet."""
        if not self.report.version or self.report.is_shared:
            return ""
        return saved_stamp(self.report, self.membership)


@dataclass(frozen=True)
class Difference:
    """One answer that differs between two windows."""

    label: str
    yours: str
    stored: str


def writing(meeting: Meeting, membership: Membership) -> Writing:
    """Return the member's report-back to `meeting`, and the actions to tell about."""
    report = own_report(meeting, membership)
    words = {word.action_id: word for word in _words(report)}
    since = (
        Meeting.objects.filter(
            learning_set=meeting.learning_set_id,
            state=Meeting.State.ENDED,
            starts_at__lt=meeting.starts_at,
        )
        .order_by("-starts_at")
        .values_list("ended_at", flat=True)
        .first()
    )
    actions = list(_to_tell(meeting, membership, set(words), since))
    is_first = since is None and not actions
    return Writing(meeting, membership, report, actions, words, is_first)


def own_report(meeting: Meeting, membership: Membership) -> ReportBack:
    """Return the member's report-back, or a new one that is not saved."""
    found = ReportBack.objects.filter(meeting=meeting, membership=membership).first()
    return found or ReportBack(meeting=meeting, membership=membership)


def saved_stamp(report: ReportBack, membership: Membership) -> str:
    """Return "Saved 10:42. Only you can see this." by the writer's own clock."""
    saved = clock_time(report.saved_at, membership.user.known_zone)
    return _("Saved %(time)s. Only you can see this.") % {"time": saved}


def shared(of: QuerySet[ReportBack]) -> QuerySet[ReportBack]:
    """Return the report-backs that the set may read, with everything told in them."""
    told = ActionReport.objects.select_related("action").order_by("action__due_on")
    return (
        of.filter(state__in=[ReportBack.State.FILED, ReportBack.State.GIVEN])
        .select_related("membership__user", "meeting")
        .prefetch_related(Prefetch("action_reports", told), "additions")
    )


def telling(report: ReportBack) -> Telling:
    """Return a report-back as the set reads it; `shared` has fetched it."""
    return Telling(
        report=report,
        name=report.membership.name,
        compared=report.get_compared_display(),
        actions=[w for w in report.action_reports.all() if w.status or w.why],
        additions=list(report.additions.all()),
    )


def own_telling(writing: Writing) -> Telling | None:
    """Return the member's report-back as the set reads it, once it is filed."""
    found = shared(ReportBack.objects.filter(pk=writing.report.pk)).first()
    return telling(found) if found else None


def conflict(stored: ReportBack, typed: Mapping[str, Any]) -> list[Difference]:
    """Return the differences between the stored draft and the typed one."""
    found = [
        Difference(label, typed[name], getattr(stored, name))
        for name, label in labels().items()
        if typed[name] != getattr(stored, name)
    ]
    words = {word.action_id: word for word in _words(stored)}
    for pk, mine in typed["actions"].items():
        theirs = words.get(pk) or ActionReport()
        if (mine["status"], mine["why"]) != (theirs.status, theirs.why):
            deed = theirs.action.deed if theirs.pk else _("An action")
            found.append(Difference(deed, _said(ActionReport(**mine)), _said(theirs)))
    return found


def labels() -> dict[str, str]:
    """Return a short name for each of the questions."""
    return {
        "did": _("What I did"),
        "happened": _("What happened"),
        "compared": _("Compared with what I expected"),
        "difference": _("How it was different"),
        "lesson": _("The lesson"),
    }


def _said(word: ActionReport) -> str:
    return ": ".join(filter(None, [word.get_status_display(), word.why]))


def _words(report: ReportBack) -> QuerySet[ActionReport]:
    rows = ActionReport.objects.filter(report_back=report.pk)
    return rows.select_related("action")


def _to_tell(
    meeting: Meeting, membership: Membership, told: set[int], since: dt.datetime | None
) -> QuerySet[Action]:
    """Return actions of earlier meetings that are open, or ended since the last one."""
    mine = Action.objects.filter(
        learning_set=meeting.learning_set_id,
        owner__user=membership.user_id,
        meeting__starts_at__lt=meeting.starts_at,
    )
    due = Q(state=Action.State.OPEN) | Q(pk__in=told)
    if since:
        due |= Q(closed_at__gt=since)
    return mine.filter(due).select_related("meeting").order_by("due_on", "pk")
