"""One click ends a kind of mail, without signing in, and gives nothing away (RFC 8058)."""

import datetime as dt
from email import message_from_bytes, policy

import pytest
from django.core import mail
from django.test import Client

from actionlearning.accounts.models import User
from actionlearning.lib.clock import now
from actionlearning.outbox.delivery import drain
from actionlearning.outbox.kinds import KINDS
from actionlearning.outbox.models import Notice
from actionlearning.outbox.unsubscribe import path_of
from tests.actionlearning.outbox.letters import hello, writers
from tests.support.build import people
from tests.support.snapshot import snapshot

pytestmark = pytest.mark.django_db

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def pia(settings, monkeypatch) -> User:
    writers(monkeypatch, dict.fromkeys(KINDS, hello))
    settings.NOTICE_PLANNERS = []
    return people("Pia Lind")[0]


@pytest.fixture
def machine() -> Client:
    """A mail provider: no cookies, no form of ours, and Django asks for both."""
    return Client(enforce_csrf_checks=True)


def mailed(to: User | None, kind: str) -> mail.EmailMultiAlternatives:
    Notice.objects.create(
        kind=kind,
        key=f"{kind}:{Notice.objects.count()}",
        person=to,
        address=to.email if to else "guest@example.org",
        useless_after=now() + dt.timedelta(days=1),
    )
    drain(until=now() + dt.timedelta(minutes=1))
    message = mail.outbox[-1]
    assert isinstance(message, mail.EmailMultiAlternatives)
    return message


def address_in(message: mail.EmailMultiAlternatives, site: str) -> str:
    header = message.message()["List-Unsubscribe"]
    assert header.startswith(f"<{site}/unsubscribe/")
    return str(header).strip("<>").removeprefix(site)


def test_the_button_of_a_mail_program_ends_that_kind_of_mail(pia, machine, settings):
    message = mailed(pia, "wrap_up")
    assert message.message()["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    answer = machine.post(address_in(message, settings.SITE_URL), ONE_CLICK)

    pia.refresh_from_db()
    assert (answer.status_code, machine.cookies.output()) == (200, "")
    assert pia.channels == {"wrap_up": {"mail": False}}


def test_the_address_is_whole_however_its_line_is_folded(pia, settings):
    raw = mailed(pia, "action_follow_up").message().as_bytes()

    read = message_from_bytes(raw, policy=policy.default)

    path = path_of(pia, KINDS["action_follow_up"])
    assert read["List-Unsubscribe"].strip() == f"<{settings.SITE_URL}{path}>"
    assert b"=?" not in raw.split(b"List-Unsubscribe:")[1].split(b">")[0]


@pytest.mark.parametrize("name", sorted(KINDS))
def test_every_mail_that_may_end_says_how(pia, name, settings):
    pia.channels = {name: {"mail": True}}
    pia.save(update_fields=["channels"])

    message = mailed(pia, name)

    has_way = KINDS[name].may_choose("mail")
    html = str(message.alternatives[0][0])
    assert ("List-Unsubscribe" in message.message()) is has_way
    assert ("/unsubscribe/" in str(message.body)) is has_way
    assert ("/unsubscribe/" in html) is has_way


def test_a_mail_to_an_outsider_has_no_such_address(pia):
    message = mailed(None, "wrap_up")

    assert "List-Unsubscribe" not in message.message()


def test_opening_the_address_changes_nothing(pia, machine):
    before = snapshot()

    page = machine.get(path_of(pia, KINDS["wrap_up"])).content.decode()

    assert snapshot() == before
    assert "What was agreed, after a meeting" in page
    assert "Stop these e-mails" in page


def test_it_can_be_switched_on_again(pia, machine):
    address = path_of(pia, KINDS["wrap_up"])
    page = machine.post(address, ONE_CLICK).content.decode()
    assert "Switch it on again" in page

    machine.post(address, {"again": "1"})

    pia.refresh_from_db()
    assert pia.channels == {"wrap_up": {"mail": True}}


def test_the_other_choices_stay(pia, machine):
    pia.channels = {"wrap_up": {"inbox": False}, "released": {"mail": True}}
    pia.save(update_fields=["channels"])

    machine.post(path_of(pia, KINDS["wrap_up"]), ONE_CLICK)

    pia.refresh_from_db()
    assert pia.channels == {
        "wrap_up": {"inbox": False, "mail": False},
        "released": {"mail": True},
    }


def test_who_holds_the_address_learns_the_kind_and_no_more(pia, machine):
    page = machine.get(path_of(pia, KINDS["wrap_up"])).content.decode()

    assert not [word for word in ("Pia", "Lind", "pia@", "Harbour") if word in page]


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("change", ["other", "cut", "kind", "gone"])
def test_an_address_that_is_not_ours_does_not_exist(pia, machine, method, change):
    address = path_of(pia, KINDS["wrap_up"])
    assert machine.get(address).status_code == 200
    token = address.split("/")[2]
    changed = {
        "other": token.replace(f"{pia.pk}.", f"{pia.pk + 1}.", 1),
        "cut": token[:-3],
        "kind": token.replace("wrap_up", "released"),
        "gone": token,
    }[change]
    if change == "gone":
        pia.delete()
        method = "post"

    answer = getattr(machine, method)(f"/unsubscribe/{changed}/", ONE_CLICK)

    assert answer.status_code == 404


def test_what_cannot_be_switched_off_has_no_address(pia, machine):
    answer = machine.post(path_of(pia, KINDS["set_closed"]), ONE_CLICK)

    pia.refresh_from_db()
    assert (answer.status_code, pia.channels) == (404, {})
