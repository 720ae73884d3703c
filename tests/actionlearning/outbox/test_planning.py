"""One process plans at a time; who finds it planned sends."""

import datetime as dt

import pytest
import time_machine

from actionlearning.lib.clock import now
from actionlearning.outbox import heartbeat, tasks
from actionlearning.outbox.models import WorkerHeartbeat

pytestmark = pytest.mark.django_db

SECOND = dt.timedelta(seconds=1)

planned: list[str] = []


def plans(_moment: dt.datetime) -> None:
    """A planner that tells that it was asked."""
    planned.append("once")


def test_one_is_inside_and_the_next_after_it():
    with heartbeat.planning(now()) as first, heartbeat.planning(now()) as second:
        assert (first, second) == (True, False)

    with heartbeat.planning(now()) as third:
        assert third


def test_what_fails_inside_lets_the_next_in():
    with pytest.raises(LookupError), heartbeat.planning(now()):
        raise LookupError

    with heartbeat.planning(now()) as after:
        assert after


@pytest.mark.parametrize(("later", "is_free"), [(-SECOND, False), (SECOND, True)])
def test_who_was_killed_while_planning_is_waited_for_two_minutes(later, is_free):
    begun = now()
    WorkerHeartbeat.objects.create(pk=1, planning_until=begun + heartbeat.PLANNING)

    with (
        time_machine.travel(begun + heartbeat.PLANNING + later, tick=False),
        heartbeat.planning(now()) as is_mine,
    ):
        assert is_mine == is_free


def test_who_took_too_long_does_not_end_the_next_ones_turn():
    begun, later = now(), now() + heartbeat.PLANNING + SECOND
    with heartbeat.planning(begun):
        slow = heartbeat.planning(later)
        assert slow.__enter__()

    assert WorkerHeartbeat.objects.get().planning_until == later + heartbeat.PLANNING


@pytest.mark.parametrize("is_planned", [True, False])
def test_who_finds_it_planned_only_sends(settings, is_planned):
    settings.NOTICE_PLANNERS = [f"{__name__}.plans"]
    planned.clear()
    until = now() + SECOND * 30 if is_planned else None
    WorkerHeartbeat.objects.create(pk=1, planning_until=until)

    tasks.work()

    assert planned == ([] if is_planned else ["once"])
