"""What goes wrong in a live room goes wrong here, in small: `./bin/faults room` is large."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from playwright.sync_api import Browser, Route, expect

from bench.parts import Figure
from faults.kill_web import kill_while_typing
from faults.redis_down import without_redis
from faults.room import without_browsers
from meetings.room.services import phase
from tests.e2e.conftest import collect_static
from tests.e2e.six_browsers import SixBrowsers, seat_six
from tests.support.services import Redis
from tests.support.stack import Web, running, wait_until

pytestmark = [pytest.mark.e2e, pytest.mark.postgresql]


@pytest.fixture
def redis(transactional_db: None) -> Iterator[Redis]:
    """A Redis of the test's own, to stop."""
    server = Redis().start()
    yield server
    server.stop()


@pytest.fixture
def web(redis: Redis) -> Iterator[Web]:
    """A web server of the test's own, to kill."""
    collect_static()
    with running(server := Web(REDIS_URL=redis.url)):
        yield server


@pytest.fixture
def stranded(web: Web, browser: Browser) -> Iterator[SixBrowsers]:
    """Six people in the lobby of that server."""
    seated = seat_six(browser, web.url)
    yield seated
    seated.leave()


def test_races_removal_and_frames(transactional_db: None):
    def count() -> list[Figure]:
        figures = asyncio.run(without_browsers(rounds=30))
        connections.close_all()
        return figures

    collect_static()
    with ThreadPoolExecutor(1) as beside_the_browser:
        figures = beside_the_browser.submit(count).result()

    assert [each.row() for each in figures if each.part > 1] == []


@pytest.mark.long
def test_a_killed_web_server_loses_no_character(web: Web, stranded: SixBrowsers):
    survived = kill_while_typing(web, stranded, kills=2)

    assert survived.lost == 0
    assert survived.slowest < 5
    assert survived.apart < 1


def test_a_save_whose_answer_is_lost_is_no_conflict(six: SixBrowsers):
    six.start("current_issue")
    six.come_in()
    writer = six.people[2]
    writer.page.route("**/room/pad/", _deaf, times=1)
    pad = writer.page.locator("#pad")

    pad.fill("What if")
    writer.sees("Not saved yet.")
    pad.press_sequentially(" nobody asks?")

    wait_until(lambda: six.meeting.slips.get().text == "What if nobody asks?", 30)
    expect(writer.page.locator("#pad-state")).to_contain_text("Saved.")


def test_a_room_that_moves_on_takes_no_box_from_who_writes(six: SixBrowsers):
    six.start("current_issue")
    six.come_in()
    presenter = six.people[1]
    presenter.page.route("**/room/answers/**", lambda route: route.abort())
    box = presenter.page.locator("#text-current_issue")
    box.press_sequentially("How can we ")

    six.go_to("action_to_take")
    presenter.sees("What action should be taken?")
    presenter.page.keyboard.type("plan together?")
    presenter.page.unroute("**/room/answers/**")

    expect(box).to_have_value("How can we plan together?")
    asked = six.meeting.inquiries
    wait_until(lambda: asked.get().current_issue == "How can we plan together?", 30)


def test_a_box_that_is_taken_away_saves_what_it_holds(six: SixBrowsers):
    six.start("action_to_take")
    six.come_in()
    presenter = six.people[1]
    presenter.page.locator("#text-action_to_take").type("Ask the team")

    seen = six.meeting.phase
    phase.back(six.meeting, by=six.fay, seen=seen)

    asked = six.meeting.inquiries
    wait_until(lambda: asked.get().action_to_take == "Ask the team", 30)


def _deaf(route: Route) -> None:
    """Let the server do it, and its answer never arrive."""
    route.fetch()
    route.abort()


def test_a_room_works_without_redis(redis: Redis, stranded: SixBrowsers):
    alone = without_redis(redis, stranded, seconds=8)

    assert alone.failed == 0
    assert stranded.troubles() == {}
