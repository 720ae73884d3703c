"""What one process does at a time: another one does without, and does not wait."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from actionlearning.lib.alone import alone
from actionlearning.outbox import tasks

planned: list[str] = []


def plans(_moment: object) -> None:
    """A planner that tells that it was asked."""
    planned.append("once")


def elsewhere(do):
    """Return what `do` returns on a connection of its own."""

    def ask():
        try:
            return do()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(ask).result()


def gets_in() -> bool:
    with alone("planning") as is_first:
        return is_first


@pytest.mark.django_db(transaction=True)
def test_one_is_inside_and_the_next_after_it():
    is_shared = connection.vendor != "postgresql"
    with alone("planning") as is_first:
        assert is_first
        assert elsewhere(gets_in) == is_shared

    assert elsewhere(gets_in)


@pytest.mark.django_db(transaction=True)
def test_other_things_go_on_beside_it():
    with alone("something else"):
        assert elsewhere(gets_in)


@pytest.mark.django_db(transaction=True)
def test_what_fails_inside_lets_the_next_in():
    with pytest.raises(LookupError), alone("planning"):
        raise LookupError

    assert elsewhere(gets_in)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("by_another", [True, False])
def test_who_finds_it_planned_by_another_only_sends(settings, by_another):
    settings.NOTICE_PLANNERS = [f"{__name__}.plans"]
    planned.clear()
    what = "planning" if by_another else "something else"

    with alone(what):
        elsewhere(tasks.work)

    is_left_out = by_another and connection.vendor == "postgresql"
    assert planned == ([] if is_left_out else ["once"])
