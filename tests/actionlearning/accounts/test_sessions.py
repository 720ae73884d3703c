"""Who a session names, and when it names nobody."""

import datetime as dt

import pytest
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.models import Session
from django.test import Client

from actionlearning.accounts.models import User
from actionlearning.lib.clock import now
from tests.support import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def fay() -> User:
    [fay] = build.people("Fay Okoro")
    return fay


@pytest.fixture
def browser(fay: User) -> Client:
    browser = Client()
    browser.force_login(fay)
    return browser


def who_is_there(browser: Client) -> AbstractBaseUser | AnonymousUser:
    return browser.get("/profile/").wsgi_request.user


def test_session_names_its_person(browser: Client, fay: User):
    assert who_is_there(browser) == fay


def test_session_that_ran_out_names_nobody(browser: Client):
    Session.objects.update(expire_date=now() - dt.timedelta(seconds=1))

    assert not who_is_there(browser).is_authenticated


def test_session_of_somebody_who_may_not_sign_in_names_nobody(
    browser: Client, fay: User
):
    fay.is_active = False
    fay.save(update_fields=["is_active"])

    assert not who_is_there(browser).is_authenticated


def test_session_that_does_not_exist_names_nobody(browser: Client):
    Session.objects.all().delete()

    assert not who_is_there(browser).is_authenticated
