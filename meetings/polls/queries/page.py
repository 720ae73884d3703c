"""The page of a poll."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from actionlearning.lib.clock import now
from actionlearning.lib.dates import span, spoken
from meetings.dates.fair_hours import Option, Person, best
from meetings.dates.queries.additional import usual
from meetings.dates.queries.burden import Shared, shared
from meetings.models import Meeting, Poll, ProposedTime, TimeAnswer
from meetings.permissions import may_end_poll, may_reply, quorum
from meetings.polls.queries.lines import TimeLine, in_the_way, line
from meetings.selectors import everybody
from sets.models import Membership


@dataclass(frozen=True)
class PollPage:
    """The whole page for one viewer."""

    poll: Poll
    lines: list[TimeLine]
    silent: list[str]
    members: int
    quorum: int
    closes: str
    may_answer: bool
    may_end: bool
    is_answered: bool
    has_moved: bool
    meeting_when: str
    outcome_when: str
    shared: Shared

    @property
    def best(self) -> TimeLine | None:
        """The time that the page proposes to choose."""
        return next((line for line in self.lines if line.is_best), None)

    @property
    def chosen(self) -> TimeLine | None:
        """The time that was chosen."""
        return next((line for line in self.lines if line.is_chosen), None)


def poll_page(membership: Membership, poll: Poll) -> PollPage:
    """Return a poll's page as `membership` sees it, in a fixed number of queries."""
    moment, zone = now(), membership.user.known_zone
    memberships = everybody(membership.learning_set)
    times = list(poll.times.all())
    answers = _answers(poll)
    share = shared(membership.learning_set, memberships, usual(membership.learning_set))
    members = [each for each in memberships if each.is_member]
    others = in_the_way(membership, poll, times)
    free = [
        each
        for each in times
        if each.starts_at > moment and each.pk not in others.taken
    ]
    proposed = _best(poll, free, answers, members, share)
    lines = [
        line(
            each, poll, membership, memberships, answers[each.pk], others, best=proposed
        )
        for each in times
    ]
    is_on = poll.is_open and not (poll.closes_at and poll.closes_at <= moment)
    ahead = [each.pk for each in times if each.starts_at > moment]
    return PollPage(
        poll=poll,
        lines=lines,
        silent=[
            each.first_name
            for each in members
            if any(each.pk not in answers[time] for time in ahead)
        ],
        members=len(members),
        quorum=quorum(len(members)),
        closes=spoken(poll.closes_at, now=moment, zone=zone) if poll.closes_at else "",
        may_answer=is_on and bool(ahead) and may_reply(membership),
        may_end=poll.is_open and may_end_poll(membership, poll),
        is_answered=all(membership.pk in answers[time] for time in ahead),
        has_moved=_has_moved(poll),
        meeting_when=_when(poll.meeting, zone),
        outcome_when=_when(poll.outcome, zone),
        shared=share,
    )


def _answers(poll: Poll) -> dict[int, dict[int, str]]:
    """Return the answers by time and membership, of current memberships."""
    rows = TimeAnswer.objects.filter(proposed__poll=poll, membership__left_at=None)
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for time, who, said in rows.values_list("proposed_id", "membership_id", "answer"):
        found[time][who] = said
    return found


def _best(
    poll: Poll,
    free: Sequence[ProposedTime],
    answers: Mapping[int, Mapping[int, str]],
    members: Sequence[Membership],
    share: Shared,
) -> int | None:
    """Return the id of the time to propose, among those still possible."""

    def said(time: ProposedTime, word: str) -> frozenset[int]:
        said = answers[time.pk]
        return frozenset(each.pk for each in members if said.get(each.pk) == word)

    found = best(
        [
            Option(
                time.pk,
                time.starts_at,
                poll.minutes,
                yes=said(time, "yes"),
                maybe=said(time, "maybe"),
            )
            for time in free
        ],
        [Person(each.pk, each.user.known_zone) for each in members],
        quorum=quorum(len(members)),
        borne=share.borne,
    )
    return found.id if found and poll.is_open else None


def _has_moved(poll: Poll) -> bool:
    """Return whether the meeting has moved since the poll was opened."""
    if not poll.is_open or poll.meeting is None:
        return False
    stands = poll.meeting.is_scheduled or poll.meeting.is_missed
    return poll.meeting.starts_at != poll.was or not stands


def _when(meeting: Meeting | None, zone: str) -> str:
    if meeting is None:
        return ""
    return span(meeting.starts_at, meeting.ends_at, now=now(), zone=zone)
