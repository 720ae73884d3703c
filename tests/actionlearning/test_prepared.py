"""A prepared query answers as the query set would that it was written from."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import transaction
from django.db.models import F, QuerySet
from django.db.transaction import TransactionManagementError

from actionlearning.lib.clock import now
from actionlearning.lib.prepared import LONG_AGO, Prepared
from meetings.models import Meeting
from tests import build

pytestmark = pytest.mark.django_db


def meetings(learning_set: int, since: dt.datetime) -> QuerySet[Meeting]:
    """Meetings of a set from a moment on, with their set and one more column."""
    return (
        Meeting.objects.filter(learning_set=learning_set, starts_at__gte=since)
        .select_related("learning_set", "facilitator__user")
        .annotate(name=F("learning_set__name"))
        .order_by("starts_at")
    )


def locked(learning_set: int) -> QuerySet[Meeting, tuple[int]]:
    rows = Meeting.objects.select_for_update(no_key=True)
    return rows.filter(learning_set=learning_set).values_list("pk")


def columns(
    learning_set: int, since: dt.datetime
) -> QuerySet[Meeting, tuple[int, dt.datetime]]:
    return meetings(learning_set, since).values_list("pk", "starts_at")


@pytest.fixture
def of():
    """Two sets with two meetings ahead, and one before."""
    under = build.programme("Bank")
    both = [build.learning_set(under, name) for name in ("Alpha", "Beta")]
    for learning_set in both:
        build.meetings(learning_set, held=1, ahead=2)
    return both


def test_each_set_and_each_moment_has_an_answer_of_its_own(of):
    prepared = Prepared(meetings, learning_set=-1, since=LONG_AGO)

    for learning_set in of:
        for since in (now() - 2 * build.WEEK, now(), now() + 9 * build.WEEK):
            asked = meetings(learning_set.pk, since)
            found = prepared.objects(learning_set=learning_set.pk, since=since)

            assert found == list(asked)
    assert len(prepared.objects(learning_set=of[0].pk, since=now())) == 2


def test_its_objects_bring_along_what_the_query_set_brings(
    of, django_assert_num_queries
):
    prepared = Prepared(meetings, learning_set=-1, since=LONG_AGO)

    with django_assert_num_queries(1):
        found = prepared.objects(learning_set=of[1].pk, since=now())[0]
        told = (found.learning_set.name, vars(found)["name"], found.facilitator)

    assert told == ("Beta", "Beta", None)


def test_its_rows_are_those_of_the_values(of):
    prepared = Prepared(columns, learning_set=-1, since=LONG_AGO)
    about = {"learning_set": of[0].pk, "since": now()}

    assert [tuple(row) for row in prepared.rows(**about)] == list(columns(**about))
    assert tuple(prepared.first(**about) or ()) == columns(**about).first()
    assert prepared.first(learning_set=0, since=now()) is None


@pytest.mark.django_db(transaction=True)
def test_a_lock_needs_a_transaction():
    prepared = Prepared(locked, learning_set=-1)
    with transaction.atomic():
        assert prepared.rows(learning_set=0) == []

    with pytest.raises(TransactionManagementError):
        prepared.rows(learning_set=0)


def test_a_date_is_a_parameter_too(of):
    def on(date: dt.date) -> QuerySet[Meeting]:
        return Meeting.objects.filter(date=date, learning_set=of[0])

    prepared = Prepared(on, date=LONG_AGO.date())
    meeting = of[0].meetings.order_by("-date")[0]

    assert prepared.objects(date=meeting.date) == [meeting]
    assert prepared.objects(date=meeting.date + dt.timedelta(days=1)) == []
