"""From a mailed invitation to a place in the set, without typing the address."""

import re

import pytest
from django.test import Client

from actionlearning.accounts.models import User
from sets.invitations.services import revoke
from sets.models import Invitation
from tests.sets.invitations.inviting import address, invited
from tests.support.cast import Cast

NIA = "nia@example.org"
PERSON = {
    "name": "Nia Cole",
    "password1": "four words nobody owns",
    "zone": "Europe/London",
}


@pytest.fixture
def asked(cast: Cast) -> Invitation:
    return invited(cast, NIA)[0]


def sign_up(browser: Client, asked: Invitation, **more: str):
    return browser.post(f"{address(asked)}account/", {**PERSON, **more})


def code_in(letter) -> str:
    found = re.search(r"^    (\S+)$", letter.body, re.M)
    assert found
    return found[1]


def test_name_password_and_code_lead_back_to_accept(cast: Cast, asked, mailoutbox):
    browser = Client()

    to_code = sign_up(browser, asked)
    back = browser.post(to_code["Location"], {"code": code_in(mailoutbox[-1])})
    browser.post(back["Location"])

    assert mailoutbox[-1].to == [NIA]
    assert back["Location"] == address(asked)
    assert cast.set.memberships.filter(user__email=NIA).exists()


def test_the_address_is_never_shown_before_the_code(asked, mailoutbox):
    browser = Client()

    form = browser.get(f"{address(asked)}account/").text
    wrong = sign_up(browser, asked, password1="short")
    codes = browser.get(sign_up(browser, asked)["Location"]).text

    assert wrong.status_code == 422
    for page in (form, wrong.text, codes):
        assert "n…@example.org" in page
        assert NIA not in page


def test_another_address_cannot_be_put_in_its_place(asked, mailoutbox):
    sign_up(Client(), asked, email="eve@elsewhere.example")
    Client().post(f"{address(asked)}account/?email=eve@elsewhere.example", PERSON)

    assert {to for letter in mailoutbox for to in letter.to} == {NIA}
    assert not User.objects.filter(email__endswith="elsewhere.example").exists()


def test_without_the_code_nobody_is_in(cast: Cast, asked, mailoutbox):
    browser = Client()

    to_code = sign_up(browser, asked)
    refused = browser.post(to_code["Location"], {"code": "AAAA-AAAA"})
    browser.post(address(asked))

    assert refused.status_code == 200
    assert "_auth_user_id" not in browser.session
    assert not cast.set.memberships.filter(user__email=NIA).exists()


def test_a_known_address_looks_like_a_new_one(cast: Cast, asked, mailoutbox):
    pages = []
    for one in (asked, invited(cast, cast.zoe.email.replace("zoe", "ned"))[0]):
        browser = Client()
        pages.append(browser.get(sign_up(browser, one)["Location"]))
    Invitation.objects.filter(pk=asked.pk).update(email=cast.zoe.email)

    browser = Client()
    known = browser.get(sign_up(browser, asked)["Location"])

    assert mailoutbox[-1].subject == "You already have an account"
    assert {page.status_code for page in (*pages, known)} == {200}
    assert bare(known.text) == bare(pages[1].text)


def bare(page: str) -> str:
    """Return a page without its hint and its form's token."""
    return re.sub(r"\w…@|value=\"\w{64}\"", "", page)


def test_who_types_an_address_sees_it_on_the_next_page(db, mailoutbox):
    browser = Client()

    to_code = browser.post("/account/signup/", {**PERSON, "email": NIA})

    assert NIA in browser.get(to_code["Location"]).text


def test_a_link_that_is_over_makes_no_account(cast: Cast, asked, mailoutbox):
    revoke(asked, by=cast.membership("fay"))

    answers = [Client().get(f"{address(asked)}account/"), sign_up(Client(), asked)]

    assert {answer["Location"] for answer in answers} == {address(asked)}
    assert not User.objects.filter(email=NIA).exists()


def test_who_is_signed_in_goes_back_to_the_invitation(cast: Cast, asked):
    answer = cast.client("ola").get(f"{address(asked)}account/")

    assert answer["Location"] == address(asked)
