"""A manager's appointment ends: by the coordinator, or by themself."""

import pytest
from django.core.exceptions import PermissionDenied

from actionlearning.outbox.models import Notice
from reports.releases.services import release
from reports.requests.services import answer
from sets.managers.services import end_management
from sets.memberships import join
from sets.models import Activity, SetManager
from sets.verbs import Verb
from tests.support.cast import Cast


def end_url(cast: Cast) -> str:
    return f"/sets/{cast.set.code}/managers/{cast.manager.pk}/end/"


def step_down_url(cast: Cast) -> str:
    return f"/outcomes/{cast.set.code}/end/"


def manages(cast: Cast) -> bool:
    return SetManager.objects.filter(user=cast.sam, ended_at=None).exists()


def waiting() -> int:
    return Notice.objects.filter(state="waiting").count()


@pytest.fixture
def told(cast: Cast) -> Cast:
    """A world in which one mail to the manager, and one to a member, still wait."""
    cast.past.release.delete()
    release(cast.past.actions[0], by=cast.membership("pia"))
    return cast


def test_pages_ask_before_an_appointment_ends(cast: Cast):
    asked = cast.client("fay").get(end_url(cast)).text
    asked_oneself = cast.client("sam").get(step_down_url(cast)).text

    assert "Remove Sam Field as manager?" in asked
    assert "Stop managing this set?" in asked_oneself
    assert "Nobody else manages this set." in asked
    assert manages(cast)


def test_a_page_names_who_can_still_answer(cast: Cast):
    SetManager.objects.create(learning_set=cast.set, user=cast.olu)

    asked = cast.client("fay").get(end_url(cast)).text

    assert "stay open for Olu Eze." in asked


@pytest.mark.parametrize("who", ["fay", "sam"])
def test_ending_takes_the_outcomes_away_at_once(cast: Cast, who: str):
    outcome = f"/outcomes/{cast.set.code}/"
    assert cast.client("sam").get(outcome).status_code == 200

    cast.client(who).post(end_url(cast) if who == "fay" else step_down_url(cast))

    assert cast.client("sam").get(outcome).status_code == 404
    assert cast.client("sam").get("/outcomes/").status_code == 404
    verb = Activity.objects.get(subject="setmanager").verb
    assert verb == {"fay": Verb.MANAGER_DISMISSED, "sam": Verb.MANAGER_RESIGNED}[who]


def test_what_waits_for_the_manager_is_called_off(told: Cast):
    assert waiting() == 1

    end_management(told.manager, by=told.membership("fay"))

    assert waiting() == 0


def test_a_manager_who_sits_in_the_set_keeps_its_mail(told: Cast):
    join(told.set, told.sam)
    before = waiting()

    end_management(told.manager, by=told.membership("fay"))

    assert waiting() == before


def test_ending_twice_is_logged_once(cast: Cast):
    for _ in range(2):
        end_management(cast.manager, by=cast.membership("fay"))

    assert Activity.objects.filter(verb=Verb.MANAGER_DISMISSED).count() == 1


def test_a_page_sent_twice_says_that_it_is_done(cast: Cast):
    first = cast.client("fay").post(end_url(cast))
    again = cast.client("fay").post(end_url(cast))
    later = cast.client("fay").get(end_url(cast))

    ways = {answer.headers.get("Location") for answer in (first, again, later)}
    assert ways == {f"/sets/{cast.set.code}/members/"}


def test_open_requests_stay_open_and_wait_for_the_next(cast: Cast):
    request = cast.past.request
    end_management(cast.manager, by=cast.manager)

    with pytest.raises(PermissionDenied):
        answer(request, by=cast.manager, state="decided", answer="Yes.")

    next_one = SetManager.objects.create(learning_set=cast.set, user=cast.olu)
    assert answer(request, by=next_one, state="decided", answer="Yes.").answer == "Yes."


@pytest.mark.parametrize(
    ("who", "status"),
    [("fay", 302), ("ben", 403), ("ada", 403), ("sam", 404), ("ola", 404)],
)
def test_only_the_coordinator_ends_anothers_appointment(
    cast: Cast, who: str, status: int
):
    answer = cast.client(who).post(end_url(cast))

    assert answer.status_code == status
    assert manages(cast) == (status != 302)


def test_a_manager_of_another_set_is_not_found(cast: Cast):
    there = SetManager.objects.create(learning_set=cast.quay.set, user=cast.sam)
    url = f"/sets/{cast.set.code}/managers/{there.pk}/end/"

    assert cast.client("fay").post(url).status_code == 404


def test_the_members_page_offers_it_to_the_coordinator(cast: Cast):
    page = f"/sets/{cast.set.code}/members/"

    assert end_url(cast) in cast.client("fay").get(page).text
    assert end_url(cast) not in cast.client("ben").get(page).text
