"""The coordinator sees whether the set's mail arrives."""

import datetime as dt

from django.db import connection
from django.test.utils import CaptureQueriesContext

from actionlearning.lib.clock import now
from actionlearning.outbox import heartbeat, suppressions
from actionlearning.outbox.models import Notice, SuppressedAddress
from tests.support.cast import Cast

State = Notice.State


def mailed(cast: Cast, name: str, state: str, why: str = "", **more: object) -> None:
    person = cast.users[name]
    Notice.objects.create(
        kind="meeting_reminder",
        key=f"mailed:{Notice.objects.count()}",
        person=person,
        address=person.email,
        set_code=cast.set.code,
        state=state,
        why=why,
        useless_after=now() + dt.timedelta(hours=1),
        **more,
    )


def page(cast: Cast, who: str = "fay") -> str:
    return cast.client(who).get(f"/sets/{cast.set.code}/mail/").text


def test_the_page_counts_and_names_only_who_got_nothing(cast: Cast):
    mailed(cast, "ben", State.SENT)
    mailed(cast, "max", State.WAITING)
    mailed(cast, "pia", State.FAILED, "refused with 550")
    mailed(cast, "lea", State.WAITING, "refused with 450", attempts=1)

    text = page(cast)

    assert "Reminders of a meeting" in text
    assert "Their mail server refused it." in text
    assert cast.users["pia"].email in text
    assert cast.users["lea"].email in text
    assert cast.users["ben"].email not in text
    assert cast.users["max"].email not in text


def test_the_page_says_since_when_no_mail_gets_out(cast: Cast):
    before = page(cast)
    heartbeat.unreachable(now())

    after = page(cast)

    assert "E-mails have been delayed since" not in before
    assert "E-mails have been delayed since" in after


def test_mail_of_another_set_is_not_counted(cast: Cast):
    mailed(cast, "pia", State.FAILED, "refused with 550")
    Notice.objects.update(set_code="elsewhere")

    assert cast.users["pia"].email not in page(cast)


def test_the_page_asks_no_more_for_more_mail(cast: Cast, django_assert_num_queries):
    mailed(cast, "pia", State.FAILED, "refused with 550")
    page(cast)
    with CaptureQueriesContext(connection) as one:
        page(cast)
    for name in ("ben", "max", "lea"):
        mailed(cast, name, State.FAILED, "refused with 550")

    with django_assert_num_queries(len(one)):
        page(cast)


def test_who_is_not_written_to_sees_it_and_can_say_it_works_again(cast: Cast):
    pia = cast.users["pia"]
    SuppressedAddress.objects.create(address=pia.email, refusals=3, paused_at=now())
    mailed(cast, "pia", State.FAILED, suppressions.PAUSED)
    told = cast.client("pia").get("/profile/").text

    cast.client("pia").post("/profile/address/again/")

    assert "came back 3 times" in told
    assert "came back 3 times" not in cast.client("pia").get("/profile/").text
    assert Notice.objects.filter(person=pia, state=State.WAITING).exists()


def test_nobody_says_it_for_another(cast: Cast):
    pia = cast.users["pia"]
    SuppressedAddress.objects.create(address=pia.email, refusals=3, paused_at=now())

    cast.client("ben").post("/profile/address/again/")

    assert suppressions.paused_at(pia.email) is not None


def test_health_tells_whether_anybody_works(client, db):
    never = client.get("/healthz/work").status_code
    heartbeat.woken(now())
    works = client.get("/healthz/work").status_code
    heartbeat.woken(now() - dt.timedelta(minutes=4))
    stands = client.get("/healthz/work").status_code

    assert (never, works, stands) == (503, 200, 503)
