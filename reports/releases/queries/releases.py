"""What has left a set, who can read it, and what one more release would show."""

import datetime as dt
import hashlib
from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from actionlearning.lib.clock import now
from actionlearning.outbox.models import ChatWebhook
from actionlearning.outbox.webhooks.send import webhook_of
from meetings.models import Action
from reports.counts import Counts, counts
from reports.models import Release, ReportBack
from reports.permissions import may_revoke
from sets.models import Administrator, LearningSet, Membership, SetManager

RECENT = 100  #: rows a list shows at most


@dataclass(frozen=True)
class Story:
    """All that a manager reads of an action: the preview and their page show this one."""

    owner: str
    issue: str
    deed: str
    result: str
    lesson: str
    released_at: dt.datetime

    @property
    def is_empty(self) -> bool:
        """Whether it tells nothing."""
        return not any([self.issue, self.deed, self.result, self.lesson])

    @property
    def digest(self) -> str:
        """A fingerprint of the words, to tell whether what was seen is what is sent."""
        words = "\0".join([self.issue, self.deed, self.result, self.lesson])
        return hashlib.sha256(words.replace("\r\n", "\n").encode()).hexdigest()


@dataclass(frozen=True)
class Desk:
    """Somebody outside the set, and what they are to it."""

    name: str
    since: dt.datetime
    programme: str = ""


@dataclass(frozen=True)
class Releasing:
    """What the owner of an action needs to see before anything leaves the set."""

    draft: Story
    standing: Release | None
    story: Story | None
    managers: list[Desk]
    coordinators: list[str]
    issue_owner: str

    @property
    def readers(self) -> str:
        """The managers by name: "Sam Field and Ida Holm"."""
        return get_text_list([desk.name for desk in self.managers], _("and"))


@dataclass(frozen=True)
class Line:
    """One release in the ledger; one that was revoked keeps no words."""

    pk: int
    owner: str
    since: dt.datetime
    until: dt.datetime | None
    story: Story | None
    revocable: bool


@dataclass(frozen=True)
class Ledger:
    """Who outside the set can see what, since when."""

    managers: list[Desk]
    administrators: list[Desk]
    channel: ChatWebhook | None
    counts: Counts
    standing: list[Line]
    revoked: list[Line]


def preview(action: Action) -> Story:
    """Return the story as its owner has told it to the set so far.

    The sentence of an issue belongs to whoever brought it: another member's stays in.
    """
    told = _told(action)
    return Story(
        owner=action.owner.name,
        issue=_own_issue(action),
        deed=action.sentence,
        result=told.happened if told else "",
        lesson=told.lesson if told else "",
        released_at=now(),
    )


def story_of(release: Release) -> Story:
    """Return what a release shows: the copy, not the action as it is today."""
    return Story(
        owner=release.owner.name,
        issue=release.issue,
        deed=release.deed,
        result=release.result,
        lesson=release.lesson,
        released_at=release.released_at,
    )


def releasing(action: Action) -> Releasing:
    """Gather the release page of an action."""
    standing = (
        action.releases.filter(revoked_at=None).select_related("owner__user").first()
    )
    generation = action.generation
    return Releasing(
        draft=preview(action),
        standing=standing,
        story=story_of(standing) if standing else None,
        managers=managers(action.learning_set),
        coordinators=_coordinators(action.learning_set),
        issue_owner=generation.issue.owner.first_name if generation else "",
    )


def ledger(membership: Membership) -> Ledger:
    """Gather all that people outside can see of the set, as one member sees the list."""
    of = membership.learning_set
    releases = of.releases.select_related("owner__user")
    standing = releases.filter(revoked_at=None)[:RECENT]
    revoked = releases.exclude(revoked_at=None).order_by("-revoked_at", "-pk")[:RECENT]
    return Ledger(
        managers=managers(of),
        administrators=_administrators(of),
        channel=webhook_of(of.code),
        counts=counts(of.pk),
        standing=[_line(release, membership) for release in standing],
        revoked=[_line(release, membership) for release in revoked],
    )


def managers(of: LearningSet) -> list[Desk]:
    """Return the set's current managers, the longest there first."""
    found = SetManager.objects.filter(learning_set=of, ended_at=None)
    return [
        Desk(appointment.user.display_name, appointment.since)
        for appointment in found.select_related("user").order_by("since", "pk")
    ]


def _told(action: Action) -> ReportBack | None:
    """Return the owner's newest word to the set about this action, if there is one."""
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


def _administrators(of: LearningSet) -> list[Desk]:
    found = Administrator.objects.filter(organisation=of.programme.organisation_id)
    return [
        Desk(desk.user.display_name, desk.since, desk.programme.name)
        if desk.programme
        else Desk(desk.user.display_name, desk.since)
        for desk in found.select_related("user", "programme").order_by("since", "pk")
        if desk.programme_id in {None, of.programme_id}
    ]


def _line(release: Release, membership: Membership) -> Line:
    return Line(
        pk=release.pk,
        owner=release.owner.name,
        since=release.released_at,
        until=release.revoked_at,
        story=story_of(release) if release.is_standing else None,
        revocable=may_revoke(membership, release),
    )
