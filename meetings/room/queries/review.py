"""The process review as one person sees it: alone for a minute, then together."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from actionlearning.lib.clock import milliseconds
from meetings.models import Feedback, Review
from meetings.permissions import may_tell_facilitator
from meetings.room.looking_back import (
    FEWEST_VOICES,
    HELPED,
    MARKS,
    MORE_OF,
    QUIET,
    RuleMarks,
    count_marks,
)
from meetings.room.queries.view import RoomView
from sets.models import Membership


@dataclass(frozen=True)
class Rule:
    """A ground rule, and how the set kept it, in words."""

    counted: RuleMarks

    @property
    def words(self) -> str:
        """How many gave each mark: "3 well, 1 partly"."""
        given = [(n, mark) for mark, n in self.counted.marks.items() if n]
        return ", ".join(f"{n} {_(MARKS[mark])}" for n, mark in given)


@dataclass(frozen=True)
class Choice:
    """A ready sentence to tap."""

    key: str
    sentence: str
    is_mine: bool


@dataclass(frozen=True)
class Telling:
    """What a member may tell the facilitator, in two taps."""

    helped: list[Choice]
    more_of: list[Choice]
    fewest: int = FEWEST_VOICES


@dataclass(frozen=True)
class Reviewing:
    """`quiet_until` is in milliseconds since 1970, 0 once `quiet_ms` are over."""

    quiet_until: int
    quiet_ms: int
    written: str
    rows: list[Review]
    rules: list[Rule]
    telling: Telling | None


def reviewing(view: RoomView, membership: Membership) -> Reviewing | None:
    """Return the review for `membership`; None in phases without one."""
    kind = view.phase.kind if view.phase else ""
    if kind not in {"review", "close"}:
        return None
    return Reviewing(
        quiet_until=_quiet_until(view) if kind == "review" else 0,
        quiet_ms=QUIET // dt.timedelta(milliseconds=1),
        written=_written(view),
        rows=in_order(view.reviews, last=view.meeting.facilitator_id),
        rules=rules(view.ground_rules, view.reviews),
        telling=_telling(view, membership) if view.is_revealed else None,
    )


def rules(ground_rules: Iterable[str], reviews: Iterable[Review]) -> list[Rule]:
    """Return how the set kept each rule that enough people have marked."""
    return [
        Rule(each) for each in count_marks(ground_rules, [r.scores for r in reviews])
    ]


def in_order(reviews: Iterable[Review], *, last: int | None) -> list[Review]:
    """Return the reviews; the facilitator's comes last."""
    return sorted(reviews, key=lambda each: each.membership_id == last)


def _written(view: RoomView) -> str:
    """Say how many of those who are here have written."""
    writers = {review.membership_id for review in view.reviews}
    return view.have_written(writers)


def _quiet_until(view: RoomView) -> int:
    began = view.meeting.phase_started_at
    if began is None or view.is_revealed or view.meeting.is_paused:
        return 0
    until = began + QUIET
    return milliseconds(until) if until > view.now else 0


def _telling(view: RoomView, membership: Membership) -> Telling | None:
    """Return the taps; None if too few are here to stay anonymous."""
    others = view.here_ids - {view.meeting.facilitator_id}
    if len(others) < FEWEST_VOICES or not may_tell_facilitator(
        membership, view.meeting
    ):
        return None
    to = view.meeting.facilitator_id
    own = (
        f for f in view.feedbacks if (f.membership_id, f.to_id) == (membership.pk, to)
    )
    mine = next(own, Feedback())
    return Telling(_choices(HELPED, mine.helped), _choices(MORE_OF, mine.more_of))


def _choices(sentences: dict[str, str], mine: str) -> list[Choice]:
    return [Choice(key, _(words), key == mine) for key, words in sentences.items()]
