import datetime as dt

import pytest
import time_machine
from django.test import Client

from actionlearning.accounts.models import User
from actionlearning.lib.clock import now
from meetings.models import Series
from meetings.set_pages.queries.invitation import plan
from sets.invitations.services import accept, revoke
from tests.sets.invitations.inviting import address, invited
from tests.support import build
from tests.support.cast import Cast
from tests.support.date_words import date_in_words

WEEK = dt.timedelta(days=7)


@pytest.fixture
def nia(db) -> User:
    return build.people("Nia Cole")[0]


def test_the_link_shows_and_only_post_accepts(cast: Cast, nia: User):
    (one,) = invited(cast, nia.email)
    browser = Client()
    browser.force_login(nia)

    shown = browser.get(address(one))
    assert "Fay Okoro invites you" in shown.text
    assert not nia.memberships.exists()

    assert browser.post(address(one))["Location"] == f"/sets/{cast.set.code}/agreement/"
    assert nia.memberships.exists()


def test_signed_out_the_link_leads_to_sign_up_or_sign_in_and_back(cast: Cast):
    (one,) = invited(cast, "nia@example.org")

    shown = Client().get(address(one)).text

    assert f'"{address(one)}account/"' in shown
    assert f"/account/login/?next={address(one)}" in shown
    assert "n…@example.org" in shown
    assert "nia@example.org" not in shown


def test_the_page_says_what_for_when_how_often_how_long_and_where(cast: Cast):
    (one,) = invited(cast, "nia@example.org")
    cast.meeting.series = Series.objects.create(
        learning_set=cast.set,
        frequency="weekly",
        every=2,
        starts_on=dt.date(2026, 3, 3),
        time=cast.meeting.time,
        zone=cast.meeting.zone,
    )
    cast.meeting.place, cast.meeting.link = "Room 2", "https://video.example/room"
    cast.meeting.save(update_fields=["series", "place", "link"])

    shown = Client().get(address(one)).text

    day = date_in_words(cast.meeting.date)
    for words in (
        "Planning across teams.",
        f"{day}, 09:00–10:30 London",
        "Every second Tuesday",
        "90 minutes",
        "Room 2, or by video",
    ):
        assert words in shown
    assert "video.example" not in shown


@pytest.mark.parametrize(
    ("frequency", "day", "said"),
    [
        ("daily", 3, "Every day"),
        ("working_days", 3, "Every working day"),
        ("weekly", 3, "Every Tuesday"),
        ("monthly", 10, "On the second Tuesday of every month"),
        ("monthly", 31, "On the last Tuesday of every month"),
    ],
)
def test_how_often_is_said_in_words(cast: Cast, frequency: str, day: int, said: str):
    (one,) = invited(cast, "nia@example.org")
    cast.meeting.series = Series.objects.create(
        learning_set=cast.set,
        frequency=frequency,
        starts_on=dt.date(2026, 3, day),
        time=cast.meeting.time,
        zone=cast.meeting.zone,
    )
    cast.meeting.save(update_fields=["series"])

    assert said in {fact.value for fact in plan(one)}


def test_a_manager_is_told_what_for_and_not_where_the_set_meets(cast: Cast):
    (one,) = invited(cast, "nia@example.org", role="manager")

    shown = Client().get(address(one)).text

    assert "Planning across teams." in shown
    assert "Next meeting" not in shown


def test_a_set_without_a_date_says_nothing_of_when(cast: Cast):
    (one,) = invited(cast, "nia@example.org")
    cast.set.meetings.update(state="cancelled")

    assert plan(one) == []


def test_somebody_else_is_told_so_and_not_the_address(cast: Cast):
    (one,) = invited(cast, "nia@example.org")
    browser = cast.client("ola")

    for response in (browser.get(address(one)), browser.post(address(one))):
        assert "This invitation is for somebody else." in response.text
        assert "nia@example.org" not in response.text
        assert cast.set.name not in response.text
    assert response.status_code == 403


def test_a_used_expired_or_revoked_link_has_a_page_with_a_way_on(cast: Cast, nia: User):
    (one,) = invited(cast, nia.email)
    with time_machine.travel(now() + WEEK + dt.timedelta(minutes=1)):
        assert "has expired" in Client().get(address(one)).text
    revoke(one, by=cast.membership("fay"))
    assert "This invitation was withdrawn." in Client().get(address(one)).text

    (two,) = invited(cast, nia.email)
    accept(two, user=nia)
    assert "has been used" in Client().get(address(two)).text


def test_a_link_that_is_not_ours_is_not_found(db):
    for token in ("1", "1.forged", "x" * 300):
        assert Client().get(f"/invitations/{token}/").status_code == 404


def test_the_coordinator_invites_from_the_members_page(cast: Cast):
    url = f"/sets/{cast.set.code}/members/"
    form = {"people": "Nia <nia@example.org>", "role": "member"}

    denied = cast.client("ben").post(url, form)
    allowed = cast.client("fay").post(url, form)

    assert (denied.status_code, allowed.status_code) == (403, 302)
    assert cast.set.invitations.filter(email="nia@example.org").count() == 1


@pytest.mark.parametrize(
    ("people", "said"),
    [
        ("pia@example.org", "pia@example.org is already in the set."),
        ("nobody", "“nobody” is not an e-mail address."),
        ("", "This is still empty."),
        (" ".join(f"m{n}@example.org" for n in range(5)), "3 places are left"),
    ],
)
def test_a_wrong_invitation_says_why_and_keeps_the_text(
    cast: Cast, people: str, said: str
):
    url = f"/sets/{cast.set.code}/members/"

    response = cast.client("fay").post(url, {"people": people, "role": "member"})

    assert response.status_code == 422
    assert said in response.text
    assert people in response.text


def test_revoking_is_the_coordinators_and_ends_the_link(cast: Cast, nia: User):
    (one,) = invited(cast, nia.email)
    url = f"/sets/{cast.set.code}/invitations/{one.pk}/revocation/"

    denied, allowed = cast.client("ben").post(url), cast.client("fay").post(url)

    assert (denied.status_code, allowed.status_code) == (403, 302)
    one.refresh_from_db()
    assert one.state == "revoked"


def test_another_sets_invitation_cannot_be_revoked(cast: Cast):
    other = cast.quay.invitation
    url = f"/sets/{cast.set.code}/invitations/{other.pk}/revocation/"

    assert cast.client("fay").post(url).status_code == 404


def test_only_the_coordinator_sees_whom_is_invited(cast: Cast):
    invited(cast, "nia@example.org")
    url = f"/sets/{cast.set.code}/members/"

    assert "nia@example.org" in cast.client("fay").get(url).text
    assert "nia@example.org" not in cast.client("ben").get(url).text
