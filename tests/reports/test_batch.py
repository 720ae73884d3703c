"""A batch of morning mails asks its questions together, and no mail says old news."""

from __future__ import annotations

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actionlearning.lib.clock import now
from actionlearning.lib.remember import FRESH, remembering
from actionlearning.outbox.delivery import drain
from actionlearning.outbox.foresight import foresee
from actionlearning.outbox.mail import compose
from actionlearning.outbox.models import Notice
from reports.services.reminders import plan
from tests.reports.harbour import DAY, MEETS_ON, Harbour, at

pytestmark = pytest.mark.django_db

#: Stored for each mail, at once: that it was sent, and what it carries as a notice.
A_MAIL = 1


def sent(*names: str) -> tuple[int, int]:
    """Send the mornings of so many sets of two; return mails and queries."""
    for name in names:
        Harbour(name, met_on=MEETS_ON - 7 * DAY)
    with time_machine.travel(at(MEETS_ON), tick=False):
        plan(now())
        with CaptureQueriesContext(
            connection,
        ) as queries:
            return drain(until=now() + DAY), len(queries)


def test_three_sets_cost_as_many_questions_as_one():
    mails, queries = sent("A")
    more, many = sent("B", "C", "D")

    assert (mails, more) == (2, 6)
    assert many - more * A_MAIL == queries - mails * A_MAIL


@pytest.fixture
def mornings() -> list[Notice]:
    Harbour("", met_on=MEETS_ON - 7 * DAY)
    with time_machine.travel(at(MEETS_ON), tick=False):
        plan(now())
    rows = Notice.objects.filter(kind="morning").select_related("person")
    return list(rows.order_by("pk"))


def test_what_was_foreseen_is_written_without_asking(
    mornings, django_assert_num_queries
):
    with time_machine.travel(at(MEETS_ON), tick=False), remembering():
        foresee(mornings)

        with django_assert_num_queries(0):
            assert compose(mornings[0])


def test_who_has_left_meanwhile_is_not_written_to(mornings):
    with time_machine.travel(at(MEETS_ON), tick=False) as clock, remembering():
        foresee(mornings)
        mornings[0].person.memberships.update(left_at=now())
        clock.shift(2 * FRESH)

        written = [bool(compose(notice)) for notice in mornings]

    assert written == [False, True]


def test_a_foresight_that_fails_stops_no_mail(mornings, settings, caplog):
    settings.NOTICE_FORESIGHT = {"morning": "tests.actionlearning.letters.broken"}

    with time_machine.travel(at(MEETS_ON), tick=False):
        assert drain(until=now() + DAY) == len(mail.outbox) == 2

    assert "LookupError" in caplog.text
    assert "secret" not in caplog.text
