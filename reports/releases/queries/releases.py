"""The releases of a set, their readers, and the preview of one more release."""

import datetime as dt
from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from actionlearning.outbox.models import ChatWebhook
from actionlearning.outbox.webhooks.send import webhook_of
from meetings.models import Action
from reports.counts import Counts, counts
from reports.models import Release, ReportBack
from reports.permissions import may_revoke
from sets.models import Administrator, LearningSet, Membership, SetManager

RECENT = 100  #: rows a list shows at most


@dataclass(frozen=True)
class Reader:
    """A manager or administrator of the set, and since when."""

    name: str
    since: dt.datetime
    programme: str = ""


@dataclass(frozen=True)
class Releasing:
    """The release page: what an action's owner sees before anything leaves the set."""

    draft: Release
    current: Release | None
    managers: list[Reader]
    coordinators: list[str]
    issue_owner: str

    @property
    def readers(self) -> str:
        """The managers by name: "Sam Field and Ida Holm"."""
        return get_text_list([each.name for each in self.managers], _("and"))


@dataclass(frozen=True)
class LedgerEntry:
    """One release in the ledger; a revoked one has no words."""

    pk: int
    owner: str
    since: dt.datetime
    until: dt.datetime | None
    story: Release | None
    revocable: bool


@dataclass(frozen=True)
class Ledger:
    """The ledger: who outside the set can see what, since when."""

    managers: list[Reader]
    administrators: list[Reader]
    channel: ChatWebhook | None
    counts: Counts
    current: list[LedgerEntry]
    revoked: list[LedgerEntry]


def preview(action: Action) -> Release:
    """Return a release, not saved, of the story as its owner told it to the set so far.

    The sentence of an issue belongs to its owner: another member's stays in the set.
    """
    told = _told(action)
    return Release(
        owner=action.owner,
        issue=_own_issue(action),
        deed=action.sentence,
        result=told.happened if told else "",
        lesson=told.lesson if told else "",
    )


def releasing(action: Action) -> Releasing:
    """Return the release page of an action."""
    current = (
        action.releases.filter(revoked_at=None).select_related("owner__user").first()
    )
    generation = action.generation
    return Releasing(
        draft=preview(action),
        current=current,
        managers=managers(action.learning_set),
        coordinators=_coordinators(action.learning_set),
        issue_owner=generation.issue.owner.first_name if generation else "",
    )


def ledger(membership: Membership) -> Ledger:
    """Return the ledger of the member's set, as this member may see it."""
    of = membership.learning_set
    releases = of.releases.select_related("owner__user")
    current = releases.filter(revoked_at=None)[:RECENT]
    revoked = releases.exclude(revoked_at=None).order_by("-revoked_at", "-pk")[:RECENT]
    return Ledger(
        managers=managers(of),
        administrators=_administrators(of),
        channel=webhook_of(of.code),
        counts=counts(of.pk),
        current=[_line(release, membership) for release in current],
        revoked=[_line(release, membership) for release in revoked],
    )


def managers(of: LearningSet) -> list[Reader]:
    """Return the set's current managers, the earliest first."""
    found = SetManager.objects.filter(learning_set=of, ended_at=None)
    return [
        Reader(appointment.user.display_name, appointment.since)
        for appointment in found.select_related("user").order_by("since", "pk")
    ]


def _told(action: Action) -> ReportBack | None:
    """Return the owner's newest report-back on this action that the set may read."""
    return (
        ReportBack.objects.filter(
            membership__user_id=action.owner.user_id,
            action_reports__action=action,
            state__in=[ReportBack.State.FILED, ReportBack.State.GIVEN],
        )
        .order_by("-meeting__starts_at", "-pk")
        .first()
    )


def _own_issue(action: Action) -> str:
    generation = action.generation
    if generation and generation.issue.owner.user_id == action.owner.user_id:
        return generation.sentence
    return ""


def _coordinators(of: LearningSet) -> list[str]:
    found = Membership.current.of(of).filter(is_coordinator=True)
    return [
        membership.name for membership in found.select_related("user").order_by("pk")
    ]


def _administrators(of: LearningSet) -> list[Reader]:
    found = Administrator.objects.filter(organisation=of.programme.organisation_id)
    return [
        Reader(each.user.display_name, each.since, each.programme.name)
        if each.programme
        else Reader(each.user.display_name, each.since)
        for each in found.select_related("user", "programme").order_by("since", "pk")
        if each.programme_id in {None, of.programme_id}
    ]


def _line(release: Release, membership: Membership) -> LedgerEntry:
    return LedgerEntry(
        pk=release.pk,
        owner=release.owner.name,
        since=release.released_at,
        until=release.revoked_at,
        story=release if release.is_visible else None,
        revocable=may_revoke(membership, release),
    )
