"""A poisoned row of the outbox stops neither its planners nor the sending."""

import datetime as dt

import pytest
from django.core import mail

from actionlearning.accounts.models import User
from actionlearning.lib.clock import now
from actionlearning.outbox import kinds as declared
from actionlearning.outbox.models import ChatWebhook, Notice
from actionlearning.outbox.retries import TRIES
from tests.actionlearning.outbox.digests import queue as bundle, rows, thing
from tests.actionlearning.outbox.letters import KINDS, send, states, waits
from tests.support.build import people
from tests.support.poison import failed, refusing, run, unreadable

pytestmark = pytest.mark.django_db

State = Notice.State
LONG_AGO = dt.timedelta(days=100)


@pytest.fixture
def ben(db: None) -> User:
    return people("Ben Shah")[0]


@pytest.mark.usefixtures("kinds")
def test_old_rows_are_deleted_but_the_one_that_cannot_be_read(pia):
    bad, _good = (
        waits(pia, state=State.SENT, useless_after=now() - LONG_AGO) for _n in "ab"
    )
    unreadable(bad, "created_at")

    run("actionlearning.outbox.inbox.forget", now().replace(minute=0))

    assert list(Notice.objects.values_list("pk", flat=True)) == [bad.pk]
    assert failed() == {f"Notice {bad.pk}"}


@pytest.mark.usefixtures("kinds")
def test_the_notices_without_a_mail_are_shown_but_the_bad_ones(pia):
    unread = waits(pia, state=State.FAILED)
    unwritten = waits(pia, "broken", state=State.FAILED)
    good = waits(pia, state=State.FAILED)
    unreadable(unread, "created_at")

    run("actionlearning.outbox.inbox.present", now())

    shown = Notice.objects.exclude(headline="").values_list("pk", flat=True)
    assert list(shown) == [good.pk]
    assert failed() == {f"Notice {unread.pk}", f"Notice {unwritten.pk}"}


@pytest.mark.django_db(transaction=True)
def test_the_messages_of_a_digest_end_but_the_one_that_cannot_be_stored(morning_kinds):
    pia = people("Pia Lind")[0]
    bundle(thing(pia, "a"), thing(pia, "b"))
    Notice.objects.filter(kind="morning").update(state=State.SENT)
    bad = Notice.objects.get(key="a")

    with refusing(bad, "UPDATE"):
        run("actionlearning.outbox.daily_digest.settle_bundled", now())

    ended = dict(Notice.objects.exclude(kind="morning").values_list("key", "state"))
    assert ended == {"a": State.BUNDLED, "b": State.SENT}
    assert failed() == {f"Notice {bad.pk}"}


# -- Sending ---------------------------------------------------------------------------


@pytest.mark.usefixtures("kinds")
def test_a_row_that_cannot_be_read_does_not_keep_the_others_from_leaving(pia, ben):
    bad = waits(pia, due_at=now() - dt.timedelta(hours=1))
    waits(ben)
    unreadable(bad, "created_at")

    assert send() == 1
    assert [state for state, _why in states()] == ["failed", "sent"]
    assert failed() == {f"Notice {bad.pk}"}


@pytest.mark.usefixtures("kinds")
def test_a_reader_who_cannot_be_read_does_not_keep_the_others_from_leaving(pia, ben):
    bad = waits(pia)
    waits(ben)
    unreadable(pia, "date_joined")

    assert send() == 1
    assert failed() == {f"Notice {bad.pk}"}


@pytest.mark.usefixtures("kinds")
def test_a_letter_that_cannot_be_written_is_in_the_list(pia, ben):
    bad = waits(pia, "broken")
    waits(ben)

    assert send() == 1
    assert states() == [("waiting", "LookupError"), ("sent", "")]
    assert failed() == {f"Notice {bad.pk}"}


@pytest.mark.django_db(transaction=True)
def test_a_mail_whose_end_cannot_be_stored_is_sent_once(kinds):
    pia, ben = people("Pia Lind", "Ben Shah")
    bad = waits(pia)
    waits(ben)

    with refusing(bad, "UPDATE", when=f"OLD.id = {bad.pk} AND NEW.state = 'sent'"):
        send()
        send()

    assert [each.recipients()[0].split()[0] for each in mail.outbox] == ["Pia", "Ben"]
    assert [state for state, _why in states()] == ["failed", "sent"]
    assert failed() == {f"Notice {bad.pk}"}


def test_a_message_that_cannot_be_written_leaves_its_digest(
    pia, morning_kinds, monkeypatch
):
    monkeypatch.setitem(declared.WRITERS, "action_follow_up", KINDS["broken"])
    bundle(thing(pia, "a", "manager_digest"), thing(pia, "b", "action_follow_up"))

    send()

    bad = Notice.objects.get(key="b")
    assert len(mail.outbox) == 1
    assert (bad.state, bad.bundled_in, bad.attempts) == (State.WAITING, None, 1)
    assert failed() == {f"Notice {bad.pk}"}


def test_a_message_that_is_never_written_has_failed_in_the_end(
    pia, morning_kinds, monkeypatch
):
    monkeypatch.setitem(declared.WRITERS, "action_follow_up", KINDS["broken"])
    bundle(thing(pia, "b", "action_follow_up"))

    for _n in range(TRIES + 1):
        send()
        Notice.objects.filter(state=State.WAITING).update(due_at=now())

    assert rows() == [("morning", "dropped"), ("action_follow_up", "failed")]


@pytest.mark.usefixtures("morning_kinds")
def test_a_message_that_cannot_be_read_leaves_its_digest(pia, ben):
    of_whom = {"a": pia, "b": pia, "c": ben}
    bundle(*(thing(to, key, "manager_digest") for key, to in of_whom.items()))
    bad = Notice.objects.get(key="a")
    unreadable(bad, "created_at")

    assert send() == 2
    assert failed() == {f"Notice {bad.pk}"}


@pytest.mark.usefixtures("kinds")
def test_what_a_batch_has_in_common_is_asked_for_but_not_for_the_bad_row(
    pia, ben, monkeypatch
):
    bad, good = waits(pia), waits(ben)
    asked: list[int] = []

    def gather(notices: list[Notice]) -> None:
        if bad in notices:
            raise LookupError("a secret sentence")
        asked.extend(notice.pk for notice in notices)

    monkeypatch.setitem(declared.GATHERERS, "hello", gather)

    assert send() == 2
    assert asked == [good.pk]
    assert failed() == {f"Notice {bad.pk}"}


@pytest.mark.usefixtures("kinds")
def test_a_message_to_a_channel_that_cannot_be_read_or_written_stops_no_other(
    monkeypatch, chat
):
    def tell(notice: Notice) -> list[str]:
        if notice.key == "chat:broken":
            raise LookupError("a secret sentence")
        return ["Harbour meets today."]

    monkeypatch.setitem(declared.TELLERS, "chat", tell)
    unread, unwritten, _good = (_to_channel(name) for name in ("a", "broken", "c"))
    unreadable(unread, "created_at")

    assert send() == 1
    assert failed() == {f"Notice {unread.pk}", f"Notice {unwritten.pk}"}


def _to_channel(name: str) -> Notice:
    webhook = ChatWebhook.objects.create(
        set_code=name,
        service="slack",
        address="https://hooks.slack.com/services/T0/B0/x",
        language="en-gb",
    )
    return Notice.objects.create(
        kind="chat",
        key=f"chat:{name}",
        webhook=webhook,
        useless_after=now() + dt.timedelta(days=1),
    )
