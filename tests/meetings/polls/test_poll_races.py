"""Two taps at once on one poll, on real locks (docs/threat-model.md#two-at-once)."""

from functools import partial

import pytest
from django.core.exceptions import PermissionDenied

from actionlearning.lib.clock import now
from actionlearning.lib.errors import Stale
from actionlearning.outbox.models import Notice
from meetings.dates.services import additional, moving, schedule
from meetings.models import Meeting, Poll, TimeAnswer
from meetings.polls.services import polls
from meetings.polls.services.reminders import plan
from sets.memberships import end
from tests.meetings.polls.polling import DAY, TEN, Polling
from tests.meetings.room.live_meeting import together
from tests.support.cast import cast as build_cast

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def asking(transactional_db: None) -> Polling:
    """A set whose rows are committed, for other connections to see."""
    return Polling(build_cast())


def test_two_taps_at_once_are_one_decision(asking: Polling):
    poll, fay = asking.open(), asking.cast.membership("fay")
    first, second, _third = asking.ids(poll)

    raised = together(
        *[
            partial(polls.decide, poll, by=fay, time_id=chosen)
            for chosen in (first, second, first, second)
        ]
    )

    chosen = Poll.objects.get().chosen
    assert chosen
    assert raised.count(None) == 2
    assert sum(isinstance(error, Stale) for error in raised) == 2
    assert Meeting.objects.get(pk=asking.cast.meeting.pk).starts_at == chosen.starts_at
    assert Notice.objects.filter(kind="meeting_moved").count() == 7


def test_asked_by_two_at_once_it_is_one_question(asking: Polling):
    raised = together(*[asking.open] * 4)

    assert raised == [None] * 4
    assert Poll.objects.count() == 1
    assert Notice.objects.filter(kind="poll_opened").count() == 6


def test_everybody_answers_at_once(asking: Polling):
    poll = asking.open()
    names = ("fay", "pia", "ben", "tom", "max", "lea")

    raised = together(
        *[partial(asking.say, poll, name, "yes", "no") for name in names * 2]
    )

    assert raised == [None] * 12
    assert TimeAnswer.objects.count() == 12


def test_a_decision_against_a_move_by_hand(asking: Polling):
    poll, fay = asking.open(), asking.cast.membership("fay")
    meeting, seen = asking.cast.meeting, asking.cast.meeting.sequence

    raised = together(
        partial(polls.decide, poll, by=fay, time_id=asking.ids(poll)[0]),
        partial(
            moving.move,
            meeting,
            by=fay,
            date=meeting.date + 2 * DAY,
            time=TEN,
            seen=seen,
        ),
    )

    assert raised.count(None) == 1
    assert sum(isinstance(error, Stale) for error in raised) == 1
    assert Notice.objects.filter(kind="meeting_moved").count() == 7


def test_meetings_added_at_once_have_numbers_of_their_own(asking: Polling):
    of, fay = asking.cast.set, asking.cast.membership("fay")
    date = asking.cast.meeting.date

    raised = together(
        *[
            partial(additional.add, of, by=fay, date=date + n * DAY, time=TEN)
            for n in (1, 1, 2, 2, 3)
        ],
        partial(schedule.materialise, now()),
    )

    assert raised == [None] * 6
    assert sorted(of.meetings.values_list("number", flat=True)) == list(range(1, 8))


def test_who_is_removed_while_tapping_does_not_decide(asking: Polling):
    poll, cast = asking.open(), asking.cast
    fay, first = cast.membership("fay"), asking.ids(poll)[0]

    left, decided = together(
        partial(end, fay, by=fay), partial(polls.decide, poll, by=fay, time_id=first)
    )

    assert left is None
    assert decided is None or isinstance(decided, PermissionDenied)
    assert Poll.objects.get().is_decided == (decided is None)


def test_two_schedulers_remind_once(asking: Polling):
    asking.open(closes_at=now() + 3 * DAY)
    later = now() + 3 * DAY - DAY / 24

    raised = together(*[partial(plan, later)] * 3)

    assert raised == [None] * 3
    assert Notice.objects.filter(kind="poll_reminder").count() == 7
