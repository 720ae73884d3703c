"""The page of an invitation, for anybody who has its link."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _, ngettext

from actionlearning.accounts.models import User
from actionlearning.lib.addresses import spelled
from actionlearning.lib.clock import now
from actionlearning.lib.dates import span
from actionlearning.lib.text import hint
from actionlearning.outbox.letter import Fact
from meetings import selectors as meetings
from meetings.dates.queries.rhythm import how_often
from meetings.models import Meeting
from sets.models import Invitation, LearningSet


@dataclass(frozen=True)
class InvitationPage:
    """An invitation as a visitor may see it.

    `state` is one of open, expired, revoked, accepted, closed (the set was closed). `hint`
    is enough of the address to recognise one's own.
    """

    invitation: Invitation
    learning_set: LearningSet
    inviter: str
    state: str
    hint: str
    is_mine: bool
    plan: list[Fact]


def invitation_page(
    invitation: Invitation, user: User | AnonymousUser
) -> InvitationPage:
    """Return the invitation's page for `user`."""
    learning_set = invitation.learning_set
    return InvitationPage(
        invitation=invitation,
        learning_set=learning_set,
        inviter=invitation.invited_by.display_name,
        state="closed" if learning_set.is_closed else invitation.state,
        hint=hint(invitation.email),
        is_mine=isinstance(user, User)
        and spelled(user.email) == spelled(invitation.email),
        plan=plan(invitation),
    )


def plan(invitation: Invitation) -> list[Fact]:
    """Return when, how often, how long and where the set meets, by its own clock.

    It names the set's zone, because the zone of an outsider is unknown. A manager gets
    none of it, because they are not in the meetings. Only people in the set see the
    address of a video call.
    """
    if invitation.role == Invitation.Role.MANAGER:
        return []
    coming = meetings.ahead(invitation.learning_set).select_related("series").first()
    return _facts(coming) if coming else []


def _facts(meeting: Meeting) -> list[Fact]:
    begins = _("First meeting") if meeting.number == 1 else _("Next meeting")
    when = span(meeting.starts_at, meeting.ends_at, now=now(), zone=meeting.zone)
    length = ngettext("%(n)d minute", "%(n)d minutes", meeting.minutes)
    rows = [
        Fact(begins, when),
        Fact(_("How often"), how_often(meeting.series.rule) if meeting.series else ""),
        Fact(_("How long"), length % {"n": meeting.minutes}),
        Fact(_("Where"), _where(meeting)),
    ]
    return [row for row in rows if row.value]


def _where(meeting: Meeting) -> str:
    if meeting.place and meeting.link:
        return _("%(place)s, or by video") % {"place": meeting.place}
    return meeting.place or (_("By video") if meeting.link else "")
