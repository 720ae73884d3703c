"""Who joins while a poll is open is asked, and reminded where that is another day."""

import datetime as dt

import pytest

from actionlearning.lib.clock import at, now
from actionlearning.outbox.models import Notice
from meetings.models import Poll
from meetings.polls.services import polls
from meetings.polls.services.reminders import plan
from sets.models import Membership
from tests.meetings.polls.polling import DAY, Polling
from tests.support.cast import Cast

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def asking(cast: Cast) -> Polling:
    return Polling(cast)


@pytest.fixture
def poll(asking: Polling) -> Poll:
    return asking.open(closes_at=(now() + 5 * DAY).replace(hour=18, minute=0))


def joins(poll: Poll, cast: Cast, *, before: dt.timedelta) -> Membership:
    """Let Zoe join so long before the morning on which who is silent is reminded."""
    return Membership.objects.create(
        learning_set=cast.set, user=cast.zoe, joined_at=_morning(poll, cast) - before
    )


def _morning(poll: Poll, cast: Cast) -> dt.datetime:
    """Half past seven on the day before the answers end, on the clock in London."""
    assert poll.closes_at
    eve = cast.zoe.local(poll.closes_at) - DAY
    return eve.replace(hour=7, minute=30, second=0, microsecond=0)


def letters(cast: Cast, moment: dt.datetime) -> list[str]:
    with at(moment):
        plan(now())
    rows = Notice.objects.filter(person=cast.zoe, kind__startswith="poll_")
    return list(rows.order_by("kind").values_list("kind", flat=True))


@pytest.mark.parametrize(
    ("before", "kinds"),
    [
        (3 * DAY, ["poll_opened", "poll_reminder"]),
        (12 * HOUR, ["poll_opened", "poll_reminder"]),
        (11 * HOUR, ["poll_opened"]),
        (-HOUR, ["poll_opened"]),
    ],
)
def test_a_newcomer_is_asked_and_reminded_only_half_a_day_later(
    asking: Polling, poll: Poll, before: dt.timedelta, kinds: list[str]
):
    joins(poll, asking.cast, before=before)

    found = letters(asking.cast, _morning(poll, asking.cast) + 2 * HOUR)

    assert found == kinds


def test_a_newcomer_who_has_answered_is_not_reminded(asking: Polling, poll: Poll):
    zoe = joins(poll, asking.cast, before=3 * DAY)
    with at(zoe.joined_at):
        polls.answer(poll, by=zoe, answers=dict.fromkeys(asking.ids(poll), "yes"))

    assert letters(asking.cast, _morning(poll, asking.cast)) == ["poll_opened"]
