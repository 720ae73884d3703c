import datetime as dt

import pytest
import time_machine
from django.test import Client

from actionlearning.accounts.models import User
from actionlearning.outbox.models import Notice
from meetings.dates.queries.rhythm import rhythm
from meetings.set_pages.forms import FoundingForm
from meetings.set_pages.queries.founding import likely_names
from meetings.set_pages.services.founding import found_set
from sets.models import Administrator, LearningSet, Organisation
from tests.support import build
from tests.support.cast import Cast

NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _in_november():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def ama(db) -> User:
    return build.people("Ama Owusu")[0]


def found(by: User, **options: object) -> LearningSet:
    details = {
        "organisation": "Harbour Trust",
        "programme": "Leading change",
        "name": "Harbour",
        "purpose": "",
        "zone": "Europe/London",
        "starts_on": dt.date(2026, 11, 24),
        "time": dt.time(9),
        "frequency": "weekly",
        "minutes": 90,
        "place": "Room 2",
        "link": "",
        "emails": ["ben@example.org", "lea@example.org"],
    }
    return found_set(by=by, **{**details, **options})  # type: ignore[arg-type]


def test_a_founded_set_can_meet(ama: User):
    learning_set = found(ama)

    membership = learning_set.memberships.get()
    assert (membership.user, membership.is_coordinator) == (ama, True)
    assert list(learning_set.meetings.values_list("number", "date")) == [
        (1, dt.date(2026, 11, 24)),
        (2, dt.date(2026, 12, 1)),
        (3, dt.date(2026, 12, 8)),
    ]
    assert len(learning_set.agreements.get().rules) == 7


def test_the_invited_get_one_mail_each(ama: User):
    learning_set = found(ama)

    mails = Notice.objects.filter(kind="invitation").order_by("address")
    assert [mail.address for mail in mails] == ["ben@example.org", "lea@example.org"]
    assert {mail.set_code for mail in mails} == {learning_set.code}


def test_the_founder_administers_the_organisation_they_make(ama: User):
    organisation = found(ama).programme.organisation

    appointment = Administrator.objects.get(user=ama)
    assert (appointment.organisation, appointment.programme) == (organisation, None)


def test_ones_own_organisation_and_programme_are_used_again(ama: User):
    first = found(ama)

    second = found(ama, organisation="harbour trust", name="Quay")

    assert second.programme == first.programme
    assert Administrator.objects.filter(user=ama).count() == 1


def test_a_strangers_organisation_is_not_entered_by_its_name(ama: User):
    build.programme("Harbour Trust")

    organisation = found(ama).programme.organisation

    assert Organisation.objects.filter(name="Harbour Trust").count() == 2
    assert organisation.administrators.get().user == ama


def test_own_ground_rules_are_the_founders_word(ama: User):
    membership = found(ama, ground_rules="Phones away.").memberships.get()

    assert membership.learning_set.agreements.get().rules == ["Phones away."]
    assert membership.acceptances.count() == 1


def test_default_ground_rules_wait_for_the_founder_too(ama: User):
    assert not found(ama).memberships.get().acceptances.exists()


def test_the_same_form_twice_founds_one_set(ama: User):
    assert found(ama, code="drawn-once") == found(ama, code="drawn-once")
    assert LearningSet.objects.count() == Organisation.objects.count() == 1


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({}, "Every Tuesday, 09:00 London"),
        ({"frequency": "working_days"}, "Every working day, 09:00 London"),
        ({"frequency": "fortnightly"}, "Every second Tuesday, 09:00 London"),
        ({"every": "3"}, "Every 3 weeks, on Tuesday, 09:00 London"),
        (
            {"frequency": "monthly", "month_by": "last"},
            "On the last Tuesday of every month, 09:00 London",
        ),
        (
            {"frequency": "monthly", "month_by": "day", "every": "2", "times": "6"},
            "On the 24th of every second month, 09:00 London, 6 meetings",
        ),
        (
            {"country": "GB", "on_holidays": "move", "ends_on": "2026-12-31"},
            (
                "Every Tuesday, 09:00 London, on the next free working day after "
                "public holidays in the United Kingdom, until 31 December"
            ),
        ),
    ],
)
def test_the_finer_rule_is_the_rule_of_the_set(ama: User, answers, said: str):
    learning_set = found_set(by=ama, **form(ama, **answers).founding())

    assert rhythm(learning_set.series.get()) == said


def test_chosen_days_are_said_in_words(ama: User):
    several = {**filled(), "weekdays": ["1", "3"], "frequency": "fortnightly"}
    several |= {"country": "DE", "ends_on": "2027-06-30"}
    whole = FoundingForm(several, user=ama, organisation="Example", programme="One")
    assert whole.is_valid()

    learning_set = found_set(by=ama, **whole.founding())

    assert rhythm(learning_set.series.get()) == (
        "Every second Tuesday and Thursday, 09:00 London, not on public "
        "holidays in Germany, until 30 June 2027"
    )


