"""Release the story of an action to the set's managers, and revoke it."""

import datetime as dt

from django.db import transaction

from actionlearning.accounts.models import User
from actionlearning.lib.clock import now
from actionlearning.outbox.services import notify
from meetings.models import Action
from reports.models import Release
from reports.permissions import may_release, may_revoke, may_revoke_own
from reports.releases.queries.releases import preview
from reports.throttle import throttle_letters
from sets.locking import lock_membership, lock_row
from sets.log import record
from sets.models import Membership, SetManager
from sets.permissions import require
from sets.verbs import Verb

USEFUL = dt.timedelta(days=14)


JOINED = ("learning_set", "owner__user", "generation__issue__owner__user")


@transaction.atomic
def release(action: Action, *, by: Membership, story: Release | None = None) -> Release:
    """Copy the story into a release and tell every manager.

    Without `story`, it copies the one that `preview` returns. In any case another member's
    issue stays in the set. A current release is returned as it is: revoke it first to
    change its words. Raises `PermissionDenied`, and `RateLimited` if this person has
    released often enough for one day.
    """
    by = lock_membership(by)
    action = lock_row(Action.objects, action, *JOINED)
    require(may_release(by, action))
    shown_already = action.releases.filter(revoked_at=None).first()
    if shown_already:
        return shown_already
    own = Release.objects.filter(owner__user=by.user_id)
    throttle_letters(own, "released_at", by=by.user)
    mine = preview(action)
    shown = story or mine
    made = Release.objects.create(
        learning_set=action.learning_set,
        action=action,
        owner=by,
        issue=shown.issue if mine.issue else "",
        deed=shown.deed,
        result=shown.result,
        lesson=shown.lesson,
    )
    record(action.learning_set, Verb.RELEASE_MADE, by=by.user, about=made)
    _tell(made)
    return made


@transaction.atomic
def revoke(release: Release, *, by: Membership) -> Release:
    """Revoke a release: no manager can read it any more. The log keeps the dates."""
    require(may_revoke(lock_membership(by), release))
    return _take_back(release, by.user)


@transaction.atomic
def revoke_own(release: Release, *, by: User) -> Release:
    """Revoke one's own release, even of a set one has left.

    A person may always hide what they showed of themself, whatever became of their
    membership.
    """
    require(may_revoke_own(by, release))
    return _take_back(release, by)


def _take_back(release: Release, by: User) -> Release:
    not_revoked = Release.objects.filter(pk=release.pk, revoked_at=None)
    if not_revoked.update(revoked_at=now()):
        record(release.learning_set, Verb.RELEASE_REVOKED, by=by, about=release)
    release.refresh_from_db(fields=["revoked_at"])
    return release


def _tell(release: Release) -> None:
    of = release.learning_set
    for manager in SetManager.objects.filter(
        learning_set=of, ended_at=None
    ).select_related("user"):
        notify(
            "released",
            to=manager.user,
            key=f"released:{release.pk}:{manager.user_id}",
            about={"release": release.pk},
            useless_after=now() + USEFUL,
            set_code=of.code,
        )
