"""One mail a person and day bundles the messages of their morning; each is one row."""

import threading

import pytest
import time_machine
from django.core import mail
from django.db import connections

from actionlearning.accounts.services import switch_mail
from actionlearning.lib.clock import now
from actionlearning.outbox.models import Notice
from actionlearning.outbox.services import cancel
from tests.actionlearning.outbox.digests import DAY, MINUTE, queue, rows, send, thing
from tests.support.build import people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("morning_kinds")]


def test_what_falls_on_one_morning_is_one_mail(pia):
    queue(thing(pia, "a"), thing(pia, "b", "meeting_reminder"))

    assert send() == 1

    [message] = mail.outbox
    assert message.subject == "Harbour meets, and one more thing"
    assert message.body.count("—— Harbour meets ——") == 2


def test_one_thing_reads_as_itself(pia):
    queue(thing(pia, "a"))

    send()

    [message] = mail.outbox
    assert message.subject == "Harbour meets"
    assert "report_due" in message.message()["List-Unsubscribe"]


def test_several_things_end_as_the_morning_mail(pia):
    queue(thing(pia, "a"), thing(pia, "b"))

    send()

    assert "morning" in mail.outbox[0].message()["List-Unsubscribe"]


def test_the_reminder_comes_first(pia):
    queue(thing(pia, "a", "action_follow_up"), thing(pia, "b", "meeting_reminder"))

    send()

    [message] = mail.outbox
    assert isinstance(message, mail.EmailMultiAlternatives)
    assert str(message.alternatives[0][0]).count("<h2>") == 2
    bundled = Notice.objects.exclude(kind="morning").order_by("shown_at")
    assert [notice.kind for notice in bundled] == [
        "meeting_reminder",
        "action_follow_up",
    ]


def test_each_person_has_a_mail_of_their_own():
    pia, max_ = people("Pia Lind", "Max Adler")

    queue(thing(pia, "a"), thing(max_, "b"), thing(max_, "c"))

    assert send() == 2
    assert sorted(message.to[0] for message in mail.outbox) == [
        "Max Adler <max@example.org>",
        "Pia Lind <pia@example.org>",
    ]


def test_the_same_morning_is_queued_once(pia):
    assert queue(thing(pia, "a"), thing(pia, "b")) == 2
    assert queue(thing(pia, "a"), thing(pia, "b")) == 0
    assert queue(thing(pia, "a"), thing(pia, "c")) == 1

    assert send() == 1
    assert rows(kind="morning") == [("morning", "sent")]
    assert mail.outbox[0].subject == "Harbour meets, and 2 more things"


def test_what_comes_after_the_mail_left_goes_by_itself(pia):
    queue(thing(pia, "a"))
    send()

    queue(thing(pia, "b"))

    assert send() == 1
    assert rows(key="b") == [("report_due", "sent")]


def test_tomorrow_s_morning_is_another_mail(pia):
    with time_machine.travel("2027-01-04T08:00:00Z", tick=False):
        queue(thing(pia, "a"))
        send()
    with time_machine.travel("2027-01-05T08:00:00Z", tick=False):
        queue(thing(pia, "b"))
        send()

    assert [n.key.split(":")[2] for n in Notice.objects.filter(kind="morning")] == [
        "2027-01-04",
        "2027-01-05",
    ]


def test_a_longer_use_keeps_the_mail_longer(pia):
    queue(thing(pia, "a", useless_after=now() + MINUTE))

    queue(thing(pia, "b", useless_after=now() + DAY))

    digest = Notice.objects.get(kind="morning")
    assert digest.useless_after == Notice.objects.get(key="b").useless_after


def test_what_lost_its_use_is_left_out_and_the_rest_goes(pia):
    queue(thing(pia, "a", useless_after=now() + MINUTE), thing(pia, "b"))

    with time_machine.travel(now() + 3 * 60 * MINUTE):
        send()

    assert mail.outbox[0].subject == "Harbour meets"
    assert rows(key="a") == [("report_due", "dropped")]


@pytest.mark.parametrize("kind", ["nothing", "closed"])
def test_what_nobody_needs_is_left_out(pia, kind):
    queue(thing(pia, "a", kind), thing(pia, "b"))

    send()

    assert mail.outbox[0].subject == "Harbour meets"
    assert rows(key="a") == [(kind, "dropped")]


def test_a_morning_without_anything_has_no_mail(pia):
    queue(thing(pia, "a", "nothing"))

    assert send() == 0
    assert rows() == [("morning", "dropped"), ("nothing", "dropped")]


def test_what_is_switched_off_is_left_out_and_found_in_the_notices(pia):
    switch_mail(pia.pk, "report_due", on=False)
    queue(thing(pia, "a", "report_due"), thing(pia, "b", "action_follow_up"))

    send()

    assert mail.outbox[0].subject == "Harbour meets"
    off = Notice.objects.get(key="a")
    assert (off.state, off.why, off.headline) == (
        *("dropped", "switched off"),
        "Harbour meets",
    )


def test_what_is_called_off_is_left_out(pia):
    queue(thing(pia, "a", set_code="harbour"), thing(pia, "b", set_code="quay"))

    assert cancel(person=pia, set_code="harbour") == 1

    send()
    assert mail.outbox[0].subject == "Harbour meets"
    assert rows(key="a") == [("report_due", "dropped")]


def test_many_people_cost_as_many_queries_as_one(django_assert_num_queries):
    pia, *others = people("Pia Lind", "Max Adler", "Ben Shah", "Tom Reed")

    with django_assert_num_queries(6):
        queue(thing(pia, "a"))
    with django_assert_num_queries(6):
        queue(*(thing(person, f"b{person.pk}") for person in others))


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_four_schedulers_at_once_make_one_morning():
    pia, max_ = people("Pia Lind", "Max Adler")
    start = threading.Barrier(4)

    def beat() -> None:
        start.wait()
        for n in range(5):
            queue(*(thing(person, f"{n}:{person.pk}") for person in (pia, max_)))
        connections.close_all()

    beats = [threading.Thread(target=beat) for _ in range(4)]
    for each in beats:
        each.start()
    for each in beats:
        each.join()

    assert Notice.objects.filter(kind="morning").count() == 2
    assert Notice.objects.filter(state="folded").count() == 10
    assert send() == 2
