"""A bad row costs the others nothing, and the operator learns of it."""

import datetime as dt
from collections.abc import Sequence

import pytest
import time_machine
from django.core.management import call_command
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from actionlearning.accounts.models import User
from actionlearning.lib.clock import now
from actionlearning.outbox import failing, tasks
from actionlearning.outbox.each_row import (
    at_once,
    each,
    load,
    name_of,
    queue_each,
    update,
)
from actionlearning.outbox.models import FailingRow, Notice
from tests.actionlearning.outbox.letters import waits
from tests.support.build import people
from tests.support.poison import failed, refusing, run, unreadable

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def three(db: None) -> list[User]:
    return people("Pia Lind", "Max Adler", "Ben Shah")


def but_max(person: User) -> str:
    if person.name == "Max Adler":
        raise LookupError("a secret sentence")
    return person.name


def test_the_others_are_done_and_the_row_is_named_without_its_words(three, caplog):
    done = each(three, but_max, of="greetings")

    assert done == ["Pia Lind", "Ben Shah"]
    assert failed() == {f"User {three[1].pk}"}
    assert f"greetings: User {three[1].pk} failed with LookupError" in caplog.text
    assert "test_each_row.py:" in caplog.text
    assert not {"secret", "Max"} & set(caplog.text.split())


def test_a_database_that_does_not_answer_is_no_fault_of_a_row(three):
    def away(_person: User) -> None:
        raise OperationalError

    with pytest.raises(OperationalError):
        each(three, away, of="greetings")

    assert failed() == set()


def test_what_happens_otherwise_may_end_the_work_or_fail_too(three):
    def again(_person: User, error: Exception) -> None:
        raise error

    def fail_too(_person: User, _error: Exception) -> None:
        raise ValueError

    with pytest.raises(LookupError):
        each(three, but_max, of="greetings", otherwise=again)
    assert len(each(three, but_max, of="greetings", otherwise=fail_too)) == 2


def test_rows_that_can_be_read_are(three):
    unreadable(three[1], "date_joined")
    found: list[int] = []

    rows = load(
        User.objects.order_by("pk"),
        of="people",
        most=3,
        otherwise=lambda row, _error: found.append(row.pk),
    )

    assert rows == [three[0], three[2]]
    assert found == [three[1].pk]


def test_rows_that_are_well_cost_one_query(three):
    with CaptureQueriesContext(connection) as queries:
        load(User.objects.order_by("pk"), of="people")
        each(three, name_of, of="people")

    assert len(queries) == 1


def test_a_batch_that_fails_is_done_row_by_row(three):
    def greet(some: Sequence[User]) -> int:
        return len([but_max(person) for person in some])

    assert at_once(three, greet, of="greetings") == 2
    assert failed() == {f"User {three[1].pk}"}


@pytest.mark.django_db(transaction=True)
def test_messages_are_stored_without_the_one_that_cannot_be(kinds):
    pia = people("Pia Lind")[0]
    some = [
        Notice(kind="hello", key=key, person=pia, useless_after=now() + HOUR)
        for key in ("hello:1", "hello:2", "hello:3")
    ]

    with refusing(some[0], "INSERT", when="NEW.key = 'hello:2'"):
        queue_each(some, of="greetings")

    assert set(Notice.objects.values_list("key", flat=True)) == {"hello:1", "hello:3"}
    assert failed() == {"Notice hello:2"}


@pytest.mark.django_db(transaction=True)
def test_a_statement_that_fails_is_made_for_each_row():
    three = people("Pia Lind", "Max Adler", "Ben Shah")

    with refusing(three[1], "UPDATE"):
        changed = update(User.objects.order_by("pk"), of="people", zone="UTC")

    assert changed == 2
    assert failed() == {f"User {three[1].pk}"}


# -- The operator ----------------------------------------------------------------------


def health(visitor) -> tuple[int, str]:
    answer = visitor.get("/healthz/rows")
    return answer.status_code, answer.content.decode()


def test_health_says_it_until_half_an_hour_after_the_last_failure(client, three):
    well = health(client)
    each(three, but_max, of="greetings")
    ill = health(client)

    with time_machine.travel(now() + dt.timedelta(minutes=31)):
        later = health(client)

    assert (well, ill, later) == ((200, "ok\n"), (503, "rows fail\n"), (200, "ok\n"))


def test_a_row_that_fails_again_is_one_row_with_its_first_time(three):
    each(three, but_max, of="greetings")
    since = FailingRow.objects.get().since

    with time_machine.travel(now() + HOUR):
        each(three, but_max, of="greetings")

    again = FailingRow.objects.get()
    assert (again.since, again.last_at > since) == (since, True)


def test_an_operator_lists_the_rows(three, capsys):
    each(three, but_max, of="greetings")

    call_command("failing")

    assert f"greetings  User {three[1].pk}  LookupError" in capsys.readouterr().out


def test_what_has_not_failed_for_a_week_is_forgotten(three):
    each(three, but_max, of="greetings")
    full = now().replace(minute=0)

    kept = run("actionlearning.outbox.failing.forget", full + failing.KEPT - HOUR)
    gone = run("actionlearning.outbox.failing.forget", full + failing.KEPT + 2 * HOUR)

    assert (kept, gone) == (0, 1)


def test_a_planner_that_fails_as_a_whole_is_in_the_list_too(pia, settings):
    settings.NOTICE_PLANNERS = ["tests.actionlearning.outbox.letters.broken"]

    tasks.plan(now())

    assert failed() == {"all rows"}


def test_a_pair_is_named_by_both(three):
    notice = waits(three[0])

    assert name_of((three[0], notice)) == f"User {three[0].pk}, Notice {notice.pk}"
