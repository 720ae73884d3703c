"""Save the draft of a report-back, file it, skip it, note it as given, add to it."""

import uuid
from typing import TypedDict

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from actionlearning.lib.clock import now
from actionlearning.lib.errors import Conflict, Stale
from meetings.locking import commit_change, lock_meeting
from meetings.models import Action, Meeting
from reports.actions.services import settle
from reports.models import ActionReport, Addition, ReportBack
from reports.permissions import may_add, may_note_given, may_report
from sets.locking import lock_membership
from sets.log import record
from sets.models import Membership
from sets.permissions import require
from sets.verbs import Verb

WORDS = ("did", "happened", "compared", "difference", "lesson")


class ActionWord(TypedDict):
    """The word on one action: a status of `ActionReport.Status` or "", and why."""

    status: str
    why: str


class Answers(TypedDict, total=False):
    """The answers to the five questions; a missing one stays as it is."""

    did: str
    happened: str
    compared: str
    difference: str
    lesson: str
    actions: dict[int, ActionWord]


@transaction.atomic
def save_draft(
    meeting: Meeting,
    *,
    by: Membership,
    fields: Answers,
    seen_version: int | None = None,
    page: uuid.UUID | None = None,
) -> ReportBack:
    """Save the draft, which only its owner can read.

    Raises `Conflict` if another page saved meanwhile, and `Stale` if the report-back is
    filed already or the meeting is over.
    """
    report = _row(meeting, lock_membership(by))
    if report.is_shared:
        raise Stale(
            _("This report-back is filed. You have to save changes to it yourself.")
        )
    _refuse_closed(meeting, report)
    if not _differs(report, fields):
        return report
    _refuse_unseen(report, seen_version, page)
    report.state, report.skip_reason = ReportBack.State.DRAFT, ""
    return _write(report, fields, page)


@transaction.atomic
def file(
    meeting: Meeting,
    *,
    by: Membership,
    fields: Answers | None = None,
    seen_version: int | None = None,
    page: uuid.UUID | None = None,
) -> ReportBack:
    """File the report-back: the set can read it, and its actions get their status.

    Until the meeting starts it may be changed and filed again. Filed during the meeting, it
    counts as given. Raises `Conflict` and `Stale` as `save_draft` does.
    """
    membership, meeting = lock_membership(by), lock_meeting(meeting, by=None)
    fields = fields or {}
    report = _row(meeting, membership)
    if report.is_shared and not _differs(report, fields):
        return report
    _refuse_closed(meeting, report)
    _refuse_unseen(report, seen_version, page)
    report.state = ReportBack.State.GIVEN if meeting.is_live else ReportBack.State.FILED
    report.skip_reason, report.filed_at = "", now()
    _write(report, fields, page)
    settle(report, by=by)
    _tell(meeting, Verb.REPORT_BACK_FILED, by=by, report=report)
    return report


@transaction.atomic
def skip(meeting: Meeting, *, by: Membership, reason: str) -> ReportBack:
    """Say "not this time", and why. The draft stays, and only its owner sees it."""
    membership, meeting = lock_membership(by), lock_meeting(meeting, by=None)
    report = _row(meeting, membership)
    if report.state == ReportBack.State.SKIPPED and report.skip_reason == reason:
        return report
    if report.is_shared:
        raise Stale(_("This report-back is already filed."))
    _refuse_closed(meeting, report)
    report.state, report.skip_reason = ReportBack.State.SKIPPED, reason
    report.save(update_fields=["state", "skip_reason"])
    _tell(meeting, Verb.REPORT_BACK_SKIPPED, by=by, report=report)
    return report


@transaction.atomic
def give(
    meeting: Meeting, *, by: Membership, who: Membership | None = None
) -> ReportBack:
    """Note that `who` has given their report-back in the room.

    A draft stays a draft: speaking shares nothing that was typed.
    """
    membership, meeting = lock_membership(by), lock_meeting(meeting, by=None)
    reporter = who or by
    require(may_note_given(membership, meeting, reporter))
    report, _made = _locked().get_or_create(meeting=meeting, membership=reporter)
    if report.told_at or report.state == ReportBack.State.GIVEN:
        return report
    report.told_at = now()
    report.recorded_by = by if by.pk != reporter.pk else None
    if not report.is_shared and not _has_content(report):
        report.state = ReportBack.State.GIVEN
    report.save(update_fields=["state", "told_at", "recorded_by"])
    commit_change(meeting, log=Verb.REPORT_BACK_TOLD, by=by, about=report)
    return report


