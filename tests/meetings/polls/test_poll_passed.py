"""A poll is answered once the times still ahead are."""

import datetime as dt

import pytest

from actionlearning.lib.clock import at
from actionlearning.outbox.models import Notice
from meetings.models import Poll
from meetings.polls.services import polls
from meetings.polls.services.reminders import tell_when_complete
from tests.meetings.polls.polling import Polling
from tests.support.cast import Cast

MINUTE = dt.timedelta(minutes=1)
OTHERS = ("fay", "pia", "max", "ben", "lea")


@pytest.fixture
def asking(cast: Cast) -> Polling:
    return Polling(cast)


@pytest.fixture
def poll(asking: Polling) -> Poll:
    """Everybody but Tom has answered all three times; Tom has answered none."""
    poll = asking.open()
    for name in OTHERS:
        asking.say(poll, name, "yes", "no", "maybe")
    return poll


def say_later(asking: Polling, poll: Poll, *words: str) -> None:
    """Let Tom answer the second time and the third."""
    answers = dict(zip(asking.ids(poll)[1:], words, strict=False))
    polls.answer(poll, by=asking.cast.membership("tom"), answers=answers)


def told() -> list[str]:
    rows = Notice.objects.filter(kind="poll_answered").select_related("person")
    return [row.person.first_name for row in rows if row.person]


def test_a_time_that_has_passed_needs_no_answer(asking: Polling, poll: Poll):
    first, *_later = asking.proposed(poll)

    with at(first.starts_at):
        say_later(asking, poll, "yes")
        assert told() == []
        say_later(asking, poll, "yes", "no")

    assert told() == ["Fay"]
    assert not first.answers.filter(membership__user=asking.cast.tom).exists()


def test_a_time_still_ahead_needs_one(asking: Polling, poll: Poll):
    first, *_later = asking.proposed(poll)

    with at(first.starts_at - MINUTE):
        say_later(asking, poll, "yes", "no")

    assert told() == []


def test_once_all_have_passed_nobody_is_told(asking: Polling, poll: Poll):
    last = asking.proposed(poll)[-1]

    with at(last.starts_at):
        assert tell_when_complete(poll) == 0

    assert told() == []


def test_an_answer_for_what_is_ahead_tells_once(asking: Polling, poll: Poll):
    with at(asking.proposed(poll)[0].starts_at):
        for word in ("yes", "no"):
            say_later(asking, poll, word, word)

    assert told() == ["Fay"]
