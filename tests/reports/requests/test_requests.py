"""The set asks, management answers, and both see how long it takes."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.urls import reverse

from actionlearning.accounts.models import User
from actionlearning.lib.clock import at, now
from actionlearning.lib.errors import Stale
from actionlearning.outbox.models import Notice
from reports.models import Request
from reports.requests.forms.request import RequestForm
from reports.requests.queries import ask
from reports.requests.services import answer, raise_request, withdraw
from reports.throttle import LETTERS_PER_DAY
from tests.support.cast import Cast

SENTENCE = "May charge nurses sign letters on Fridays?"


@pytest.fixture
def waiting(cast: Cast) -> Request:
    """Max's request, not answered yet."""
    return cast.past.request


def url(cast) -> str:
    return reverse("reports:requests", args=[cast.set.code])


def typed(**more) -> dict[str, str]:
    return {"sentence": SENTENCE, "client_id": str(uuid.uuid4()), **more}


def test_any_member_asks_and_managers_hear_of_it(cast):
    page = cast.client("tom").post(url(cast), typed())

    request = Request.objects.get(sentence=SENTENCE)
    assert page.status_code == 302
    assert (request.raised_by, request.state) == (cast.membership("tom"), "waiting")
    notice = Notice.objects.get(kind="request_raised")
    assert notice.key == f"request_raised:{request.pk}:{cast.sam.pk}"


def test_the_same_form_sent_twice_asks_once(cast):
    form = typed()

    cast.client("tom").post(url(cast), form)
    cast.client("tom").post(url(cast), form)

    assert Request.objects.filter(sentence=SENTENCE).count() == 1
    assert Notice.objects.filter(kind="request_raised").count() == 1


def test_managers_are_asked_so_often_in_a_day_and_not_more(cast):
    answers = [
        cast.client("tom").post(url(cast), typed()) for _ in range(LETTERS_PER_DAY + 1)
    ]
    others = cast.client("ben").post(url(cast), typed())

    assert [answer.status_code for answer in answers] == [302] * LETTERS_PER_DAY + [429]
    assert int(answers[-1].headers["Retry-After"]) > 86_000
    assert "a day are enough" in answers[-1].content.decode()
    assert SENTENCE in answers[-1].content.decode()
    assert others.status_code == 302
    with time_machine.travel(now() + dt.timedelta(hours=25), tick=False):
        assert cast.client("tom").post(url(cast), typed()).status_code == 302


@pytest.mark.parametrize(
    "wrong",
    [
        {"sentence": ""},
        {"sentence": "x" * 301},
        {"needed_by": "2020-01-01"},
        {"needed_by": "soon"},
        {"client_id": "7"},
    ],
)
def test_bad_input_is_kept_and_explained(cast, wrong):
    page = cast.client("tom").post(url(cast), typed(**wrong))

    assert page.status_code == 422
    assert page.context["form"].errors
    assert not Request.objects.filter(raised_by=cast.membership("tom")).exists()


@pytest.mark.parametrize(
    ("zone", "hour", "today"),
    [
        ("Pacific/Auckland", 12, dt.date(2026, 3, 24)),
        ("Europe/London", 12, dt.date(2026, 3, 23)),
        ("America/Los_Angeles", 2, dt.date(2026, 3, 22)),
    ],
)
def test_a_day_is_past_by_the_clock_of_who_asks(zone: str, hour: int, today: dt.date):
    with at(dt.datetime(2026, 3, 23, hour, tzinfo=dt.UTC)):
        forms = [
            RequestForm(typed(needed_by=str(day)), by=User(zone=zone))
            for day in (today, today - dt.timedelta(days=1))
        ]

    assert [form.is_valid() for form in forms] == [True, False]


@pytest.mark.parametrize(
    ("who", "get", "post"),
    [
        ("tom", 200, 302),
        ("ada", 200, 403),
        ("sam", 404, 404),
        ("eve", 404, 404),
        ("olu", 404, 404),
        ("ola", 404, 404),
    ],
)
def test_requests_page_is_the_sets(cast, who, get, post):
    assert cast.client(who).get(url(cast)).status_code == get
    assert cast.client(who).post(url(cast), typed()).status_code == post


def test_a_closed_set_asks_nothing_more(cast):
    cast.set.closed_at = now()
    cast.set.save(update_fields=["closed_at"])

    assert cast.client("tom").get(url(cast)).status_code == 200
    assert cast.client("tom").post(url(cast), typed()).status_code == 403


