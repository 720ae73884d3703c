"""The language is the reader's: chosen in the profile, at first what their browser asks for."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.utils.translation import get_language

from actionlearning.accounts.models import User
from actionlearning.outbox.kinds import KINDS
from actionlearning.outbox.unsubscribe import path_of
from tests.actionlearning.accounts.test_account_pages import (
    PASSWORD,
    ana,  # noqa: F401  # a fixture
    pages,
    signed_in,  # noqa: F401  # a fixture
    words,
)

pytestmark = pytest.mark.django_db

GERMAN = {"Accept-Language": "de-AT,de;q=0.9,en;q=0.5"}
FORMAL = re.compile(r"(?<=[a-zäöüß,] )(?:Sie|Ihnen|Ihre?[nmrs]?)\b")
FILLED = re.compile(r"\{[^}]*\}")  #: what a script fills in
ENGLISH = re.compile(r"\b(?:the|your?|is|and|with|sign|code to)\b", re.IGNORECASE)


def sign_up(headers: dict[str, str], email: str = "rui@example.org") -> Client:
    client = Client(headers=headers)
    form = {"name": "Rui Sá", "email": email, "password1": PASSWORD}
    client.post("/account/signup/", {**form, "zone": "Europe/Berlin"})
    return client


@pytest.mark.parametrize(
    ("headers", "language", "subject"),
    [
        (GERMAN, "de", "Ist das deine Adresse?"),
        ({"Accept-Language": "en-US"}, "en-gb", "Is this your address?"),
        ({"Accept-Language": "fr,ja;q=0.5"}, "en-gb", "Is this your address?"),
        ({}, "en-gb", "Is this your address?"),
    ],
)
def test_at_first_it_is_what_the_browser_asks_for(headers, language, subject):
    sign_up(headers)

    assert User.objects.get(email="rui@example.org").language == language
    assert mail.outbox[-1].subject == subject


def test_a_stranger_reads_the_language_of_their_browser():
    german = Client(headers=GERMAN).get("/")
    english = Client().get("/")

    assert '<html lang="de"' in german.text
    assert "Treffen, handeln, berichten" in german.text
    assert german.headers["Content-Language"] == "de"
    assert '<html lang="en-gb"' in english.text
    assert "Accept-Language" in german.headers["Vary"]


def test_nothing_of_a_visitor_s_language_stays_behind():
    Client(headers=GERMAN).get("/")

    assert get_language() == "en-gb"


def test_who_is_signed_in_reads_their_own_whatever_the_browser(ana):  # noqa: F811
    User.objects.update(language="de")
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(ana)

    page = client.get("/profile/")

    assert '<html lang="de"' in page.text
    assert "Mein Profil speichern" in page.text
    assert page.headers["Content-Language"] == "de"
    assert re.search(r'value="de"\s+selected\s*>\s*Deutsch', page.text)


def test_the_answer_to_a_new_language_is_in_it(ana):  # noqa: F811
    client = Client()
    client.force_login(ana)
    form = {"name": "Ana Reis", "zone": "Europe/Lisbon", "morning": "07:30"}

    page = client.post("/profile/", {**form, "language": "de"}, follow=True)

    assert "Dein Profil ist gespeichert." in page.text
    assert "Your profile" not in page.text


def test_a_language_that_is_not_spoken_here_is_refused(ana):  # noqa: F811
    client = Client()
    client.force_login(ana)
    form = {"name": "Ana Reis", "zone": "Europe/Lisbon", "morning": "07:30"}

    answer = client.post("/profile/", {**form, "language": "xx"})

    ana.refresh_from_db()
    assert (answer.status_code, ana.language) == (422, "en-gb")


def test_a_code_is_mailed_in_the_language_of_its_reader(ana):  # noqa: F811
    User.objects.update(language="de")

    Client(headers={"Accept-Language": "en"}).post(
        "/account/login/code/", {"email": ana.email}
    )

    letter = mail.outbox[-1]
    assert letter.subject == "Dein Code zum Anmelden"
    assert ENGLISH.findall(str(letter.body)) == []


def test_an_address_without_an_account_gets_the_language_of_the_page():
    Client(headers=GERMAN).post("/account/login/code/", {"email": "x@example.org"})

    assert mail.outbox[-1].subject == "Zu dieser Adresse gibt es kein Konto"


def test_news_of_an_account_come_in_its_language_with_their_date(signed_in):  # noqa: F811
    User.objects.update(language="de")
    new = "five other words nobody owns"

    form = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    signed_in.post("/account/password/change/", form)

    letter = mail.outbox[-1]
    assert letter.subject == "Dein Passwort ist geändert"
    assert re.search(r"am \d+\. \w+ \d{4}, \d\d:\d\d Uhr \(UTC\)\.", str(letter.body))
    assert ENGLISH.findall(str(letter.body)) == []


def test_whoever_opens_a_mailed_link_reads_the_language_of_the_mail(ana):  # noqa: F811
    User.objects.update(language="de")
    path = path_of(ana, KINDS["wrap_up"])

    page = Client(headers={"Accept-Language": "en"}).get(path)
    ended = Client().post(path)

    assert "Diese Mails abbestellen?" in page.text
    assert "„Was vereinbart wurde, nach einem Treffen“" in page.text
    assert "Keine solchen Mails mehr" in ended.text
    assert page.headers["Content-Language"] == "de"
    assert ENGLISH.findall(words(page.text)) == []


def half_german(shown: dict[str, str]) -> dict[str, list[str]]:
    """Return what each page says in English, or to somebody it does not call "du"."""
    found = {
        name: FORMAL.findall(said) + ENGLISH.findall(said)
        for name, page in shown.items()
        if (said := FILLED.sub("", words(page)))
    }
    return {name: wrong for name, wrong in found.items() if wrong}


@pytest.mark.parametrize("guarded", [True, False])
def test_no_page_of_an_account_is_half_german(signed_in, guarded):  # noqa: F811
    User.objects.update(language="de")
    passkey = Authenticator.objects.get(type="webauthn").pk
    if not guarded:
        Authenticator.objects.all().delete()

    shown = pages(signed_in, passkey)

    assert "account_reauthenticate" in shown
    assert half_german(shown) == {}


def test_no_page_of_a_stranger_is_half_german():
    shown = pages(Client(headers=GERMAN), 1)

    assert {"account_login", "account_signup", "account_request_login_code"} <= {*shown}
    assert half_german(shown) == {}
