"""Replies: the page of a mailed link, and the count under every date."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import ngettext

from actionlearning.lib.clock import now
from actionlearning.lib.dates import span, spoken
from meetings.models import Attendance, Meeting
from meetings.permissions import may_reply, quorum
from sets.models import Membership

if TYPE_CHECKING:
    from meetings.attendance.queries.arrivals import Answer

Reply = Attendance.Reply


@dataclass(frozen=True)
class ReplyPage:
    """All that a mailed link shows, as it may be forwarded: the set and the time."""

    meeting: Meeting
    set_name: str
    headline: str
    span: str
    waits: bool


def reply_page(meeting: Meeting, membership: Membership) -> ReplyPage:
    """Return the page by the clock of the member who was asked; open until the start."""
    zone, at = membership.user.known_zone, meeting.starts_at
    return ReplyPage(
        meeting=meeting,
        set_name=membership.learning_set.name,
        headline=spoken(at, now=now(), zone=zone),
        span=span(at, meeting.ends_at, now=now(), zone=zone),
        waits=meeting.is_scheduled and now() < at and may_reply(membership),
    )


def counted(said: Collection[str]) -> str:
    """Return "4 of 6 are coming, 1 perhaps; 4 are needed."."""
    said = list(said)
    coming = said.count(Reply.COMING)
    facts = {
        "coming": coming,
        "perhaps": said.count(Reply.PERHAPS),
        "all": len(said),
        "needed": quorum(len(said)),
    }
    if facts["perhaps"]:
        words = ngettext(
            "%(coming)d of %(all)d is coming, %(perhaps)d perhaps; %(needed)d are needed.",
            "%(coming)d of %(all)d are coming, %(perhaps)d perhaps; %(needed)d are needed.",
            coming,
        )
    else:
        words = ngettext(
            "%(coming)d of %(all)d is coming; %(needed)d are needed.",
            "%(coming)d of %(all)d are coming; %(needed)d are needed.",
            coming,
        )
    return words % facts


def reasons(
    meeting: Meeting, known: Iterable[Answer], *, me: Membership
) -> list[Answer]:
    """Return the replies with a reason; none if the viewer is an adviser."""
    return [
        each
        for each in known
        if each.meeting_id == meeting.pk and each.reason and me.is_member
    ]


def reason_of(me: Membership, meeting: Meeting, known: Iterable[Answer]) -> str:
    """Return the member's own reason."""
    mine = (each for each in known if each.meeting_id == meeting.pk)
    return next((each.reason for each in mine if each.membership_id == me.pk), "")


def unheard(said: Collection[str]) -> bool:
    """Return whether nobody has answered yet."""
    return all(each == Reply.UNKNOWN for each in said)
