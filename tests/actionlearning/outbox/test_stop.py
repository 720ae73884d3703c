"""The link that ends mails names the kind that the mail was about."""

import re

import pytest
from django.core import mail
from django.test import Client

from actionlearning.accounts.models import User
from actionlearning.outbox.kinds import KINDS
from actionlearning.outbox.models import Notice
from tests.actionlearning.outbox.digests import queue, send, thing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("morning_kinds")]
BUNDLED = ("meeting_reminder", "report_due", "action_follow_up")


def stop() -> str:
    """Return the address of the button that a mail program shows."""
    [message] = mail.outbox
    found = re.search(r"/unsubscribe/[^>]+", message.message()["List-Unsubscribe"])
    assert found
    return found[0]


def named(address: str) -> list[str]:
    """Return the kinds that the page at this address names."""
    page = " ".join(Client().get(address).text.split())
    return [name for name, kind in KINDS.items() if f"“{kind.title}”" in page]


@pytest.mark.parametrize("kind", BUNDLED)
def test_a_mail_of_one_message_names_its_kind(pia: User, kind: str):
    queue(thing(pia, "a", kind))
    send()

    address = stop()

    assert Notice.objects.filter(kind="morning", state="sent").count() == 1
    assert named(address) == [kind]
    assert address in mail.outbox[0].body


def test_ending_it_ends_that_kind_and_no_other(pia: User):
    queue(thing(pia, "a", "report_due"))
    send()

    Client().post(stop(), {"List-Unsubscribe": "One-Click"})

    pia.refresh_from_db()
    assert pia.channels == {"report_due": {"mail": False}}


def test_a_mail_of_several_names_the_daily_digest(pia: User):
    queue(*[thing(pia, kind, kind) for kind in BUNDLED])
    send()

    assert named(stop()) == ["morning"]
