"""Who came into the room before the meeting began, for the pages around it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from actionlearning.accounts.models import User
from actionlearning.lib.clock import now
from meetings.models import Attendance, Meeting
from meetings.rules import STAND_IN_AFTER, is_in_the_room
from sets.models import Membership


def early(
    meeting: Meeting,
    attendances: Iterable[Attendance],
    people: Sequence[Membership],
    me: Membership,
) -> str:
    """Return "Anna is in the room." where somebody beside `me` has come early, else "".

    Of several it names who came first. Asks no query: the page has fetched all of it.
    """
    if not meeting.is_scheduled:
        return ""
    moment = now()
    here = {a.membership_id: a for a in attendances if is_in_the_room(a, moment)}
    others = [each for each in people if each.pk in here and each != me]
    if not others:
        return ""
    first = min(others, key=lambda each: here[each.pk].present_at or moment)
    return is_there(first.first_name)


def first_in(besides: User) -> Subquery:
    """Return the name of who came first into a meeting's room, as an annotation."""
    here = Attendance.objects.filter(
        meeting=OuterRef("pk"),
        present_at__isnull=False,
        is_away=False,
        seen_at__gte=now() - STAND_IN_AFTER,
        membership__kind=Membership.Kind.MEMBER,
        membership__left_at=None,
    ).exclude(membership__user=besides)
    return Subquery(here.order_by("present_at").values("membership__user__name")[:1])


def is_there(name: str) -> str:
    """Return the sentence that asks the others in."""
    return _("%(name)s is in the room.") % {"name": name}
