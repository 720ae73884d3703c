"""What is pasted with characters that nobody sees: addresses of people, and links."""

import pytest
from django.test import Client

from actionlearning.accounts.models import User
from sets.invitations.services import accept
from sets.models import Invitation
from tests.meetings.set_pages.test_invited_sign_up import PERSON, code_in
from tests.sets.invitations.inviting import address, invited
from tests.support import build
from tests.support.cast import Cast

CEA = "cea.k@example.org"


def test_a_pasted_address_and_a_pasted_link_lead_into_the_set(cast: Cast, mailoutbox):
    typed = {"people": f"Cea <{CEA}\u200b>", "role": "member"}
    cast.client("fay").post(f"/sets/{cast.set.code}/members/", typed)
    asked = cast.set.invitations.get(email=CEA)
    cea = Client()

    page = cea.get(f"{address(asked)}\u200b", follow=True)
    to_code = cea.post(f"{page.request['PATH_INFO']}account/", PERSON)
    back = cea.post(to_code["Location"], {"code": f"\u2060{code_in(mailoutbox[-1])}"})
    cea.post(back["Location"])
    cea.logout()
    cea.post("/account/login/", {"login": CEA, "password": PERSON["password1"]})

    assert page.redirect_chain == [(address(asked), 302)]
    assert cea.get(f"/sets/{cast.set.code}/members/").status_code == 200


def test_nobody_is_invited_twice_or_from_inside(cast: Cast):
    first = invited(cast, "jonas@demo.example")

    again = invited(cast, "jonas@demo.example\u200b", "jonas@ｄｅｍｏ.example")
    answer = cast.client("fay").post(
        f"/sets/{cast.set.code}/members/",
        {"people": f"{cast.ben.email}\u200b", "role": "member"},
    )

    assert again == first
    assert answer.status_code == 422
    assert f"{cast.ben.email} is already in the set." in answer.text


@pytest.fixture
def old(cast: Cast) -> Invitation:
    """An invitation of before, with what was pasted."""
    (one,) = invited(cast, CEA)
    one.email = f"{CEA}\u200b"
    one.save(update_fields=["email"])
    return one


def test_an_old_invitation_opens_for_the_typed_address(cast: Cast, old: Invitation):
    cea = User.objects.create_user(CEA)
    browser = Client()
    browser.force_login(cea)

    page = browser.get(address(old)).context["page"]
    accept(old, user=cea)

    assert page.is_mine
    assert cea.memberships.get().learning_set == cast.set


def test_an_old_invitation_is_the_open_one_of_its_address(cast: Cast, old: Invitation):
    assert invited(cast, CEA) == [old]


def test_an_account_of_before_belongs_to_its_set(cast: Cast):
    User.objects.filter(pk=cast.ben.pk).update(email=f"{cast.ben.email}\u200b")

    assert invited(cast, build.address("Ben Shah")) == []
