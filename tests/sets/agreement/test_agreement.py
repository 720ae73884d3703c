import pytest
from django.core.exceptions import PermissionDenied

from actionlearning.lib.errors import Stale
from sets.agreement.queries import agreement_page
from sets.agreement.services import accept, write
from sets.memberships import end
from sets.models import Acceptance
from tests.support.cast import Cast


def url(cast: Cast, rest: str = "") -> str:
    return f"/sets/{cast.set.code}/agreement/{rest}"


def test_a_change_is_a_new_version_that_asks_everybody_again(cast: Cast):
    write(cast.set, "Phones away.", by=cast.membership("pia"))

    page = agreement_page(cast.membership("ben"))

    assert page.agreement is not None
    assert (page.agreement.version, page.asks_me) == (2, True)
    assert page.given == ["Pia Lind"]


def test_the_same_rules_again_change_nothing(cast: Cast):
    first = cast.set.agreements.get()

    again = write(cast.set, first.ground_rules, by=cast.membership("pia"))

    assert again == first


def test_accepting_twice_is_one_word(cast: Cast):
    rules = write(cast.set, "Phones away.", by=None)

    for _ in range(2):
        accept(rules, by=cast.membership("ben"))

    assert Acceptance.objects.filter(agreement=rules).count() == 1


def test_who_was_removed_while_typing_writes_and_accepts_nothing(cast: Cast):
    rules, ben = cast.set.agreements.get(), cast.membership("ben")
    Acceptance.objects.filter(membership=ben).delete()
    end(ben, by=cast.membership("fay"))

    with pytest.raises(PermissionDenied):
        write(cast.set, "Phones away.", by=ben)
    with pytest.raises(PermissionDenied):
        accept(rules, by=ben)

    assert cast.set.agreements.count() == 1
    assert not Acceptance.objects.filter(membership=ben).exists()


def test_an_older_version_cannot_be_accepted(cast: Cast):
    old = cast.set.agreements.get()
    write(cast.set, "Phones away.", by=cast.membership("pia"))

    with pytest.raises(Stale):
        accept(old, by=cast.membership("ben"))


def test_the_page_asks_who_has_not_accepted(cast: Cast):
    write(cast.set, "Phones away.", by=cast.membership("pia"))

    assert "I accept" in cast.client("ben").get(url(cast)).text
    assert "I accept" not in cast.client("pia").get(url(cast)).text


def test_accepting_on_the_page_goes_on_to_the_set(cast: Cast):
    write(cast.set, "Phones away.", by=cast.membership("pia"))

    response = cast.client("ben").post(url(cast, "acceptance/"), {"version": "2"})

    assert response["Location"] == f"/sets/{cast.set.code}/"
    assert cast.membership("ben").acceptances.count() == 2


def test_accepting_a_version_that_was_replaced_shows_the_new_one(cast: Cast):
    write(cast.set, "Phones away.", by=cast.membership("pia"))

    response = cast.client("ben").post(url(cast, "acceptance/"), {"version": "1"})

    assert response.status_code == 409
    assert "Phones away." in response.text


@pytest.mark.parametrize("version", ["", "x", "99", "9" * 40, "-1"])
def test_a_version_that_never_was_is_not_found(cast: Cast, version: str):
    response = cast.client("ben").post(url(cast, "acceptance/"), {"version": version})

    assert response.status_code == 404


def test_members_change_the_rules_and_an_adviser_does_not(cast: Cast):
    form = {"ground_rules": "Phones away.\r\n\r\n We start on time. "}

    denied = cast.client("ada").post(url(cast), form)
    allowed = cast.client("ben").post(url(cast), form)

    assert (denied.status_code, allowed.status_code) == (403, 302)
    newest = cast.set.agreements.latest("version")
    assert newest.ground_rules == "Phones away.\nWe start on time."


@pytest.mark.parametrize("text", ["", "   \n ", "r" * 4001])
def test_rules_that_do_not_fit_are_refused_at_the_field(cast: Cast, text: str):
    response = cast.client("ben").post(url(cast), {"ground_rules": text})

    assert response.status_code == 422
    assert cast.set.agreements.count() == 1
