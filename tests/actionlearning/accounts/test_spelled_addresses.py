"""One mailbox is one account, however its address is typed or pasted."""

from importlib import import_module

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.core import mail
from django.db import connection
from django.test import Client

from actionlearning.accounts.models import User
from tests.actionlearning.accounts.test_accounts import PASSWORD, code_mailed, sign_up

#: ways to write cea@xn--dmo-bma.example
SPELLINGS = [
    "cea@démo.example",
    "Cea@DÉMO.example",
    "cea@de\u0301mo.example",
    "cea@ｄéｍｏ.example",
    "cea@xn--dmo-bma.example",
    "\u202acea@démo.example\u202c\u200b",
]


def person(email: str) -> User:
    cea = User.objects.create_user(email, PASSWORD, name="Cea K.")
    EmailAddress.objects.create(user=cea, email=cea.email, verified=True, primary=True)
    return cea


def is_signed_in(browser: Client) -> bool:
    return browser.get("/profile/").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("typed", SPELLINGS)
def test_another_spelling_signs_in(typed: str):
    person("cea@démo.example")
    browser = Client()

    browser.post("/account/login/", {"login": typed, "password": PASSWORD})

    assert is_signed_in(browser)


@pytest.mark.django_db
@pytest.mark.parametrize("typed", SPELLINGS)
def test_another_spelling_is_no_second_account(typed: str):
    cea = person("cea@démo.example")

    sign_up(Client(), typed)

    assert [letter.subject for letter in mail.outbox] == ["You already have an account"]
    assert mail.outbox[0].to == [cea.email]
    assert User.objects.count() == 1


@pytest.mark.django_db
def test_full_width_letters_are_no_second_account():
    person("cea@demo.example")

    sign_up(Client(), "cea@ｄｅｍｏ.example")

    assert User.objects.count() == 1


@pytest.mark.django_db
def test_a_pasted_address_signs_up_and_the_typed_one_signs_in():
    sign_up(Client(), "rui@example.org\u200b")
    browser = Client()

    browser.post("/account/login/code/", {"email": "rui@example.org"})
    browser.post("/account/login/code/confirm/", {"code": f"{code_mailed()}\u200b"})

    assert User.objects.get().email == "rui@example.org"
    assert is_signed_in(browser)


@pytest.mark.django_db
def test_a_new_address_is_stored_in_its_one_spelling():
    cea = person("cea@example.org")
    browser = Client()
    browser.force_login(cea)

    browser.post(
        "/account/email/", {"email": "cea@ｄｅｍｏ.example\u2060", "action_add": ""}
    )

    assert mail.outbox[-1].to == ["cea@demo.example"]


@pytest.mark.django_db
def test_addresses_of_before_are_respelled_unless_another_account_has_that_address():
    person("cea@demo.example")
    for pk, old in enumerate(("cea@ｄｅｍｏ.example", "jo@démo.example"), 900):
        other = User.objects.create(pk=pk, email=old)
        EmailAddress.objects.create(user=other, email=old, verified=True, primary=True)

    name = "actionlearning.accounts.migrations.0004_addresses_in_one_spelling"
    import_module(name).respell(apps, connection.schema_editor())

    kept = ["cea@demo.example", "cea@ｄｅｍｏ.example", "jo@xn--dmo-bma.example"]
    for model in (User, EmailAddress):
        assert sorted(model.objects.values_list("email", flat=True)) == sorted(kept)
