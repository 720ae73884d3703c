"""Every page and letter of allauth that a person can meet is ours, in plain words."""

import re
from collections.abc import Iterator
from pathlib import Path

import allauth
import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.urls import urlpatterns
from django.conf import settings
from django.core import mail
from django.template.loader import render_to_string
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse
from django.utils import timezone

from actionlearning.accounts.models import User
from tests.actionlearning.accounts.passkey import passkey_data

THEIRS = Path(str(allauth.__file__)).parent / "templates"
OURS = Path(settings.BASE_DIR) / "templates"
PASSWORD = "four words nobody owns"
JARGON = re.compile(
    r"\b(?:totp|webauthn|2fa|mfa|two-factor|multi-factor|passwordless|security keys?"
    r"|master key|backup key|authenticator (?:code|secret)|(?:de)?activated?"
    r"|re-?authenticate|verif\w+|invalid|tokens?|sessions?|log ?(?:in|out)|username"
    r"|e?mail address and/or|email)\b",
    re.IGNORECASE,
)
UNREAD = re.compile(r"<(script|style)\b.*?</\1>", re.DOTALL)
SPOKEN = re.compile(r"\b(?:alt|title|placeholder|aria-label|data-[\w-]+)=\"([^\"]*)\"")
# What our settings leave no way to, and what only leads on to a layout of ours.
UNREACHED = re.compile(
    r"phone|password_reset_key|password_reset_done|signup_by_passkey|signup_closed"
    r"|webauthn/signup_form|webauthn/snippets/|mfa/trust|account/email\.html"
    r"|email_confirm\.html|account/snippets/|verification_sent|verified_email_required"
    r"|base_(?:entrance|manage\w*)\.html|/base\.html"
)


