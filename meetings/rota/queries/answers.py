"""What members said about the meetings ahead, as far as the rota goes: one query."""

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
    """A turn that waits for somebody to take it, in ids; `asked` is None for anyone."""

    pk: int
    giver: int
    asked: int | None


@dataclass
class Talk:
    """One meeting ahead with what was said about it."""

    meeting: Meeting
    absent: set[int] = field(default_factory=set)
    declined: set[int] = field(default_factory=set)
    taken: dict[int, tuple[int, int]] = field(default_factory=dict)
    offer: Offer | None = None

    @property
    def said(self) -> Said:
        """The same for the pure rota; swaps in the order in which they were offered."""
        swaps = tuple(self.taken[pk] for pk in sorted(self.taken))
        return Said(frozenset(self.absent), frozenset(self.declined), swaps)

    def hear(self, row: Any) -> None:
        """Note one row: at most one answer and one swap of this meeting."""
        heard: Attendance | None = getattr(row, "heard", None)
        if heard and heard.reply == Attendance.Reply.CANNOT:
            self.absent.add(heard.membership_id)
        if heard and heard.declined_at:
            self.declined.add(heard.membership_id)
        swap: Swap | None = getattr(row, "offered", None)
        if swap is None or swap.starts_at != self.meeting.starts_at:
            return  # none, or agreed for another date
        if swap.taker_id:
            self.taken[swap.pk] = (swap.giver_id, swap.taker_id)
        else:
            self.offer = Offer(swap.pk, swap.giver_id, swap.asked_id)


def ahead(learning_set: LearningSet, count: int) -> list[Talk]:
    """Return the next `count` meetings of a set, the nearest first."""
    return ahead_of([learning_set], count)[learning_set]


def ahead_of(
    sets: Collection[LearningSet], count: int
) -> dict[LearningSet, list[Talk]]:
    """Return the next `count` meetings of each set, the nearest first."""
    talks: dict[int, Talk] = {}
    for row in _rows(sets, count):
        talks.setdefault(row.pk, Talk(row)).hear(row)
    of_each: dict[int, list[Talk]] = defaultdict(list)
    for talk in talks.values():
        of_each[talk.meeting.learning_set_id].append(talk)
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
            heard=FilteredRelation("attendances", condition=said),
            offered=FilteredRelation("swaps", condition=live),
        )
        # The stubs do not know a filtered relation.
        .select_related("heard", "offered")  # type: ignore[misc]
        .order_by("starts_at", "pk")
    )
