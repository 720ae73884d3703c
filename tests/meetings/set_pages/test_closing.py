"""The coordinator closes a set, for everybody in it."""

import pytest
from django.core.exceptions import PermissionDenied

from actionlearning.lib.clock import now
from actionlearning.lib.errors import Conflict
from actionlearning.outbox.models import Notice
from actionlearning.outbox.services import notify
from meetings.dates.services.schedule import materialise
from meetings.models import Meeting
from meetings.set_pages.services import closing
from reports.requests.services import answer
from sets.models import Activity, LearningSet
from sets.verbs import Verb
from tests.meetings.room.live_meeting import LiveMeeting
from tests.reports.letters import Letters
from tests.support import build
from tests.support.cast import Cast

EVERYBODY_ELSE = ["ada", "ben", "lea", "max", "pia", "tom"]


def url(cast: Cast) -> str:
    return f"/sets/{cast.set.code}/closing/"


def close(cast: Cast) -> LearningSet:
    return closing.close_set(cast.set, by=cast.membership("fay"))


def is_closed(cast: Cast) -> bool:
    return LearningSet.objects.get(pk=cast.set.pk).is_closed


def waits(cast: Cast, kind: str) -> bool:
    """Queue a message to Ben, close the set, and say whether it is still to be sent."""
    notify(
        kind,
        to=cast.ben,
        key="a",
        about={},
        useless_after=now() + build.WEEK,
        set_code=cast.set.code,
    )
    close(cast)
    return Notice.objects.get(key="a").state == "waiting"


def test_closing_calls_off_what_lies_ahead(cast: Cast):
    close(cast)

    states = set(cast.set.meetings.values_list("number", "state"))
    assert states == {
        (1, "ended"),
        (2, "cancelled"),
        (3, "cancelled"),
        (4, "cancelled"),
    }
    assert materialise(now(), only=cast.set) == 0


def test_everybody_else_is_told_once(cast: Cast):
    close(cast)
    close(cast)

    told = Notice.objects.filter(kind="set_closed").order_by("person__email")
    assert [notice.person for notice in told] == [
        cast.users[name] for name in EVERYBODY_ELSE
    ]
    assert Activity.objects.filter(verb=Verb.SET_CLOSED).count() == 1


def test_the_letter_says_who_closed_it_and_what_stays(cast: Cast):
    close(cast)

    text = Letters(cast).read("set_closed")
    assert text.startswith("Harbour is closed")
    assert "Fay Okoro has closed Harbour." in text


@pytest.mark.parametrize(
    ("kind", "still"), [("meeting_reminder", False), ("wrap_up", True)]
)
def test_only_what_looks_ahead_is_not_sent_any_more(cast: Cast, kind: str, still: bool):
    assert waits(cast, kind) == still


def test_who_waits_in_a_room_hears_of_it(
    cast: Cast, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as callbacks:
        close(cast)

    rooms = {call.args[0].room for call in callbacks}
    assert rooms == {each.room for each in [cast.meeting, *cast.harbour.later]}


@pytest.mark.at("open")
def test_a_set_that_sits_is_not_closed(live_meeting: LiveMeeting):
    cast = live_meeting.go_to("open").cast

    with pytest.raises(Conflict):
        close(cast)
    page = cast.client("fay").post(url(cast))

    assert (page.status_code, is_closed(cast)) == (409, False)
    assert f"meeting {cast.meeting.number} is going on" in page.text
    assert cast.meeting.get_room_url() in page.text


def test_a_page_says_what_happens_first(cast: Cast):
    text = cast.client("fay").get(url(cast)).text

    assert "Close this set?" in text
    assert "3 upcoming meetings are called off" in text
    assert not is_closed(cast)


def test_after_closing_one_stands_on_the_page_of_the_set(cast: Cast):
    first = cast.client("fay").post(url(cast))
    again = cast.client("fay").get(url(cast))

    assert first.headers["Location"] == again.headers["Location"]
    assert (
        "This set has ended." in cast.client("fay").get(first.headers["Location"]).text
    )


@pytest.mark.parametrize("page", ["", "lessons/", "requests/", "releases/", "members/"])
def test_members_still_read_all_of_it(cast: Cast, page: str):
    close(cast)

    assert cast.client("ben").get(f"/sets/{cast.set.code}/{page}").status_code == 200
    assert cast.client("ben").get(cast.held.get_absolute_url()).status_code == 200


def test_managers_still_read_and_answer(cast: Cast):
    close(cast)

    assert cast.client("sam").get(f"/outcomes/{cast.set.code}/").status_code == 200
    answered = answer(cast.past.request, by=cast.manager, state="decided", answer="No.")
    assert answered.state == "decided"


def test_an_invitation_to_a_closed_set_is_void(cast: Cast):
    link = f"/invitations/{cast.harbour.invitation.token}/"
    cast.set.invitations.update(email=cast.zoe.email)
    close(cast)

    cast.client("zoe").post(link)

    assert not cast.set.memberships.filter(user=cast.zoe).exists()


@pytest.mark.parametrize(
    ("who", "status"),
    [("fay", 302), ("ben", 403), ("ada", 403), ("sam", 404), ("olu", 404)],
)
def test_closing_is_the_coordinators(cast: Cast, who: str, status: int):
    assert cast.client(who).post(url(cast)).status_code == status
    assert is_closed(cast) == (status == 302)


def test_who_has_just_been_removed_closes_nothing(cast: Cast):
    fay = cast.membership("fay")
    cast.set.memberships.filter(pk=fay.pk).update(left_at=now())

    with pytest.raises(PermissionDenied):
        closing.close_set(cast.set, by=fay)

    assert cast.set.meetings.filter(state=Meeting.State.CANCELLED).count() == 0


def test_the_members_page_offers_it_until_it_is_done(cast: Cast):
    page = f"/sets/{cast.set.code}/members/"
    assert url(cast) in cast.client("fay").get(page).text
    assert url(cast) not in cast.client("ben").get(page).text

    close(cast)

    assert url(cast) not in cast.client("fay").get(page).text