def names(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    """Yield the names of all addresses of allauth."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns)
        elif pattern.name:
            yield pattern.name


def words(page: str) -> str:
    """Return what a page says, also to those who hear it."""
    heard = " ".join(SPOKEN.findall(page))
    return re.sub(r"<[^>]+>", " ", UNREAD.sub(" ", page)) + heard


def address(name: str, passkey: int) -> str:
    """Return where the name leads."""
    keys = (
        {"pk": passkey} if name in {"mfa_edit_webauthn", "mfa_remove_webauthn"} else {}
    )
    return reverse(name, kwargs=keys)


@pytest.fixture
def ana(db) -> User:
    """Somebody with a password, an app, recovery codes and a passkey."""
    ana = User.objects.create_user("ana@example.org", PASSWORD, name="Ana Reis")
    EmailAddress.objects.create(user=ana, email=ana.email, verified=True, primary=True)
    TOTP.activate(ana, generate_totp_secret())
    RecoveryCodes.activate(ana)
    Authenticator.objects.create(
        user=ana, type=Authenticator.Type.WEBAUTHN, data=passkey_data("Ana’s phone")
    )
    return ana


@pytest.fixture
def signed_in(ana) -> Client:
    """Her browser, in which she has just shown that it is she."""
    client = Client()
    client.force_login(ana)
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    return client


def pages(client: Client, passkey: int) -> dict[str, str]:
    """Return every page that allauth shows to this browser, by its name."""
    answers = {name: client.get(address(name, passkey)) for name in names(urlpatterns)}
    return {
        name: answer.content.decode()
        for name, answer in answers.items()
        if answer.status_code == 200 and "html" in answer["Content-Type"]
    }


def minded(shown: dict[str, str]) -> dict[str, list[str]]:
    """Return what is wrong with each page: jargon, or a layout that is not ours."""
    found = {
        name: JARGON.findall(words(page))
        + ([] if "css/app.css" in page and 'id="main"' in page else ["layout"])
        for name, page in shown.items()
    }
    return {name: wrong for name, wrong in found.items() if wrong}


def test_every_page_of_somebody_signed_in_is_ours_and_plain(signed_in, ana):
    shown = pages(signed_in, Authenticator.objects.get(type="webauthn").pk)

    assert minded(shown) == {}
    assert shown.keys() >= {
        *("account_change_password", "account_email", "account_reauthenticate"),
        *("mfa_index", "mfa_view_recovery_codes", "mfa_generate_recovery_codes"),
        *("mfa_add_webauthn", "mfa_edit_webauthn", "mfa_list_webauthn"),
        *("mfa_remove_webauthn", "mfa_deactivate_totp", "mfa_reauthenticate"),
        *("mfa_reauthenticate_webauthn", "usersessions_list"),
    }


def test_every_page_of_a_plain_account_is_ours_and_plain(signed_in, ana):
    Authenticator.objects.all().delete()

    shown = pages(signed_in, 1)

    assert minded(shown) == {}
    assert shown.keys() >= {"mfa_activate_totp", "mfa_add_webauthn", "mfa_index"}


def test_every_page_of_a_stranger_is_ours_and_plain(db):
    shown = pages(Client(), 1)

    assert minded(shown) == {}
    assert shown.keys() >= {
        *("account_login", "account_signup", "account_reset_password"),
        *("account_request_login_code", "account_inactive"),
    }


@pytest.mark.parametrize(
    ("way", "form"),
    [
        ("account_login", {"login": "ana@example.org", "password": PASSWORD}),
        ("account_login", {"login": "ana@example.org", "password": "not this one"}),
        ("account_request_login_code", {"email": "ana@example.org"}),
        ("account_reset_password", {"email": "ana@example.org"}),
        (
            "account_signup",
            {"name": "Rui", "email": "r@x.example", "password1": PASSWORD},
        ),
        ("account_signup", {}),
    ],
)
def test_what_follows_a_form_is_ours_and_plain(ana, way, form):
    page = Client().post(reverse(way), form, follow=True).content.decode()

    assert minded({way: page}) == {}


def test_a_new_address_waits_for_its_code_in_plain_words(signed_in):
    form = {"email": "ana@new.example", "action_add": ""}

    page = signed_in.post("/account/email/", form, follow=True).content.decode()

    assert minded({"account_email": page}) == {}
    assert "ana@new.example" in page


def test_recovery_codes_can_be_kept_as_a_file(signed_in, ana):
    answer = signed_in.get("/account/2fa/recovery-codes/download/")

    text = answer.content.decode()
    assert "recovery-codes.txt" in answer["Content-Disposition"]
    assert len(re.findall(r"^\S{8,}$", text, re.M)) == 10
    assert not JARGON.search(text)


def test_no_template_of_theirs_shows_through():
    theirs = {
        str(path.relative_to(THEIRS))
        for app in ("account", "mfa", "usersessions")
        for path in (THEIRS / app).rglob("*.*")
    }
    ours = {str(path.relative_to(OURS)) for path in OURS.rglob("*.*")}

    missing = {name for name in theirs - ours if not UNREACHED.search(name)}

    assert missing == set(), "Write it anew in templates/, in plain words."


LETTERS = sorted(
    str(path.relative_to(OURS))
    for folder in ("account/email", "mfa/email", "account/messages", "mfa/messages")
    for path in (OURS / folder).glob("*.txt")
)


@pytest.mark.parametrize("name", LETTERS)
def test_letters_and_notes_are_plain(name):
    about = {"timestamp": timezone.now(), "ip": "192.0.2.7", "user_agent": "Firefox/1"}

    text = render_to_string(name, {**about, "email": "ana@example.org", "code": "AB1"})

    assert not JARGON.search(text)


def test_the_old_address_hears_of_the_new_one(signed_in, ana):
    Authenticator.objects.all().delete()
    signed_in.post("/account/email/", {"email": "ana@new.example", "action_add": ""})
    code = re.findall(r"^    (\S+)$", str(mail.outbox[-1].body), re.M)[0]

    signed_in.post("/account/confirm-email/", {"code": code})

    letter = mail.outbox[-1]
    assert (letter.to, letter.subject) == (
        ["ana@example.org"],
        "Your e-mail address has changed",
    )
    assert "You now sign in with ana@new.example" in str(letter.body)
