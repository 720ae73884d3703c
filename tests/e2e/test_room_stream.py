"""The page's end of the stream, in a real browser at a real server that comes and goes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from actionlearning.live.announce import announce
from actionlearning.live.bus import RedisBus
from meetings.models import Meeting
from tests.actionlearning.live.rooms import session_of
from tests.support.cast import cast as build_cast
from tests.support.services import Redis
from tests.support.stack import Web, running

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True),
]

SCRIPT = Path("static/js/room-stream.js").read_text()
PAGE = """<!doctype html><title>Room</title>
<room-stream id="live" src="/meetings/{code}/events" data-version="{version}" role="status"
  data-live="Live" data-polling="Every 5 seconds" data-lost="Reconnecting"></room-stream>
<script type="module">
  window.told = [];
  document.querySelector("#live").addEventListener(
    "room-changed", (event) => window.told.push(event.detail.version));
</script>
<script type="module" src="/room-stream.js"></script>"""


@pytest.fixture
def redis() -> Iterator[Redis]:
    """A Redis of the test's own, to kill."""
    server = Redis().start()
    yield server
    server.stop()


@pytest.fixture
def meeting(transactional_db: None) -> tuple[Meeting, str]:
    """A meeting, and the session of a member."""
    cast = build_cast()
    return cast.meeting, session_of(cast.fay)


@pytest.fixture
def web(redis: Redis) -> Iterator[Web]:
    """A web server on that Redis."""
    server = Web(REDIS_URL=redis.url)
    with running(server):
        yield server


@pytest.fixture
def page(browser: Browser, web: Web, meeting: tuple[Meeting, str]) -> Iterator[Page]:
    """Fay's page, which shows the version the room is at."""
    room, cookie = meeting
    name, value = cookie.split("=")
    context = browser.new_context()
    context.add_cookies([{"name": name, "value": value, "url": web.url}])
    page = context.new_page()
    body = PAGE.format(code=room.code, version=room.version)
    page.route(
        "**/room", lambda route: route.fulfill(body=body, content_type="text/html")
    )
    page.route(
        "**/room-stream.js",
        lambda route: route.fulfill(body=SCRIPT, content_type="text/javascript"),
    )
    page.goto(f"{web.url}/room")
    yield page
    context.close()


def newer(meeting: Meeting) -> int:
    """Move the room on, as a service does; return its version."""
    meeting.version += 1
    meeting.save(update_fields=["version"])
    announce(meeting.room, meeting.version)
    return meeting.version


def told(page: Page, version: int | None, seconds: float = 8) -> None:
    """Return once the page was told the version (None: to look for itself)."""
    script = "version => window.told.includes(version)"
    page.wait_for_function(script, arg=version, timeout=seconds * 1000)


def test_page_is_told_of_what_it_does_not_show(page, meeting, redis, monkeypatch):
    monkeypatch.setattr("actionlearning.live.announce.bus", lambda: RedisBus(redis.url))
    status = page.locator("#live")
    expect(status).to_have_text("Live")
    assert page.evaluate("window.told") == []

    version = newer(meeting[0])

    told(page, version, 1)
    assert page.evaluate("window.told") == [version]


def test_page_comes_back_by_itself_after_the_server_was_killed(page, web, meeting):
    status = page.locator("#live")
    expect(status).to_have_text("Live")

    web.kill()
    expect(status).to_have_text("Reconnecting")
    version = newer(meeting[0])
    web.start()

    expect(status).to_have_text("Live", timeout=15_000)
    told(page, version)


def test_page_polls_while_redis_is_away(page, redis):
    status = page.locator("#live")
    expect(status).to_have_text("Live")

    redis.kill()
    expect(status).to_have_text("Every 5 seconds")
    told(page, None)
    redis.start()

    expect(status).to_have_text("Live", timeout=15_000)
