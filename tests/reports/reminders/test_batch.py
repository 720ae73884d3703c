"""A morning's mails: what one costs does not grow, and none says old news."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actionlearning.lib.clock import now
from actionlearning.outbox.delivery import drain
from actionlearning.outbox.email import compose
from actionlearning.outbox.models import Notice
from reports.reminders.services.planning import plan
from tests.reports.reminders.tuesday_set import (
    DAY,
    MEETS_ON,
    TuesdaySet,
    at,
)

pytestmark = pytest.mark.django_db

A_MAIL = (
    11  #: queries that a reminder asks for itself, its end in the outbox among them
)


def sent(*names: str) -> tuple[int, int]:
    """Send the mornings of so many sets of two; return mails and queries."""
    for name in names:
        TuesdaySet(name, met_on=MEETS_ON - 7 * DAY)
    with time_machine.travel(at(MEETS_ON), tick=False):
        plan(now())
        with CaptureQueriesContext(
            connection,
        ) as queries:
            return drain(until=now() + DAY), len(queries)


def test_a_mail_costs_the_same_in_a_larger_morning():
    mails, queries = sent("A")
    more, many = sent("B", "C", "D")

    assert (mails, more) == (2, 6)
    assert (many - queries) / (more - mails) <= A_MAIL


@pytest.fixture
def mornings() -> list[Notice]:
    TuesdaySet("", met_on=MEETS_ON - 7 * DAY)
    with time_machine.travel(at(MEETS_ON), tick=False):
        plan(now())
    rows = Notice.objects.filter(kind="morning").select_related("person")
    return list(rows.order_by("pk"))


def test_who_has_just_left_is_not_written_to(mornings):
    with time_machine.travel(at(MEETS_ON), tick=False):
        assert compose(mornings[1])
        mornings[0].person.memberships.update(left_at=now())

        written = [bool(compose(notice)) for notice in mornings]

    assert written == [False, True]