@transaction.atomic
def add(report: ReportBack, *, by: Membership, text: str) -> Addition:
    """Add a dated text to a filed report-back, which itself stays as it was."""
    by = lock_membership(by)
    report = _locked().select_related("membership").get(pk=report.pk)
    require(may_add(by, report))
    same = report.additions.filter(text=text).first()
    if same is not None:
        return same
    addition = report.additions.create(text=text)
    record(by.learning_set, Verb.REPORT_BACK_EXTENDED, by=by.user, about=report)
    return addition


def _row(meeting: Meeting, membership: Membership) -> ReportBack:
    """Return the report-back's row, made if there is none; the lock guards it."""
    require(
        may_report(membership) and membership.learning_set_id == meeting.learning_set_id
    )
    report, _made = _locked().get_or_create(meeting=meeting, membership=membership)
    return report


def _locked() -> QuerySet[ReportBack]:
    return ReportBack.objects.select_for_update(of=("self",), no_key=True)


def _refuse_closed(meeting: Meeting, report: ReportBack) -> None:
    """Raise `Stale` if only additions can be written any more."""
    if meeting.is_scheduled:
        return
    if not meeting.is_live:
        raise Stale(_("This meeting is over."))
    if report.is_shared and _has_content(report):
        raise Stale(
            _("The meeting has begun. What you filed stays; you can add to it.")
        )


def _refuse_unseen(
    report: ReportBack, seen_version: int | None, page: uuid.UUID | None
) -> None:
    own_retry = page is not None and report.page == page
    if seen_version not in {None, report.version} and not own_retry:
        raise Conflict(_("You wrote something else in another window."), stored=report)


def _has_content(report: ReportBack) -> bool:
    told = report.action_reports.exclude(status="", why="")
    return report.is_written or told.exists()


def _differs(report: ReportBack, fields: Answers) -> bool:
    """Return whether `fields` holds anything that is not stored yet."""
    if any(fields[w] != getattr(report, w) for w in WORDS if w in fields):  # type: ignore[literal-required]
        return True
    stored = {r.action_id: (r.status, r.why) for r in report.action_reports.all()}
    return any(
        stored.get(pk, ("", "")) != (word["status"], word["why"])
        for pk, word in fields.get("actions", {}).items()
    )


def _write(
    report: ReportBack, fields: Answers, page: uuid.UUID | None = None
) -> ReportBack:
    for word in WORDS:
        if word in fields:
            setattr(report, word, fields[word])  # type: ignore[literal-required]
    report.version += 1
    report.page, report.saved_at = page, now()
    report.save(
        update_fields=[
            *WORDS,
            "state",
            "skip_reason",
            "filed_at",
            "version",
            "page",
            "saved_at",
        ]
    )
    _write_actions(report, fields.get("actions", {}))
    return report


def _write_actions(report: ReportBack, words: dict[int, ActionWord]) -> None:
    owner = report.membership
    mine = Action.objects.filter(
        pk__in=words, owner__user=owner.user_id, learning_set=owner.learning_set_id
    ).values_list("pk", flat=True)
    ActionReport.objects.bulk_create(
        [ActionReport(report_back=report, action_id=pk, **words[pk]) for pk in mine],
        update_conflicts=True,
        unique_fields=["report_back", "action"],
        update_fields=["status", "why"],
    )


def _tell(meeting: Meeting, verb: Verb, *, by: Membership, report: ReportBack) -> None:
    """Log the deed, and announce it to the room if the meeting is live."""
    if meeting.is_live:
        commit_change(meeting, log=verb, by=by, about=report)
    else:
        record(meeting.learning_set, verb, by=by.user, about=report)