@pytest.mark.parametrize(
    ("who", "status", "state"),
    [("max", 302, "withdrawn"), ("fay", 302, "withdrawn"), ("tom", 403, "waiting")],
)
def test_withdrawal_is_the_authors_or_the_coordinators(
    cast, waiting, who, status, state
):
    address = reverse("reports:withdrawal", args=[cast.set.code, waiting.pk])

    answered = cast.client(who).post(address)

    waiting.refresh_from_db()
    assert (answered.status_code, waiting.state) == (status, state)


def test_a_withdrawn_request_is_gone_for_managers(cast, waiting):
    withdraw(waiting, by=cast.membership("fay"))

    page = cast.client("sam").get(reverse("reports:outcome", args=[cast.set.code]))

    assert waiting.sentence not in page.content.decode()


def test_the_address_of_a_withdrawn_request_tells_managers_nothing(cast, waiting):
    address = reverse("reports:answer", args=[waiting.pk])
    said = {"state": "declined", "answer": "Not in this quarter."}
    before = cast.client("sam").get(address).content.decode()
    withdraw(waiting, by=cast.membership("fay"))

    after = cast.client("sam").get(address)
    late = cast.client("sam").post(address, said)

    assert [after.status_code, late.status_code] == [200, 409]
    assert waiting.sentence in before
    assert waiting.sentence not in after.content.decode() + late.content.decode()
    assert "Not in this quarter." in late.content.decode()


def test_age_is_counted_in_days(cast, waiting):
    with time_machine.travel(now() + dt.timedelta(days=11), tick=False):
        assert ask(waiting).days == 11


def test_manager_acknowledges_then_decides_and_both_dates_stay(cast, waiting):
    first = now() + dt.timedelta(days=2)
    with time_machine.travel(first, tick=False):
        answer(waiting, by=cast.manager, state="acknowledged", answer="")
    with time_machine.travel(first + dt.timedelta(days=3), tick=False):
        answer(waiting, by=cast.manager, state="decided", answer="Yes, from May.")

    waiting.refresh_from_db()
    assert waiting.acknowledged_at == first
    assert waiting.answered_at == first + dt.timedelta(days=3)
    assert (waiting.state, waiting.answered_by) == ("decided", cast.sam)


def test_an_answer_reaches_everybody_in_the_set_now(cast, waiting):
    answer(waiting, by=cast.manager, state="decided", answer="Yes.")

    told = Notice.objects.filter(kind="request_answered")
    names = {notice.person.first_name for notice in told if notice.person}
    assert names == {"Fay", "Pia", "Max", "Ben", "Léa", "Tom", "Ada"}


def test_a_settled_request_stays_settled(cast, waiting):
    answer(waiting, by=cast.manager, state="declined", answer="No money this year.")

    with pytest.raises(Stale):
        answer(waiting, by=cast.manager, state="decided", answer="Yes after all.")
    with pytest.raises(Stale):
        withdraw(waiting, by=cast.membership("fay"))


def test_answer_page_keeps_words_written_too_late(cast, waiting):
    answer(waiting, by=cast.manager, state="declined", answer="No money.")

    page = cast.client("sam").post(
        reverse("reports:answer", args=[waiting.pk]),
        {"state": "decided", "answer": "Yes after all."},
    )

    assert page.status_code == 409
    assert "Yes after all." in page.content.decode()


@pytest.mark.parametrize("state", ["decided", "declined", "nonsense", ""])
def test_an_answer_needs_its_words(cast, waiting, state):
    address = reverse("reports:answer", args=[waiting.pk])

    page = cast.client("sam").post(address, {"state": state, "answer": ""})

    waiting.refresh_from_db()
    assert (page.status_code, waiting.state) == (422, "waiting")


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("sam", 200),
        ("fay", 403),
        ("ada", 403),
        ("eve", 404),
        ("olu", 404),
        ("ola", 404),
        ("zoe", 404),
    ],
)
def test_answering_is_the_managers(cast, waiting, who, status):
    address = reverse("reports:answer", args=[waiting.pk])

    assert cast.client(who).get(address).status_code == status


def test_managers_are_not_told_who_wrote_it(cast, waiting):
    page = cast.client("sam").get(reverse("reports:answer", args=[waiting.pk]))

    assert waiting.sentence in page.content.decode()
    assert "Max" not in page.content.decode()
    assert "Fay" not in page.content.decode()


def test_raising_is_idempotent_by_client_id(cast):
    asked = {
        "by": cast.membership("tom"),
        "sentence": SENTENCE,
        "needed_by": None,
        "client_id": uuid.uuid4(),
    }

    assert raise_request(cast.set, **asked) == raise_request(cast.set, **asked)