@pytest.mark.parametrize(
    ("email", "organisation"),
    [
        ("ama@example.org", "Example"),
        ("ama@mail.harbour-trust.co.uk", "Harbour trust"),
        ("ama@north.nhs.uk", "North"),
        ("ama@gmail.com", "Ama’s organisation"),
    ],
)
def test_names_are_made_from_the_address(db, email: str, organisation: str):
    user = User.objects.create_user(email, name="Ama Owusu")

    assert likely_names(user) == (organisation, "Action learning")


def test_names_are_the_persons_own_where_there_are_any(cast: Cast):
    assert likely_names(cast.ben) == ("Harbour Trust", "Leading change")


def filled(**changes: str) -> dict[str, str]:
    form = {
        "name": "Harbour",
        "starts_on": "2026-11-24",
        "time": "09:00",
        "zone": "Europe/London",
        "frequency": "weekly",
        "minutes": "90",
        "place": "Room 2",
        "people": "Ben Shah <ben@example.org>\nlea@example.org",
        "organisation": "Harbour Trust",
        "programme": "Leading change",
    }
    return {**form, **changes}


def form(user: User, **changes: str) -> FoundingForm:
    asked = FoundingForm(
        filled(**changes), user=user, organisation="Example", programme="Learning"
    )
    asked.is_valid()
    return asked


def test_a_whole_form_is_a_founding(ama: User):
    whole = form(ama, people="Ama <AMA@example.org>, ben@example.org ben@example.org")

    assert whole.is_valid()
    assert whole.founding()["emails"] == ["ben@example.org"]


@pytest.mark.parametrize(("day", "errors"), [("22", set()), ("23", {"starts_on"})])
def test_a_year_ahead_ends_where_the_set_is(ama: User, day: str, errors: set[str]):
    """At noon in UTC the 21st has begun in Auckland."""
    asked = form(ama, zone="Pacific/Auckland", starts_on=f"2027-11-{day}")

    assert asked.errors.keys() == errors


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("name", {"name": ""}),
        ("name", {"name": "n" * 81}),
        ("name", {"name": "Har\x00bour"}),
        ("starts_on", {"starts_on": "2026-11-20", "time": "11:59"}),
        ("starts_on", {"starts_on": "9999-12-31"}),
        ("starts_on", {"starts_on": "soon"}),
        ("time", {"time": "25:00"}),
        ("zone", {"zone": "Europe/Atlantis"}),
        ("frequency", {"frequency": "hourly"}),
        ("starts_on", {"weekdays": ["3"]}),
        ("starts_on", {"frequency": "working_days", "starts_on": "2026-11-28"}),
        ("starts_on", {"starts_on": "2026-12-25", "country": "DE"}),
        ("weekdays", {"frequency": "monthly", "weekdays": "1"}),
        ("every", {"frequency": "daily", "every": "2"}),
        ("times", {"ends_on": "2027-06-30", "times": "9"}),
        ("ends_on", {"ends_on": "2026-11-01"}),
        ("country", {"country": "ZZ"}),
        ("minutes", {"minutes": "10"}),
        ("place", {"place": ""}),
        ("link", {"link": "javascript:alert(1)"}),
        ("link", {"link": "ftp://example.org/room"}),
        ("people", {"people": "ben@example.org, lea@"}),
        ("people", {"people": " ".join(f"p{n}@example.org" for n in range(10))}),
        ("organisation", {"organisation": ""}),
    ],
)
def test_each_wrong_field_says_so_itself(
    ama: User, field: str, changes: dict[str, str]
):
    assert list(form(ama, **changes).errors) == [field]


def test_every_wrong_address_is_named(ama: User):
    errors = form(ama, people="ben@, lea@example.org, tom").errors["people"]

    assert errors == [
        "“ben@” is not an e-mail address.",
        "“tom” is not an e-mail address.",
    ]


def test_the_page_founds_a_set_and_goes_there(cast: Cast):
    browser = cast.client("ben")
    draw = browser.get("/sets/new/").context["form"]["draw"].value()

    sent = [browser.post("/sets/new/", filled(name="New", draw=draw)) for _ in range(2)]

    code = LearningSet.objects.get(name="New").code
    assert [response["Location"] for response in sent] == [f"/sets/{code}/"] * 2


def test_the_page_keeps_what_was_typed(cast: Cast):
    response = cast.client("ben").post(
        "/sets/new/", filled(name="New", people="nobody")
    )

    assert response.status_code == 422
    assert 'value="New"' in response.text
    assert "“nobody” is not an e-mail address." in response.text


def test_founding_asks_for_a_signed_in_person(db):
    assert Client().get("/sets/new/").status_code == 302


@pytest.mark.parametrize(
    "field", ["name", "purpose", "place", "organisation", "programme"]
)
def test_names_hold_no_hidden_character(ama: User, field: str):
    assert not form(ama).errors

    pasted = form(ama, **{field: "North\u202ewards\u200b"})

    assert form(ama, **{field: "North\twards"}).errors.keys() == {field}
    assert not pasted.errors
    assert pasted.cleaned_data[field] == "Northwards"
