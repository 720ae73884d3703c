"""Who comes with a request (actionlearning/accounts/sessions.py)."""

from __future__ import annotations

import datetime as dt

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.test import Client

from actionlearning.accounts.models import User
from actionlearning.accounts.sessions import Backend, SessionStore
from actionlearning.lib.clock import now
from tests import build

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


def test_a_session_and_its_person_are_one_query(
    browser: Client, fay: User, django_assert_num_queries
):
    assert who_is_there(browser) == fay  # a page was opened, as after signing in
    request = HttpRequest()
    request.session = SessionStore(browser.session.session_key)

    with django_assert_num_queries(1):
        assert get_user(request) == fay


def test_a_session_that_is_not_listed_names_its_person_all_the_same(
    browser: Client, fay: User
):
    assert not UserSession.objects.exists()

    assert who_is_there(browser) == fay


def test_a_session_listed_as_somebody_else_s_is_whose_it_says(
    browser: Client, fay: User
):
    who_is_there(browser)
    [ben] = build.people("Ben Shah")
    assert UserSession.objects.update(user=ben)

    assert who_is_there(browser) == fay


def test_who_came_last_is_nobody_later(browser: Client, fay: User):
    who_is_there(browser)
    SessionStore(browser.session.session_key).load()
    User.objects.update(name="Fay Newname")
    SessionStore("no session at all, as it happens").load()

    found = Backend().get_user(fay.pk)

    assert found
    assert found.name == "Fay Newname"


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
