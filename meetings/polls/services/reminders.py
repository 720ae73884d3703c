"""Letters that ask for answers to a poll, and the end of polls that are over."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from functools import partial

from django.db import transaction

from actionlearning.lib.clock import instant_of, now
from actionlearning.outbox.each_row import each, load, queue_each
from actionlearning.outbox.models import Notice
from actionlearning.outbox.services import queue
from meetings.models import Meeting, Poll, TimeAnswer
from sets.log import record
from sets.models import Membership
from sets.verbs import Verb

WORK = "polls"
DAY = dt.timedelta(days=1)
#: A reminder that would come sooner after the first letter is left out.
FRESH = dt.timedelta(hours=12)
STANDS = (Meeting.State.SCHEDULED, Meeting.State.NOT_HELD)


def ask(poll: Poll, *, by: Membership) -> int:
    """Queue the first letter to everybody in the set except the author."""
    memberships = Membership.current.of(poll.learning_set_id)
    others = memberships.exclude(pk=by.pk).select_related("user")
    return queue([_asked(poll, membership) for membership in others])


def tell_when_complete(poll: Poll) -> int:
    """Tell the author, once, that everybody has answered all times; return how many told.

    The number of times is part of the key: a later time is a new question.
    """
    every = list(poll.times.all())
    times = [time.pk for time in every if time.starts_at > now()]
    members = Membership.current.members_of(poll.learning_set_id)
    said = TimeAnswer.objects.filter(proposed__in=times, membership__in=members)
    asker = poll.opened_by
    is_complete = said.count() >= len(times) * members.count()
    if not (times and is_complete) or asker.has_left:
        return 0
    notice = _notice("poll_answered", poll, asker, now())
    notice.key = f"{notice.key}:{len(every)}"
    return queue([notice])


def plan(moment: dt.datetime) -> int:
    """Ask newcomers, and remind silent members once; return the number of letters.

    It also closes polls whose times have all passed, or whose meeting is over. The number
    of queries does not grow with the polls.
    """
    polls = load(
        Poll.objects.filter(state=Poll.State.OPEN)
        .select_related("learning_set", "meeting")
        .prefetch_related("times"),
        of=WORK,
    )
    over = [poll for poll in polls if _is_over(poll, moment)]
    each(over, partial(_close, moment=moment), of=WORK)
    running = [poll for poll in polls if poll not in over]
    memberships, said = _memberships(running), _said(running)

    def letters(asked: tuple[Poll, Membership]) -> list[Notice]:
        poll, membership = asked
        some = _letters(poll, membership, said[poll.pk, membership.pk])
        return [one for one in some if one.due_at <= moment < one.useless_after]

    asked = [
        (poll, membership)
        for poll in running
        for membership in memberships[poll.learning_set_id]
    ]
    due = [notice for some in each(asked, letters, of=WORK) for notice in some]
    return queue_each(due, of=WORK)


def _letters(poll: Poll, membership: Membership, said: set[int]) -> Iterator[Notice]:
    if membership.joined_at > poll.opened_at:
        yield _asked(poll, membership)
    if {time.pk for time in poll.times.all()} <= said:
        return
    reminder = _reminder(poll, membership)
    if reminder.due_at - max(poll.opened_at, membership.joined_at) >= FRESH:
        yield reminder


def _asked(poll: Poll, membership: Membership) -> Notice:
    return _notice(
        "poll_opened", poll, membership, max(poll.opened_at, membership.joined_at)
    )


def _reminder(poll: Poll, membership: Membership) -> Notice:
    """Return the reminder, due the morning before the end: an evening is left to answer."""
    ends_at = poll.closes_at or min(time.starts_at for time in poll.times.all())
    eve, who = membership.user.local(ends_at).date() - DAY, membership.user
    return _notice(
        "poll_reminder", poll, membership, instant_of(eve, who.morning, who.known_zone)
    )


def _notice(
    kind: str, poll: Poll, membership: Membership, due_at: dt.datetime
) -> Notice:
    last = max(time.starts_at for time in poll.times.all())
    return Notice(
        kind=kind,
        key=f"{kind}:{poll.pk}:{membership.user_id}",
        person=membership.user,
        about={"poll": poll.pk},
        set_code=poll.learning_set.code,
        due_at=due_at,
        useless_after=min(poll.closes_at or last, last),
    )


def _is_over(poll: Poll, moment: dt.datetime) -> bool:
    passed = all(time.starts_at <= moment for time in poll.times.all())
    gone = poll.meeting is not None and poll.meeting.state not in STANDS
    return passed or gone or poll.learning_set.is_closed


@transaction.atomic
def _close(poll: Poll, *, moment: dt.datetime) -> None:
    still = Poll.objects.filter(pk=poll.pk, state=Poll.State.OPEN)
    if still.update(state=Poll.State.CLOSED, ended_at=moment):
        record(poll.learning_set, Verb.POLL_LAPSED, by=None, about=poll)


def _memberships(polls: list[Poll]) -> dict[int, list[Membership]]:
    sets = {poll.learning_set_id for poll in polls}
    current = Membership.current.filter(learning_set__in=sets, user__is_active=True)
    found = defaultdict(list)
    for membership in load(current.select_related("user"), of=WORK):
        found[membership.learning_set_id].append(membership)
    return found


def _said(polls: list[Poll]) -> dict[tuple[int, int], set[int]]:
    rows = TimeAnswer.objects.filter(proposed__poll__in=polls)
    found = defaultdict(set)
    for poll, membership, time in rows.values_list(
        "proposed__poll_id", "membership_id", "proposed_id"
    ):
        found[poll, membership].add(time)
    return found
