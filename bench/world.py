"""A set with `size` held meetings behind it, and `size` sets beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from django.urls import reverse

from actionlearning.accounts.models import User
from meetings.models import Meeting
from sets.models import LearningSet, SetManager
from tests.support import build
from tests.support.past_meetings import write_past

BESIDE = 30  #: sets of one person and one manager, at the most


@dataclass(frozen=True)
class World:
    """Whom to sign in as, and what to open."""

    of: LearningSet
    member: User
    manager: User
    coming: Meeting

    @classmethod
    def make(cls, size: int) -> World:
        """Build the set and its neighbours."""
        member, manager, *others = build.people(
            *(f"{name}{size} Lind" for name in ("Fay", "Sam", "Pia", "Max", "Ben"))
        )
        trust = build.programme(f"Harbour Trust {size}")
        sets = []
        for number in range(min(size, BESIDE)):
            of = build.learning_set(trust, f"Set {number}")
            sets.append(
                (of, _live_through(of, [member, *others], 1 if number else size))
            )
            SetManager.objects.create(learning_set=of, user=manager)
        of, coming = sets[0]
        return cls(of, member, manager, coming)

    def pages(self) -> Iterator[tuple[str, str, User]]:
        """Yield each page: its name, its address, who opens it."""
        code = self.of.code
        yield "home", reverse("home"), self.member
        yield "set", reverse("meetings:set", args=[code]), self.member
        yield "meeting", self.coming.get_absolute_url(), self.member
        yield "manager", reverse("reports:outcomes"), self.manager
        yield "outcome", reverse("reports:outcome", args=[code]), self.manager


def _live_through(of: LearningSet, users: list[User], times: int) -> Meeting:
    """Hold `times` meetings with their stories; return the next one."""
    memberships = build.seat(of, users)
    dates = build.meetings(of, held=times)
    for turn, (held, after) in enumerate(pairwise(dates[: times + 1])):
        # Two by two, so that nobody reports twice at one meeting.
        shift = 2 * (turn % 2)
        write_past(memberships[shift:] + memberships[:shift], held, after)
    return dates[times]
