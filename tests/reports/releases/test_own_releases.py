"""What somebody released stays theirs to take back, also after they have left."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.models import Action
from meetings.set_pages.services.leaving import end_membership
from reports.models import Release
from reports.releases.queries.own_releases import showing
from reports.releases.services import release, revoke_own
from sets.memberships import join
from sets.models import Activity
from sets.verbs import Verb
from tests.support.cast import Cast

PAGE = "/profile/releases/"


@pytest.fixture
def shown(cast: Cast) -> Release:
    """One story of Pia's that Harbour's manager can read."""
    Release.objects.all().delete()
    return release(cast.past.actions[0], by=cast.membership("pia"))


def leave(cast: Cast) -> None:
    end_membership(cast.membership("pia"), by=cast.membership("pia"))


def revoke_url(one: Release) -> str:
    return f"{PAGE}{one.pk}/revocation/"


def sees_it(cast: Cast, one: Release) -> bool:
    return one.deed in cast.client("sam").get(f"/outcomes/{cast.set.code}/").text


@pytest.mark.parametrize("has_left", [False, True])
def test_its_owner_revokes_a_release_in_the_set_or_not(
    cast: Cast, shown: Release, has_left: bool
):
    if has_left:
        leave(cast)
    assert shown.deed in cast.client("pia").get(PAGE).text
    assert sees_it(cast, shown)

    cast.client("pia").post(revoke_url(shown))

    assert shown.deed not in cast.client("pia").get(PAGE).text
    assert not sees_it(cast, shown)
    assert Activity.objects.get(verb=Verb.RELEASE_REVOKED).actor == cast.pia


@pytest.mark.parametrize(
    ("who", "status"),
    [("pia", 302), ("fay", 404), ("ben", 404), ("sam", 404), ("eve", 404)],
)
@pytest.mark.parametrize("has_left", [False, True])
def test_the_release_of_another_is_not_there(
    cast: Cast, shown: Release, who: str, status: int, has_left: bool
):
    if has_left:
        leave(cast)

    assert cast.client(who).post(revoke_url(shown)).status_code == status
    shown.refresh_from_db()
    assert shown.is_visible == (status == 404)


def test_the_service_refuses_another_person_itself(cast: Cast, shown: Release):
    with pytest.raises(PermissionDenied):
        revoke_own(shown, by=cast.fay)

    revoke_own(shown, by=cast.pia)
    assert not shown.is_visible


def test_revoking_twice_is_logged_once(cast: Cast, shown: Release):
    for _ in range(2):
        assert cast.client("pia").post(revoke_url(shown)).status_code == 302

    assert Activity.objects.filter(verb=Verb.RELEASE_REVOKED).count() == 1


def test_who_has_left_sees_their_own_words_and_no_way_in(cast: Cast, shown: Release):
    release(cast.past.actions[2], by=cast.membership("ben"))
    assert cast.set.code in cast.client("pia").get(PAGE).text
    leave(cast)

    text = cast.client("pia").get(PAGE).text

    (harbour,) = showing(cast.pia)
    assert [each.owner.name for each in harbour.stories] == ["Pia Lind"]
    assert "You left this set on" in text
    for secret in (cast.set.code, "Ben Shah", "Fay Okoro", "Sam Field"):
        assert secret not in text
    assert cast.client("pia").get(f"/sets/{cast.set.code}/releases/").status_code == 404


def test_who_came_back_finds_what_they_released_before(cast: Cast, shown: Release):
    leave(cast)
    join(cast.set, cast.pia)

    (harbour,) = showing(cast.pia)

    assert (harbour.code, harbour.left) == (cast.set.code, None)
    assert [each.pk for each in harbour.stories] == [shown.pk]


def test_nothing_shown_says_so(cast: Cast, shown: Release):
    text = cast.client("tom").get(PAGE).text

    assert "You have not released any stories" in text
    assert PAGE in cast.client("tom").get("/profile/").text


def test_the_page_costs_the_same_for_one_and_three(cast: Cast, shown: Release):
    def cost() -> int:
        with CaptureQueriesContext(connection) as statements:
            showing(cast.pia)
        return len(statements)

    one = cost()
    like = shown.action
    for deed in ("ask Tom", "ask Max"):
        more = Action.objects.create(
            learning_set=like.learning_set,
            owner=like.owner,
            meeting=like.meeting,
            deed=deed,
            sentence=f"I will {deed}",
            due_on=like.due_on,
        )
        release(more, by=cast.membership("pia"))

    assert cost() == one
