from __future__ import annotations

import datetime as dt
import re

import pytest
import time_machine
from django.test import Client

from actionlearning.accounts.models import User
from actionlearning.lib.clock import now
from sets.services.invitation import accept, revoke
from tests.cast import Cast
from tests.sets.inviting import address, invited

WEEK = dt.timedelta(days=7)


def test_the_link_shows_and_only_post_accepts(cast: Cast, nia: User):
    (one,) = invited(cast, nia.email)
    browser = Client()
    browser.force_login(nia)

    shown = browser.get(address(one))
    assert "Fay Okoro invites you" in shown.text
    assert not nia.memberships.exists()

    assert browser.post(address(one))["Location"] == f"/sets/{cast.set.code}/agreement/"
    assert nia.memberships.exists()


def test_signed_out_the_link_leads_to_sign_up_and_back(cast: Cast):
    (one,) = invited(cast, "nia@example.org")

    shown = Client().get(address(one)).text

    assert f"/account/signup/?next={address(one)}" in shown
    assert "n…@example.org" in shown
    assert "nia@example.org" not in shown


def test_signing_up_for_an_invitation_comes_back_to_it(cast: Cast, mailoutbox):
    (one,) = invited(cast, "nia@example.org")
    browser = Client()
    person = {
        "email": "nia@example.org",
        "name": "Nia Cole",
        "password1": "a long and quiet word",
        "zone": "Europe/London",
        "next": address(one),
    }

    to_code = browser.post("/account/signup/", person)
    code = re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}", mailoutbox[-1].body)
    assert code
    back = browser.post(to_code["Location"], {"code": code[0]})

    assert back["Location"] == address(one)
    browser.post(back["Location"])
    assert cast.set.memberships.filter(user__email="nia@example.org").exists()


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
        assert "too old" in Client().get(address(one)).text
    revoke(one, by=cast.place("fay"))
    assert "taken back" in Client().get(address(one)).text

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
