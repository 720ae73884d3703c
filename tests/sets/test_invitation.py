from __future__ import annotations

import datetime as dt
import re
from functools import partial

import pytest
import time_machine
from django.test import Client

from actionlearning.accounts.models import User
from actionlearning.lib.clock import now
from actionlearning.outbox.models import Notice
from sets.models import Invitation, Membership, SetManager
from sets.services.invitation import (
    Closed,
    NotForYou,
    TooMany,
    accept,
    invite,
    revoke,
)
from tests import build
from tests.cast import Cast
from tests.cast import cast as build_cast
from tests.meetings.sitting import together

WEEK = dt.timedelta(days=7)


@pytest.fixture
def nia(db) -> User:
    return build.people("Nia Cole")[0]


def invited(cast: Cast, *emails: str, role: str = "member") -> list[Invitation]:
    return invite(cast.set, list(emails), by=cast.place("fay"), role=role)


def test_an_invitation_is_mailed_once_and_useless_when_it_expires(cast: Cast):
    (one,) = invited(cast, "Nia@Example.org ")

    mail = Notice.objects.get(key=f"invitation:{one.pk}")
    assert (mail.kind, mail.address) == ("invitation", "nia@example.org")
    assert mail.about == {"invitation": one.pk}
    assert mail.useless_after == one.expires_at


def test_an_open_invitation_stays_and_is_not_mailed_again(cast: Cast):
    first = invited(cast, "nia@example.org")

    assert invited(cast, "nia@example.org") == first
    assert Notice.objects.filter(address="nia@example.org").count() == 1


def test_an_expired_invitation_is_renewed_by_a_new_one(cast: Cast):
    (old,) = invited(cast, "nia@example.org")

    with time_machine.travel(now() + WEEK + dt.timedelta(minutes=1)):
        (new,) = invited(cast, "nia@example.org")

    old.refresh_from_db()
    assert (old.state, new.state) == ("revoked", "open")
    assert new.pk != old.pk


def test_another_role_gives_way_to_the_new_one(cast: Cast):
    (old,) = invited(cast, "nia@example.org")
    (new,) = invited(cast, "nia@example.org", role="manager")

    old.refresh_from_db()
    assert (old.state, new.role) == ("revoked", "manager")


def test_who_is_inside_is_left_out(cast: Cast):
    assert invited(cast, "pia@example.org", "SAM@example.org") == []


def test_a_set_sends_twenty_invitations_a_day(cast: Cast):
    cast.set.invitations.all().delete()
    invited(cast, *(f"m{n}@example.org" for n in range(20)), role="adviser")

    with pytest.raises(TooMany, match="0 more invitations"):
        invited(cast, "one-more@example.org", role="adviser")
    with time_machine.travel(now() + dt.timedelta(days=1, minutes=1)):
        assert invited(cast, "one-more@example.org", role="adviser")


def test_one_person_cannot_spread_a_flood_over_many_sets(cast: Cast):
    other = build.learning_set(cast.set.programme, "Other")
    Invitation.objects.bulk_create(
        Invitation(
            learning_set=other,
            email=f"m{n}@example.org",
            invited_by=cast.fay,
            expires_at=now(),
        )
        for n in range(59)
    )

    with pytest.raises(TooMany):
        invited(cast, "nia@example.org")


def test_too_many_sends_none(cast: Cast):
    with pytest.raises(TooMany, match="3 places are left"):
        invited(cast, *(f"m{n}@example.org" for n in range(4)))

    assert not Notice.objects.exists()


def test_accepting_gives_a_place(cast: Cast, nia: User):
    (one,) = invited(cast, nia.email)

    place = accept(one, user=nia)

    assert isinstance(place, Membership)
    assert (place.learning_set, place.kind, place.on_rota) == (cast.set, "member", True)


def test_an_adviser_sits_in_the_set_but_not_on_the_rota(cast: Cast, nia: User):
    place = accept(invited(cast, nia.email, role="adviser")[0], user=nia)

    assert isinstance(place, Membership)
    assert (place.kind, place.on_rota) == ("adviser", False)


def test_a_manager_gets_no_place_in_the_set(cast: Cast, nia: User):
    appointment = accept(invited(cast, nia.email, role="manager")[0], user=nia)

    assert isinstance(appointment, SetManager)
    assert not nia.memberships.exists()


def test_accepting_twice_gives_the_same_place(cast: Cast, nia: User):
    (one,) = invited(cast, nia.email)

    assert accept(one, user=nia) == accept(one, user=nia)


def test_only_the_invited_address_may_accept(cast: Cast, nia: User):
    (one,) = invited(cast, "somebody@example.org")

    with pytest.raises(NotForYou):
        accept(one, user=nia)
    assert not nia.memberships.exists()


def test_a_revoked_or_expired_invitation_opens_nothing(cast: Cast, nia: User):
    (one,) = invited(cast, nia.email)
    with (
        time_machine.travel(now() + WEEK + dt.timedelta(minutes=1)),
        pytest.raises(Closed),
    ):
        accept(one, user=nia)
    revoke(one, by=cast.place("fay"))

    with pytest.raises(Closed):
        accept(one, user=nia)
    assert not nia.memberships.exists()


def test_an_accepted_invitation_does_not_bring_back_who_was_removed(
    cast: Cast, nia: User
):
    (one,) = invited(cast, nia.email)
    place = accept(one, user=nia)
    Membership.objects.filter(pk=place.pk).update(left_at=now())

    with pytest.raises(Closed):
        accept(one, user=nia)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_accepted_at_once_in_three_tabs_makes_one_place():
    cast = build_cast()
    nia = build.people("Nia Cole")[0]
    (one,) = invited(cast, nia.email)

    raised = together(*[partial(accept, one, user=nia) for _ in range(3)])

    assert raised == [None] * 3
    assert nia.memberships.count() == 1


def address(one: Invitation) -> str:
    return f"/invitations/{one.token}/"


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
        ("", "This field is required."),
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
