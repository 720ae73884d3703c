"""What a person has chosen about their messages counts when they are sent."""

import datetime as dt

import pytest
import time_machine
from django.test import Client

from actionlearning.accounts.models import User
from actionlearning.accounts.services import keep_messages, switch_mail
from actionlearning.lib.clock import now
from actionlearning.outbox.delivery import drain
from actionlearning.outbox.kinds import KINDS, MANAGER
from actionlearning.outbox.models import Notice
from tests.actionlearning.outbox.letters import hello, writers
from tests.support.build import people

pytestmark = pytest.mark.django_db

FRIDAY = "2027-01-08T09:00:00Z"


@pytest.fixture
def pia(settings, monkeypatch) -> User:
    writers(monkeypatch, dict.fromkeys(KINDS, hello))
    settings.NOTICE_PLANNERS = []
    return people("Pia Lind")[0]


def sends(to: User, kind: str) -> list[tuple[str, str]]:
    """Queue one message, send what is due; return the states and reasons of all rows."""
    Notice.objects.create(
        kind=kind,
        key=f"{kind}:{Notice.objects.count()}",
        person=to,
        address=to.email,
        useless_after=now() + dt.timedelta(days=1),
    )
    drain(until=now() + dt.timedelta(minutes=1))
    return list(Notice.objects.order_by("pk").values_list("state", "why"))


def quiet(to: User, *days: int, away: tuple[dt.date, dt.date] | None = None) -> None:
    keep_messages(to, channels={}, quiet_days=days, away=away)


def test_what_cannot_be_switched_off_says_why():
    fixed = [kind for kind in KINDS.values() if kind.always]

    assert [kind.name for kind in fixed if not kind.reason] == []
    assert {kind.name for kind in fixed} == {
        "dates_changed",
        "invitation",
        "meeting_cancelled",
        "meeting_moved",
        "place_ended",
        "set_closed",
    }


def test_a_kind_is_mailed_until_it_is_switched_off(pia):
    assert sends(pia, "wrap_up") == [("sent", "")]

    switch_mail(pia.pk, "wrap_up", on=False)

    assert sends(pia, "wrap_up")[1] == ("dropped", "switched off")
    assert sends(pia, "released")[2] == ("sent", "")


def test_what_comes_in_the_product_alone_is_mailed_once_it_is_chosen(pia):
    assert sends(pia, "starts_soon") == [("dropped", "switched off")]

    switch_mail(pia.pk, "starts_soon", on=True)

    assert sends(pia, "starts_soon")[1] == ("sent", "")


def test_what_is_not_mailed_is_found_in_the_notices(pia):
    switch_mail(pia.pk, "wrap_up", on=False)

    sends(pia, "wrap_up")

    notice = Notice.objects.get()
    assert (notice.headline, notice.link) == ("Harbour meets", "/sets/abc/")


@pytest.mark.parametrize(
    ("kind", "days", "expected"),
    [
        ("wrap_up", [4], ("dropped", "quiet day")),
        ("meeting_reminder", [4], ("dropped", "quiet day")),
        ("meeting_moved", [4], ("sent", "")),
        ("wrap_up", [5, 6], ("sent", "")),
    ],
)
def test_on_a_quiet_day_only_what_cannot_wait_is_mailed(pia, kind, days, expected):
    quiet(pia, *days)

    with time_machine.travel(FRIDAY, tick=False):
        assert sends(pia, kind) == [expected]


@pytest.mark.parametrize(
    ("first", "last", "state"),
    [(8, 8, "dropped"), (1, 31, "dropped"), (1, 7, "sent"), (9, 20, "sent")],
)
def test_both_ends_of_a_time_away_are_quiet(pia, first, last, state):
    quiet(pia, away=(dt.date(2027, 1, first), dt.date(2027, 1, last)))

    with time_machine.travel(FRIDAY, tick=False):
        assert sends(pia, "wrap_up")[0][0] == state


def test_a_quiet_day_is_the_person_s_own_day(pia):
    User.objects.update(zone="Pacific/Chatham")
    pia.refresh_from_db()
    quiet(pia, 5)

    with time_machine.travel("2027-01-08T10:30:00Z", tick=False):  # Saturday there
        assert sends(pia, "wrap_up") == [("dropped", "quiet day")]


# -- The page --------------------------------------------------------------------------


@pytest.fixture
def visitor(pia) -> Client:
    visitor = Client()
    visitor.force_login(pia)
    return visitor


def test_the_page_keeps_what_is_ticked(visitor, pia):
    keep_messages(pia, channels={"report_due": {"mail": False, "inbox": False}})
    ticked = {
        "mail_report_due": "on",
        "inbox_report_due": "on",
        "quiet_days": ["5", "6"],
    }

    answer = visitor.post("/profile/messages/", ticked)

    pia.refresh_from_db()
    assert answer.status_code == 302
    assert pia.quiet_days == [5, 6]
    assert pia.channels["report_due"] == {"mail": True, "inbox": True}
    assert pia.channels["wrap_up"] == {"mail": False, "inbox": False}
    assert pia.channels["meeting_moved"] == {"mail": False}
    assert not {"invitation", "place_ended", "set_closed"} & set(pia.channels)


def test_the_page_keeps_a_manager_s_choice_of_who_is_no_manager_now(visitor, pia):
    switch_mail(pia.pk, "released", on=False)

    visitor.post("/profile/messages/", {"mail_report_due": "on"})

    pia.refresh_from_db()
    assert pia.channels["released"] == {"mail": False}
    page = visitor.get("/profile/messages/").content.decode()
    assert not any(
        f"mail_{k.name}" in page for k in KINDS.values() if k.group == MANAGER
    )


@pytest.mark.parametrize(
    ("away_from", "away_until", "words"),
    [
        ("2027-01-04", "", "Please say until when."),
        ("", "2027-01-04", "Please say from when."),
        ("2027-01-05", "2027-01-04", "This is before the first day."),
    ],
)
def test_a_time_away_has_two_ends_in_order(visitor, pia, away_from, away_until, words):
    typed = {"away_from": away_from, "away_until": away_until}

    answer = visitor.post("/profile/messages/", typed)

    pia.refresh_from_db()
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert (pia.away_from, pia.channels) == (None, {})
