"""The members' replies about the meetings ahead, as the rota needs them: one query."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db.models import FilteredRelation, OuterRef, Q, QuerySet

from meetings import selectors as meetings
from meetings.models import Attendance, Meeting, Swap
from meetings.rota.order import Said
from sets.models import LearningSet


@dataclass(frozen=True)
class Offer:
    """An offered turn that nobody has taken yet, in ids; `asked` is None for anyone."""

    pk: int
    giver: int
    asked: int | None


@dataclass
class MeetingReplies:
    """One meeting ahead, with the replies and the swaps of its members."""

    meeting: Meeting
    absent: set[int] = field(default_factory=set)
    declined: set[int] = field(default_factory=set)
    taken: dict[int, tuple[int, int]] = field(default_factory=dict)
    offer: Offer | None = None

    @property
    def said(self) -> Said:
        """The same facts for the pure rota, swaps in the order in which they were offered."""
        swaps = tuple(self.taken[pk] for pk in sorted(self.taken))
        return Said(frozenset(self.absent), frozenset(self.declined), swaps)

    def add(self, row: Any) -> None:
        """Add one row: at most one answer and one swap of this meeting."""
        answer: Attendance | None = getattr(row, "answer", None)
        if answer and answer.reply == Attendance.Reply.CANNOT:
            self.absent.add(answer.membership_id)
        if answer and answer.declined_at:
            self.declined.add(answer.membership_id)
        swap: Swap | None = getattr(row, "offered", None)
        if swap is None or swap.starts_at != self.meeting.starts_at:
            return  # none, or agreed for another date of the meeting
        if swap.taker_id:
            self.taken[swap.pk] = (swap.giver_id, swap.taker_id)
        else:
            self.offer = Offer(swap.pk, swap.giver_id, swap.asked_id)


def ahead(learning_set: LearningSet, count: int) -> list[MeetingReplies]:
    """Return the next `count` meetings of a set, the nearest first."""
    return ahead_of([learning_set], count)[learning_set]


def ahead_of(
    sets: Collection[LearningSet], count: int
) -> dict[LearningSet, list[MeetingReplies]]:
    """Return the next `count` meetings of each set, the nearest first."""
    by_meeting: dict[int, MeetingReplies] = {}
    for row in _rows(sets, count):
        by_meeting.setdefault(row.pk, MeetingReplies(row)).add(row)
    of_each: dict[int, list[MeetingReplies]] = defaultdict(list)
    for each in by_meeting.values():
        of_each[each.meeting.learning_set_id].append(each)
    return {each: of_each[each.pk] for each in sets}


def _rows(sets: Collection[LearningSet], count: int) -> QuerySet[Any]:
    """Ask for each meeting with every answer and every swap, one of each a row."""
    ahead = Meeting.objects.filter(meetings.is_ahead())
    of_the_set = ahead.filter(learning_set=OuterRef("learning_set"))
    nearest = of_the_set.order_by("starts_at", "pk").values("pk")[:count]
    said = Q(attendances__reply=Attendance.Reply.CANNOT) | Q(
        attendances__declined_at__isnull=False
    )
    live = Q(swaps__state__in=[Swap.State.OPEN, Swap.State.TAKEN])
    return (
        ahead.filter(learning_set__in=sets, pk__in=nearest)
        .annotate(
            answer=FilteredRelation("attendances", condition=said),
            offered=FilteredRelation("swaps", condition=live),
        )
        # The stubs do not know a filtered relation.
        .select_related("answer", "offered")  # type: ignore[misc]
        .order_by("starts_at", "pk")
    )
