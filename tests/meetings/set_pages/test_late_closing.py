"""The pages around a meeting that nobody closed, a week later and before the next one."""

import datetime as dt
from collections.abc import Iterator
from http import HTTPStatus

import pytest

from actionlearning.lib.clock import at
from meetings.models import Meeting
from reports.home.queries.home import home
from tests.meetings.room.live_meeting import LiveMeeting
from tests.support.cast import Cast

MINUTE = dt.timedelta(minutes=1)
TOLD = "Nobody has closed meeting 2."


@pytest.fixture
def a_week_later(live_meeting: LiveMeeting) -> Iterator[Cast]:
    """Meeting 2 is live since last week; meeting 3 is in fifty minutes."""
    live_meeting.go_to("open")
    with at(live_meeting.cast.harbour.later[0].starts_at - 50 * MINUTE):
        yield live_meeting.cast


def read(cast: Cast, name: str, url: str) -> str:
    return cast.client(name).get(url).content.decode()


def url(cast: Cast) -> str:
    return f"/meetings/{cast.meeting.code}/late-closing/"


def state(cast: Cast) -> str:
    return Meeting.objects.get(pk=cast.meeting.pk).state


@pytest.mark.at("open")
def test_home_and_the_sets_page_show_todays_meeting(a_week_later: Cast):
    coming = a_week_later.harbour.later[0]

    shown, page = home(a_week_later.ben), read(a_week_later, "ben", _set(a_week_later))

    assert shown.next
    assert shown.next.meeting == coming
    assert coming.get_absolute_url() in page
    assert "The set is meeting now" not in page
    assert f'href="{a_week_later.meeting.get_room_url()}"' not in page


@pytest.mark.at("open")
def test_home_and_the_sets_page_lead_to_its_closing(a_week_later: Cast):
    need = home(a_week_later.ada).need

    assert need
    assert (need.title, need.url) == (
        "Your set has not closed its last meeting.",
        url(a_week_later),
    )
    page = read(a_week_later, "ada", _set(a_week_later))
    assert TOLD in page
    assert "not closed yet" in page


@pytest.mark.at("open")
def test_an_open_room_comes_before_it_on_home(a_week_later: Cast):
    coming = a_week_later.harbour.later[0]
    with at(coming.starts_at - 20 * MINUTE):
        need = home(a_week_later.ben).need

    assert need
    assert need.url == coming.get_room_url()


@pytest.mark.at("open")
def test_nothing_of_it_is_shown_while_the_set_meets(live_meeting: LiveMeeting):
    cast = live_meeting.go_to("open").cast

    page = read(cast, "ben", _set(cast))

    assert TOLD not in page
    assert "The set is meeting now" in page
    assert read(cast, "ben", "/").count("late-closing") == 0


@pytest.mark.at("open")
def test_its_page_asks_before_it_is_closed(a_week_later: Cast):
    answer = a_week_later.client("ben").get(a_week_later.meeting.get_absolute_url())
    page = read(a_week_later, "ben", url(a_week_later))

    assert (answer.status_code, answer.headers["Location"]) == (
        HTTPStatus.FOUND,
        url(a_week_later),
    )
    assert TOLD in page
    assert "All 7 people in the set get the wrap-up" in page
    assert state(a_week_later) == "live"


@pytest.mark.at("open")
@pytest.mark.parametrize(("name", "offered"), [("ben", True), ("ada", False)])
def test_only_members_may_abandon_it(a_week_later: Cast, name: str, offered: bool):
    page = read(a_week_later, name, url(a_week_later))

    assert ("/room/abandonment/" in page) is offered


@pytest.mark.at("open")
@pytest.mark.parametrize("name", ["ben", "ada"])
def test_pressing_makes_the_record(a_week_later: Cast, name: str):
    answer = a_week_later.client(name).post(url(a_week_later), follow=True)

    assert state(a_week_later) == "ended"
    page = answer.content.decode()
    assert "Meeting 2 is closed. Everybody in the set gets the wrap-up." in page
    assert TOLD not in read(a_week_later, name, _set(a_week_later))


@pytest.mark.at("open")
def test_the_page_of_a_meeting_that_goes_on_leads_back(live_meeting: LiveMeeting):
    cast = live_meeting.go_to("open").cast

    seen, refused = (
        cast.client("ben").get(url(cast)),
        cast.client("ben").post(url(cast)),
    )

    assert (seen.status_code, seen.headers["Location"]) == (
        HTTPStatus.FOUND,
        cast.meeting.get_absolute_url(),
    )
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert state(cast) == "live"


@pytest.mark.at("open")
@pytest.mark.parametrize("name", ["ben", "ada"])
def test_the_room_leads_to_its_closing_too(a_week_later: Cast, name: str):
    assert url(a_week_later) in read(
        a_week_later, name, a_week_later.meeting.get_room_url()
    )


@pytest.mark.at("open")
def test_the_set_is_closed_after_it(a_week_later: Cast):
    closing = f"/sets/{a_week_later.set.code}/closing/"

    page = read(a_week_later, "fay", closing)
    refused = a_week_later.client("fay").post(closing)

    assert "nobody has closed meeting 2" in page
    assert url(a_week_later) in page
    assert refused.status_code == HTTPStatus.CONFLICT


@pytest.mark.at("close")
def test_the_record_says_the_real_hours_of_a_meeting_held_early(
    live_meeting: LiveMeeting,
):
    live_meeting.go_to("close")
    cast, began = live_meeting.cast, live_meeting.meeting.started_at
    assert began
    with at(began + 83 * MINUTE):
        cast.client("fay").post(
            f"/meetings/{cast.meeting.code}/room/closing/", {"seen": "close"}
        )
        page = read(cast, "fay", cast.meeting.get_absolute_url())

    local = cast.fay.local
    hours = f"{local(began):%H:%M}–{local(began + 83 * MINUTE):%H:%M}"
    assert hours in page
    assert "planned for" not in page


def _set(cast: Cast) -> str:
    return f"/sets/{cast.set.code}/"
