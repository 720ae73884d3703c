"""A morning's mails: what one costs does not grow, and none says old news."""

from collections.abc import Iterator, Sequence

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actionlearning.lib.clock import now
from actionlearning.outbox.batches import gather
from actionlearning.outbox.delivery import drain
from actionlearning.outbox.email import compose
from actionlearning.outbox.kinds import GATHERERS
from actionlearning.outbox.models import Notice
from meetings.models import Meeting
from reports.reminders.queries.gathered import gathered
from reports.reminders.services.planning import plan
from sets.models import Membership
from tests.reports.reminders.tuesday_set import DAY, MEETS_ON, TuesdaySet, at
from tests.support import build

pytestmark = pytest.mark.django_db

#: Queries that a reminder asks for itself: its reader's place, the meeting, and its end.
A_MAIL = 3


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
def harbour() -> TuesdaySet:
    """Fay and Pia's set, on the morning of its second meeting."""
    return TuesdaySet("", met_on=MEETS_ON - 7 * DAY)


@pytest.fixture
def mornings(harbour: TuesdaySet) -> Iterator[list[Notice]]:
    """Their mails, as a worker has claimed them: Fay's, who facilitates, and Pia's."""
    with time_machine.travel(at(MEETS_ON), tick=False):
        plan(now())
        rows = Notice.objects.filter(kind="morning").select_related("person")
        batch = list(rows.order_by("pk"))
        gather(batch)
        yield batch


def body(notice: Notice) -> str:
    """Return the text of a mail that is still to be sent."""
    message = compose(notice)
    return str(message.body) if message else "not written"


def test_who_has_just_left_is_not_written_to(mornings):
    mornings[0].person.memberships.update(left_at=now())

    written = [bool(compose(notice)) for notice in mornings]

    assert written == [False, True]


def test_a_meeting_that_was_just_called_off_is_not_told(harbour, mornings):
    Meeting.objects.filter(pk=harbour.meeting.pk).update(state="cancelled")

    assert [compose(notice) for notice in mornings] == [None, None]


def test_a_meeting_is_told_as_it_is_when_the_mail_is_written(harbour, mornings):
    Meeting.objects.filter(pk=harbour.meeting.pk).update(place="The boathouse")

    assert ["The boathouse" in body(notice) for notice in mornings] == [True, True]


def test_each_reads_the_same_rota_in_their_own_language(mornings):
    mornings[1].person.language = "de"

    fay, pia = [body(notice) for notice in mornings]

    assert "Facilitator: you" in fay
    assert "You are facilitating this time." in fay
    assert "Moderation: Fay Okoro" in pia


def test_a_batch_says_nothing_else_than_a_mail_alone(mornings):
    together = [body(notice) for notice in mornings]

    alone = [body(Notice.objects.get(pk=notice.pk)) for notice in mornings]

    assert together == alone


def test_who_joined_after_the_batch_was_asked_is_asked_about_alone(harbour, mornings):
    known = gathered(mornings[0].bundled.all()[0])
    [user] = build.people("Max Adler")
    max_ = Membership.objects.create(learning_set=harbour.set, user=user)

    assert (harbour.meeting.pk, max_.pk) not in known.ready
    assert known.readiness(harbour.meeting, max_).open_actions == 0


def test_a_batch_that_cannot_be_asked_is_written_all_the_same(harbour, monkeypatch):
    def fails(notices: Sequence[Notice]) -> None:
        raise LookupError("a secret sentence")

    monkeypatch.setitem(GATHERERS, "meeting_reminder", fails)
    with time_machine.travel(at(MEETS_ON), tick=False):
        plan(now())

        assert drain(until=now() + DAY) == 2
