"""What ends at the door, and what is said when the database is away."""

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import RequestDataTooBig
from django.db import InternalError, OperationalError, connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import path
from psycopg.errors import InFailedSqlTransaction, ReadOnlySqlTransaction

from actionlearning.accounts.models import User
from actionlearning.urls import urlpatterns as product
from actionlearning.web import error_pages as errors
from actionlearning.web.health import healthz
from actionlearning.web.middleware import honest_errors, viewer

handler400 = errors.bad_request
handler500 = errors.server_error


def failing(request):
    """Fail as the test says: `?with=away`."""
    raise FAILURES[request.GET["with"]]


def _caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


FAILURES = {
    "away": OperationalError("connection refused"),
    "read-only": _caused(InternalError("no"), ReadOnlySqlTransaction("no")),
    "aborted": _caused(InternalError("no"), InFailedSqlTransaction("no")),
    "ours": ZeroDivisionError(),
}
failing.login_required = False  # type: ignore[attr-defined]
urlpatterns = [*product, path("failing", failing)]


@pytest.fixture
def visitor(db) -> Client:
    """Somebody who has not signed in, and sees errors as people do."""
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("failure", "status"),
    [("away", 503), ("read-only", 503), ("aborted", 500), ("ours", 500)],
)
@pytest.mark.urls("tests.actionlearning.web.test_middleware")
def test_database_that_is_away_is_503_and_our_fault_500(visitor, failure, status):
    answer = visitor.get("/failing", {"with": failure})

    assert (answer.status_code, answer.get("Retry-After")) == (
        status,
        "10" if status == 503 else None,
    )
    assert "Content-Security-Policy" in answer.headers


@pytest.mark.parametrize("number", [500, 503])
def test_error_page_asks_nothing_of_the_database(number):
    """Without the `db` fixture any query would fail."""
    assert errors._bare_page(number).status_code == number


@pytest.mark.parametrize(
    "send",
    [
        lambda client: client.get("/help/\0"),
        lambda client: client.get("/help/", {"q": "a\0b"}),
        lambda client: client.get("/help/", {"a\0b": "q"}),
        lambda client: client.post("/account/login/", {"login": "a\0b"}),
    ],
    ids=["path", "query value", "query name", "form"],
)
def test_nul_byte_is_refused(visitor, send):
    assert send(visitor).status_code == 400


def test_nul_byte_in_a_cookie_is_refused(visitor, settings):
    visitor.cookies[settings.SESSION_COOKIE_NAME] = "\0" * 32

    assert visitor.get("/account/login/").status_code == 400


def test_body_that_is_too_large_is_413(visitor, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000

    answer = visitor.post("/account/login/", {"login": "a" * 1001})

    assert answer.status_code == 413


def test_who_reads_german_is_refused_in_german(visitor, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    german = {"Accept-Language": "de-AT,de;q=0.9"}

    much = visitor.post("/account/login/", {"login": "a" * 1001}, headers=german)
    odd = visitor.get("/help/\0", headers=german)

    assert (much.headers["Content-Language"], much.status_code) == ("de", 413)
    assert "mehr, als wir auf einmal annehmen können" in " ".join(much.text.split())
    assert (odd.headers["Content-Language"], odd.status_code) == ("de", 400)


def test_body_that_hides_its_length_is_not_read(rf: RequestFactory):
    form, text = "application/x-www-form-urlencoded", "login=" + "b" * 1001
    request = rf.generic("POST", "/", text, form, CONTENT_LENGTH="")

    answer = honest_errors(lambda at: HttpResponse(at.POST.get("login", "")))(request)

    assert answer.content == b""


def test_more_than_django_takes_is_413_as_well(rf: RequestFactory):
    request = rf.post("/")
    request.user = AnonymousUser()

    assert errors.bad_request(request, RequestDataTooBig()).status_code == 413


def test_opening_what_is_only_sent_to_says_so(visitor):
    answer = visitor.get("/demo/sign-in/", headers={"Accept": "text/html"})

    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "nothing to read" in answer.content.decode()


def test_a_script_that_opens_what_is_only_sent_to_gets_no_page(visitor):
    answer = visitor.get("/demo/sign-in/", headers={"Accept": "application/json"})

    assert (answer.status_code, answer.content) == (405, b"")


def test_too_often_says_when_to_try_again(rf: RequestFactory):
    request = rf.post("/account/login/")
    request.user = AnonymousUser()

    answer = errors.too_many(request)

    assert (answer.status_code, answer["Retry-After"]) == (429, "60")
    assert "in a minute" in answer.content.decode()


def test_healthz_needs_no_sign_in(visitor):
    answer = visitor.get("/healthz")

    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert "no-store" in answer["Cache-Control"]


def test_healthz_is_red_without_the_database(rf, monkeypatch):
    def away(*_: object) -> None:
        raise OperationalError("gone")

    monkeypatch.setattr(connection, "cursor", away)

    assert healthz(rf.get("/healthz")).status_code == 503


def test_healthz_takes_no_post(visitor):
    assert visitor.post("/healthz").status_code == 405


def test_signed_in_pages_are_kept_out_of_caches(rf, db):
    request = rf.get("/")
    request.user = User(email="fay@harbour.example", zone="Europe/Berlin")

    assert viewer(lambda _: HttpResponse())(request)["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_a_session_is_last_seen_by_a_page_and_not_by_what_a_page_asks_itself(client):
    person = User.objects.create_user("ama@example.org")
    client.force_login(person)
    client.get("/help/", headers={"HX-Request": "true"})
    by_itself = UserSession.objects.filter(user=person).count()

    client.get("/help/")

    assert by_itself == 0
    assert UserSession.objects.filter(user=person).count() == 1


@pytest.mark.django_db
def test_signing_out_leaves_nothing_in_the_browser_and_nothing_else_does(client):
    client.force_login(User.objects.create_user("ama@example.org"))

    before = [client.get(page) for page in ("/", "/account/logout/", "/help/")]
    signed_out = client.post("/account/logout/")
    again = client.post("/account/logout/")

    assert signed_out["Clear-Site-Data"] == '"cache", "storage"'
    assert [page.get("Clear-Site-Data") for page in [*before, again]] == [None] * 4


@pytest.mark.parametrize(
    ("pasted", "meant"),
    [
        ("/help/\u200b", "/help/"),
        ("/\ufeffhelp/?q=a%E2%80%8B&q=b%20c", "/help/?q=a&q=b+c"),
        ("/invitations/9.x%E2%80%8B/?", "/invitations/9.x/"),
        ("/calendars/x.ics\u2060", "/calendars/x.ics"),
        ("/\u200b/elsewhere.example/", "/elsewhere.example/"),
        ("/\u200b\\elsewhere.example", "/%5Celsewhere.example"),
    ],
)
def test_a_pasted_link_leads_to_the_visible_one(visitor, pasted, meant):
    answer = visitor.get(pasted)

    assert (answer.status_code, answer.get("Location")) == (302, meant)


def test_a_visible_link_and_a_form_go_where_they_say(visitor):
    assert visitor.get("/help/", {"q": "می\u200cخواهد"}).status_code == 200
    assert visitor.post("/help/\u200b").status_code == 404
