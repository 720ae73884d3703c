"""What goes wrong with mail goes wrong here, in small: `./bin/faults kill` is large."""

import datetime as dt

import pytest

from bench.parts import Figure
from faults.kill_workers import kill_workers
from faults.mail_outage import smtp
from faults.redis_outage import break_redis
from faults.two_schedulers import beats
from tests.e2e.conftest import collect_static

pytestmark = [
    pytest.mark.stack,
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def static_files() -> None:
    """Have the files that pages of a real server name."""
    collect_static()


def beyond(figures: list[Figure]) -> list[list[str]]:
    return [each.row() for each in figures if each.part > 1]


@pytest.mark.long
def test_killed_workers_lose_nothing_and_repeat_one_each_at_most(record_property):
    figures = kill_workers(reminders=1_000, kills=5, is_short=True)

    record_property("Killed workers", figures[-1].beside)
    assert beyond(figures) == []


@pytest.mark.long
def test_two_beats_and_four_workers_say_everything_once(record_property):
    figures = beats(sets=20, step=dt.timedelta(minutes=30))

    record_property("Two beats", figures[0].beside)
    assert beyond(figures) == []


@pytest.mark.usefixtures("static_files")
def test_redis_may_be_flushed_restarted_and_gone(record_property):
    figures = break_redis(
        reminders=200, flushes=5, restarts=2, stopped=8, is_short=True
    )

    record_property("Work from Redis again", figures[-1].row()[1])
    assert beyond(figures) == []


def test_a_bad_mail_server_keeps_nobody_waiting(record_property):
    figures = smtp(people=126, longest=4, is_short=True)

    record_property("Worker held by one address", figures[1].row()[1])
    assert beyond(figures) == []
