"""How a bundled message ends, and when it can be found in the notices."""

import pytest

from actionlearning.accounts.services import switch_mail
from actionlearning.lib.clock import now
from actionlearning.outbox.daily_digest import settle_bundled
from actionlearning.outbox.inbox import present
from actionlearning.outbox.leases import settle
from actionlearning.outbox.models import Notice
from tests.actionlearning.outbox.digests import DAY, queue, rows, send, thing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("morning_kinds")]

State = Notice.State


def test_one_thing_ends_with_its_mail(pia):
    queue(thing(pia, "a"))

    send()

    one, digest = Notice.objects.get(key="a"), Notice.objects.get(kind="morning")
    assert (one.state, one.headline, one.link) == (
        *("sent", "Harbour meets"),
        "/sets/abc/",
    )
    assert one.sent_at == digest.sent_at
    assert one.shown_at == digest.shown_at


def test_one_thing_is_found_while_its_mail_is_kept_waiting(pia, settings):
    settings.EMAIL_BACKEND = "tests.actionlearning.outbox.letters.Provider"
    queue(thing(pia, "a"))

    assert send() == 0

    assert rows() == [("morning", "waiting"), ("report_due", "folded")]
    assert Notice.objects.get(key="a").headline == "Harbour meets"


def test_a_mail_whose_lease_is_over_has_left_all_the_same(pia):
    queue(thing(pia, "a"))
    Notice.objects.filter(kind="morning").update(state="sending", leased_until=now())
    queue(thing(pia, "b"))  # what came meanwhile, and is not in that mail
    Notice.objects.filter(key="b").update(
        state="folded", bundled_in=Notice.objects.get(kind="morning")
    )
    digest = Notice.objects.get(kind="morning")
    digest.is_about, digest.leased_until = Notice.objects.get(key="a"), now() + DAY

    settle(digest, State.SENT)

    assert rows(kind="morning") == [("morning", "sending")]
    assert rows(key="a") == [("report_due", "sent")]
    assert rows(key="b") == [("report_due", "folded")]


def test_what_is_left_of_two_keeps_its_own_name(pia, settings):
    settings.EMAIL_BACKEND = "tests.actionlearning.outbox.letters.Provider"
    queue(thing(pia, "a"), thing(pia, "b"))
    send()
    named = Notice.objects.get(key="b").headline
    Notice.objects.filter(key="a").update(state="dropped", why="called off")
    Notice.objects.filter(kind="morning").update(due_at=now())
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    assert send() == 1

    assert Notice.objects.get(kind="morning").headline != named
    assert Notice.objects.get(key="b").headline == named == "Harbour meets"


def test_what_came_into_a_mail_that_waits_has_its_own_name(pia, settings):
    settings.EMAIL_BACKEND = "tests.actionlearning.outbox.letters.Provider"
    queue(thing(pia, "a"))
    send()
    Notice.objects.filter(key="a").update(state="dropped", why="called off")
    Notice.objects.filter(kind="morning").update(headline="What a was", due_at=now())
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    queue(thing(pia, "b"))

    assert send() == 1
    assert Notice.objects.get(key="b").headline == "Harbour meets"


def test_what_was_found_before_keeps_its_moment(pia):
    queue(thing(pia, "a"))
    before = now() - DAY
    Notice.objects.filter(key="a").update(shown_at=before, headline="Harbour meets")

    assert send() == 1

    assert Notice.objects.get(key="a").shown_at == before


def test_a_bundled_message_ends_as_its_mail(pia):
    queue(thing(pia, "a"), thing(pia, "b"))
    assert settle_bundled(now()) == 0
    send()

    assert settle_bundled(now()) == 2

    [one, other] = Notice.objects.exclude(kind="morning")
    digest = Notice.objects.get(kind="morning")
    assert {one.state, other.state} == {"sent"}
    assert one.sent_at == other.sent_at == digest.sent_at


def test_a_morning_kept_back_is_found_in_the_notices(pia):
    switch_mail(pia.pk, "morning", on=False)
    queue(thing(pia, "a"), thing(pia, "b"))

    assert send() == 0

    shown = Notice.objects.exclude(kind="morning").exclude(headline="")
    assert shown.count() == 2


def test_a_mail_that_was_never_written_is_found_in_the_notices(pia):
    queue(thing(pia, "a"))
    Notice.objects.filter(kind="morning").update(state="failed", why="paused")

    settle_bundled(now())
    counts = [present(now()), present(now())]

    assert counts == [2, 0]  # the digest too, which the notices leave out
    assert Notice.objects.get(key="a").headline == "Harbour meets"


@pytest.mark.parametrize("why", ["called off", "too late", "account closed"])
def test_what_is_over_is_not_shown(pia, why):
    queue(thing(pia, "a"), thing(pia, "b"))
    Notice.objects.filter(key="a").update(state="dropped", why=why)
    Notice.objects.filter(key="b").update(state="failed", why="refused with 550")

    assert present(now()) == 1

    assert [n.key for n in Notice.objects.exclude(headline="")] == ["b"]
