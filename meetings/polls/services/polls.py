"""Open a poll, answer it, and turn a time into the meeting.

Every service locks the set first, then the poll: two at once come one after the other,
and a member who was removed meanwhile changes nothing.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from itertools import pairwise

from django.db import transaction
from django.utils.translation import gettext as _

from actionlearning.lib.clock import instant_of, now
from actionlearning.lib.dates import weekday
from actionlearning.lib.errors import NotAllowedYet, Stale
from meetings.dates.fair_hours import happens
from meetings.dates.queries.additional import in_the_way, usual
from meetings.dates.services import additional, moving
from meetings.dates.services.moving import FARTHEST
from meetings.models import Attendance, Meeting, Poll, ProposedTime, TimeAnswer
from meetings.permissions import may_end_poll, may_reply
from meetings.polls.queries.new import may_open, open_about
from meetings.polls.services.reminders import ask, tell_when_complete
from meetings.throttle import POLLS_PER_HOUR, throttle_letters
from sets.locking import lock_set
from sets.log import record
from sets.models import LearningSet, Membership
from sets.permissions import require
from sets.verbs import Verb

FEWEST, MOST = 2, 12  #: times in a poll
When = tuple[dt.date, dt.time]


@transaction.atomic
def open_poll(
    learning_set: LearningSet,
    *,
    by: Membership,
    times: Sequence[When],
    meeting: Meeting | None = None,
    closes_at: dt.datetime | None = None,
) -> Poll:
    """Ask everybody in the set which of the `times`, by its clock, suit them.

    The poll is about another date of `meeting`, or about an additional meeting. An open
    poll with the same times is returned as it is. Raises `NotAllowedYet` if the set cannot
    meet at one of the times, `Stale` if an open poll has other times or the meeting has
    begun, and `RateLimited` after too many polls within an hour.
    """
    lock_set(learning_set, by=by)
    require(may_open(by, meeting))
    if meeting and not (meeting.is_scheduled or meeting.is_missed):
        raise Stale(_("This meeting has begun, so it can’t be moved."))
    if known := open_about(learning_set, meeting):
        return _the_same(known, times, closes_at)
    asked = learning_set.polls.filter(meeting=meeting)
    throttle_letters(asked, "opened_at", most=POLLS_PER_HOUR, by=by)
    habit = usual(learning_set)
    poll = Poll.objects.create(
        learning_set=learning_set,
        meeting=meeting,
        was=meeting.starts_at if meeting else None,
        zone=meeting.zone if meeting else habit.zone,
        minutes=meeting.minutes if meeting else habit.minutes,
        closes_at=closes_at,
        opened_by=by,
    )
    proposed = _proposed(poll, times)
    _check_closing(closes_at, last=max(each.starts_at for each in proposed))
    ProposedTime.objects.bulk_create(proposed)
    ask(poll, by=by)
    record(learning_set, Verb.POLL_OPENED, by=by.user, about=poll)
    return poll


@transaction.atomic
def add_time(poll: Poll, *, by: Membership, date: dt.date, time: dt.time) -> Poll:
    """Propose one more time. The page shows it to everybody; no letter tells of it."""
    poll = _held(poll, by=by)
    require(may_end_poll(by, poll))
    _must_be_open(poll)
    starts_at = instant_of(date, time, poll.zone)
    if poll.times.filter(starts_at=starts_at).exists():
        return poll
    if poll.times.count() >= MOST:
        raise NotAllowedYet(
            _("%(most)d times are enough to choose from.") % {"most": MOST}
        )
    _check(poll, date, time)
    poll.times.create(date=date, time=time, starts_at=starts_at)
    record(poll.learning_set, Verb.POLL_EXTENDED, by=by.user, about=poll)
    return poll


@transaction.atomic
def answer(poll: Poll, *, by: Membership, answers: Mapping[int, str]) -> Poll:
    """Store a member's answers by id of a time; the last answer counts.

    Unknown and past times are ignored. Raises `Stale` if the poll takes no answers any
    more.
    """
    poll = _held(poll, by=by)
    require(may_reply(by))
    _must_be_open(poll)
    if poll.closes_at and now() >= poll.closes_at:
        raise Stale(_("The time for replies is over."))
    open_times = set(
        poll.times.filter(starts_at__gt=now()).values_list("pk", flat=True)
    )
    said = TimeAnswer.objects.filter(proposed__poll=poll, membership=by)
    if not said.exists():
        record(poll.learning_set, Verb.POLL_ANSWERED, by=by.user, about=poll)
    TimeAnswer.objects.bulk_create(
        [
            TimeAnswer(proposed_id=pk, membership=by, answer=TimeAnswer.Answer(word))
            for pk, word in answers.items()
            if pk in open_times
        ],
        update_conflicts=True,
        unique_fields=["proposed", "membership"],
        update_fields=["answer", "answered_at"],
    )
    tell_when_complete(poll)
    return poll


@transaction.atomic
def decide(poll: Poll, *, by: Membership, time_id: int) -> Meeting:
    """Turn a proposed time into the meeting, whose own letter tells everybody.

    Choosing the same time again changes nothing. A yes or no to the time becomes the reply
    to the meeting. Raises `Stale` if the poll is over, the time has passed or the meeting
    has moved, and `NotAllowedYet` if another meeting is at that time.
    """
    poll = _held(poll, by=by)
    require(may_end_poll(by, poll))
    if poll.is_decided and poll.outcome and poll.chosen_id == time_id:
        return poll.outcome
    _must_be_open(poll)
    chosen = poll.times.filter(pk=time_id).first()
    if chosen is None:
        raise Stale(_("This time is not among those proposed."))
    if chosen.starts_at <= now():
        raise Stale(_("This time has passed by now. Please choose another."))
    meeting = _meet(poll, chosen, by=by)
    _carry_over(chosen, meeting)
    _end(poll, Poll.State.DECIDED, by=by, chosen=chosen, outcome=meeting)
    record(poll.learning_set, Verb.POLL_DECIDED, by=by.user, about=poll)
    return meeting


@transaction.atomic
def close(poll: Poll, *, by: Membership) -> Poll:
    """Close a poll without a date; no meeting changes."""
    poll = _held(poll, by=by)
    require(may_end_poll(by, poll))
    if poll.state == Poll.State.CLOSED:
        return poll
    _must_be_open(poll)
    _end(poll, Poll.State.CLOSED, by=by)
    record(poll.learning_set, Verb.POLL_CLOSED, by=by.user, about=poll)
    return poll


def _held(poll: Poll, *, by: Membership) -> Poll:
    lock_set(poll.learning_set, by=by)
    Poll.objects.select_for_update(no_key=True).only("pk").get(pk=poll.pk)
    rows = Poll.objects.select_related(
        "learning_set", "meeting", "outcome", "opened_by__user"
    )
    return rows.get(pk=poll.pk)


def _must_be_open(poll: Poll) -> None:
    if poll.is_decided:
        raise Stale(_("The date is already decided."))
    if not poll.is_open:
        raise Stale(_("This poll was closed without a date."))


def _the_same(poll: Poll, times: Sequence[When], closes_at: dt.datetime | None) -> Poll:
    """Return the open poll with the same times, if the form was sent twice."""
    wanted = {instant_of(date, time, poll.zone) for date, time in times}
    asked = set(poll.times.values_list("starts_at", flat=True))
    if (wanted, closes_at) != (asked, poll.closes_at):
        raise Stale(
            _(
                "The set is already being asked. What you typed is below; it was not sent."
            )
        )
    return poll


def _proposed(poll: Poll, times: Sequence[When]) -> list[ProposedTime]:
    found = {
        instant_of(date, time, poll.zone): ProposedTime(poll=poll, date=date, time=time)
        for date, time in times
    }
    for starts_at, each in found.items():
        each.starts_at = starts_at
        _check(poll, each.date, each.time)
    if not FEWEST <= len(found) <= MOST:
        raise NotAllowedYet(
            _("Propose between %(fewest)d and %(most)d different times.")
            % {"fewest": FEWEST, "most": MOST}
        )
    for before, after in pairwise(sorted(found)):
        if after - before < dt.timedelta(minutes=5):
            raise NotAllowedYet(_("Two of these times are nearly the same."))
    return list(found.values())


def _check(poll: Poll, date: dt.date, time: dt.time) -> None:
    """Raise `NotAllowedYet`, with the time, if the set cannot meet at one of them."""
    starts_at = instant_of(date, time, poll.zone)
    names = {"day": weekday(date), "time": f"{time:%H:%M}"}
    if happens(date, time, poll.zone) == "never":
        raise NotAllowedYet(_("On %(day)s the clocks skip %(time)s.") % names)
    if starts_at <= now():
        raise NotAllowedYet(_("%(day)s, %(time)s is in the past.") % names)
    if starts_at > now() + FARTHEST:
        raise NotAllowedYet(_("%(day)s is more than a year away.") % names)
    if starts_at == poll.was:
        raise NotAllowedYet(
            _("%(day)s, %(time)s is already the time of this meeting.") % names
        )
    of, beside = poll.learning_set, [poll.meeting.pk] if poll.meeting else []
    if other := in_the_way(of, starts_at, poll.minutes, beside=beside):
        names["number"] = str(other.number)
        raise NotAllowedYet(
            _("Meeting %(number)s is already on %(day)s at %(time)s.") % names
        )


def _check_closing(closes_at: dt.datetime | None, *, last: dt.datetime) -> None:
    """Raise `NotAllowedYet` if replies end before anybody can reply, or after all times."""
    if closes_at and closes_at <= now():
        raise NotAllowedYet(_("Give people time to reply: choose a later date."))
    if closes_at and closes_at > last:
        raise NotAllowedYet(
            _(
                "Replies must end before the last of these times: choose an earlier date."
            )
        )


def _meet(poll: Poll, chosen: ProposedTime, *, by: Membership) -> Meeting:
    date, time = chosen.date, chosen.time
    if meeting := poll.meeting:
        if meeting.starts_at != poll.was:
            raise Stale(_("Somebody has already moved this meeting."))
        seen = meeting.sequence
        return moving.move(meeting, by=by, date=date, time=time, seen=seen, asked=True)
    return additional.add(
        poll.learning_set,
        by=by,
        date=date,
        time=time,
        minutes=poll.minutes,
        asked=True,
    )


def _carry_over(chosen: ProposedTime, meeting: Meeting) -> None:
    """Store each yes or no to the chosen time as the reply to the meeting."""
    replies = {
        TimeAnswer.Answer.YES: Attendance.Reply.COMING,
        TimeAnswer.Answer.NO: Attendance.Reply.CANNOT,
    }
    moment = now()
    Attendance.objects.bulk_create(
        [
            Attendance(
                meeting=meeting,
                membership_id=said.membership_id,
                reply=replies[TimeAnswer.Answer(said.answer)],
                replied_at=moment,
            )
            for said in chosen.answers.filter(membership__left_at=None)
            if said.answer in replies
        ],
        update_conflicts=True,
        unique_fields=["meeting", "membership"],
        update_fields=["reply", "replied_at"],
    )


def _end(
    poll: Poll,
    state: Poll.State,
    *,
    by: Membership | None,
    chosen: ProposedTime | None = None,
    outcome: Meeting | None = None,
) -> None:
    poll.state, poll.chosen, poll.outcome = state, chosen, outcome
    poll.ended_by, poll.ended_at = by, now()
    poll.save(update_fields=["state", "chosen", "outcome", "ended_by", "ended_at"])
