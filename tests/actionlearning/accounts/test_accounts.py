import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from actionlearning.accounts.models import User

PASSWORD = "four words nobody owns"
FOUND_NOBODY = "nobody@example.org"


@pytest.fixture
def ana(db) -> User:
    ana = User.objects.create_user("ana@example.org", PASSWORD, name="Ana Reis")
    EmailAddress.objects.create(user=ana, email=ana.email, verified=True, primary=True)
    return ana


@pytest.fixture
def browser(ana) -> Client:
    client = Client()
    client.force_login(ana)
    return client


def code_mailed() -> str:
    found = re.search(r"^    (\S+)$", str(mail.outbox[-1].body), re.M)
    assert found is not None
    return found[1]


def sign_up(client: Client, email: str, zone: str = "Europe/Lisbon"):
    form = {"name": "Rui Sá", "email": email, "password1": PASSWORD, "zone": zone}
    return client.post("/account/signup/", form)


@pytest.mark.django_db
def test_signing_up_keeps_name_and_browser_zone_once_the_code_is_typed():
    client = Client()

    sign_up(client, "rui@example.org")
    answer = client.post("/account/confirm-email/", {"code": code_mailed()})

    rui = User.objects.get(email="rui@example.org")
    assert (rui.name, rui.zone, rui.zone_confirmed) == (
        "Rui Sá",
        "Europe/Lisbon",
        False,
    )
    assert answer.headers["Location"] == "/"


@pytest.mark.django_db
def test_signing_up_from_an_odd_zone_falls_back_to_utc():
    client = Client()

    sign_up(client, "rui@example.org", zone="Mars/Olympus")

    assert User.objects.get(email="rui@example.org").zone == "UTC"


def test_signing_up_with_a_known_address_looks_like_any_sign_up(ana):
    known = sign_up(Client(), "ana@example.org")
    unknown = sign_up(Client(), FOUND_NOBODY)

    assert known.headers["Location"] == unknown.headers["Location"]
    assert [letter.subject for letter in mail.outbox] == [
        "You already have an account",
        "Is this your address?",
    ]


def test_signing_in_by_code(ana):
    client = Client()

    client.post("/account/login/code/", {"email": "ana@example.org"})
    answer = client.post("/account/login/code/confirm/", {"code": code_mailed()})

    assert answer.headers["Location"] == "/"
    assert mail.outbox[0].subject == "Your code to sign in"


def test_a_code_voids_the_password_that_somebody_set_for_an_unproven_address(db):
    mallory, nia = Client(), Client()
    sign_up(mallory, "nia@example.org")

    nia.post("/account/login/code/", {"email": "nia@example.org"})
    nia.post("/account/login/code/confirm/", {"code": code_mailed()})
    mallory.post("/account/logout/")
    mallory.post("/account/login/", {"login": "nia@example.org", "password": PASSWORD})

    assert "_auth_user_id" in nia.session
    assert "_auth_user_id" not in mallory.session


def test_a_code_leaves_the_password_of_a_proven_address(ana):
    client = Client()

    client.post("/account/login/code/", {"email": "ana@example.org"})
    client.post("/account/login/code/confirm/", {"code": code_mailed()})

    ana.refresh_from_db()
    assert ana.check_password(PASSWORD)


def test_asking_for_a_code_does_not_tell_who_is_here(ana):
    known = Client().post("/account/login/code/", {"email": "ana@example.org"})
    unknown = Client().post("/account/login/code/", {"email": FOUND_NOBODY})

    assert known.headers["Location"] == unknown.headers["Location"]


def test_a_short_password_is_refused_with_what_was_typed_kept(db):
    form = {"name": "Rui Sá", "email": "rui@example.org", "password1": "short"}

    page = Client().post("/account/signup/", form).content.decode()

    assert "at least 12 characters" in page
    assert 'value="Rui Sá"' in page


def test_what_a_password_must_be_is_said_beforehand(db):
    page = Client().get("/account/signup/").content.decode()

    assert "At least 12 characters. Four words that belong to nobody" in page
    assert "Not a password that many people use." in page
    assert "Nothing close to your name or e-mail address." in page


@pytest.mark.parametrize("password", ["qwerty123456", "international"])
def test_a_password_that_many_use_is_refused(db, password):
    form = {"name": "Rui Sá", "email": "rui@example.org", "password1": password}

    page = Client().post("/account/signup/", form).content.decode()

    assert "too common" in page


def test_a_password_that_is_ones_own_address_is_refused(db):
    form = {"name": "Rui", "email": "rui.magalhaes@example.org"}

    page = Client().post("/account/signup/", {**form, "password1": "rui.magalhaes1"})

    assert "too similar" in page.content.decode()


def test_the_profile_keeps_name_language_zone_and_morning(browser, ana):
    form = {"name": "Ana M. Reis", "zone": "America/New York"}
    form |= {"language": "de", "morning": "06:30"}

    answer = browser.post("/profile/", form)

    ana.refresh_from_db()
    assert answer.status_code == 302
    assert (ana.name, ana.language, ana.zone) == (
        *("Ana M. Reis", "de"),
        "America/New_York",
    )
    assert (f"{ana.morning:%H:%M}", ana.zone_confirmed) == ("06:30", True)


def test_the_profile_refuses_a_zone_nobody_knows_and_keeps_what_was_typed(browser, ana):
    form = {"name": "Ana", "language": "de", "zone": "Atlantis", "morning": "06:30"}

    answer = browser.post("/profile/", form)

    ana.refresh_from_db()
    assert answer.status_code == 422
    assert 'value="Atlantis"' in answer.content.decode()
    assert ana.name == "Ana Reis"


@pytest.mark.parametrize(("confirmed", "asked"), [(False, True), (True, False)])
def test_a_zone_is_asked_for_until_it_is_confirmed(browser, ana, confirmed, asked):
    User.objects.filter(pk=ana.pk).update(zone_confirmed=confirmed)

    page = browser.get("/profile/").content.decode()

    assert ("Is that your time zone?" in page) == asked


def test_confirming_a_zone_goes_back_to_where_one_was(browser, ana):
    answer = browser.post("/profile/zone/", {"zone": "Asia/Tokyo", "next": "/actions/"})

    ana.refresh_from_db()
    assert (ana.zone, ana.zone_confirmed) == ("Asia/Tokyo", True)
    assert answer.headers["Location"] == "/actions/"


@pytest.mark.parametrize("way", ["https://evil.example/", "//evil.example", ""])
def test_confirming_a_zone_never_leads_away(browser, way):
    answer = browser.post("/profile/zone/", {"zone": "Asia/Tokyo", "next": way})

    assert answer.headers["Location"] == "/"


def test_confirming_an_unknown_zone_leads_to_the_profile(browser, ana):
    answer = browser.post("/profile/zone/", {"zone": "Atlantis"})

    ana.refresh_from_db()
    assert answer.headers["Location"] == "/profile/"
    assert ana.zone_confirmed is False


def test_a_new_address_replaces_the_old_one_after_its_code(browser, ana):
    browser.post("/account/login/", {"login": ana.email, "password": PASSWORD})
    browser.post("/account/email/", {"email": "ana@new.example", "action_add": ""})

    browser.post("/account/confirm-email/", {"code": code_mailed()})

    ana.refresh_from_db()
    assert ana.email == "ana@new.example"
