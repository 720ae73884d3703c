"""The product as it is deployed, with four people at four browsers."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from actionlearning.accounts.models import User
from tests.actionlearning.live.rooms import session_of
from tests.e2e.chromium import launch_args
from tests.e2e.clock import Clock
from tests.e2e.person import PATIENCE, Person
from tests.e2e.six_browsers import SixBrowsers, seat_six
from tests.support.cast import Cast, cast as build_cast
from tests.support.stack import Beat, MailSink, Web, Worker, environment, running

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Start Debian's Chromium."""
    return launch_args()


@dataclass
class Stack:
    """The running product and the mail it sends."""

    web: Web
    worker: Worker
    beat: Beat
    mail: MailSink


@pytest.fixture
def stack(transactional_db: None) -> Iterator[Stack]:
    """Start uvicorn, a Celery worker and beat as documented, and a mail server."""
    mail = MailSink().start()
    web = Web(SMTP_URL=mail.url)
    site = web.url
    worker = Worker(SMTP_URL=mail.url, SITE_URL=site)
    beat = Beat(SMTP_URL=mail.url, SITE_URL=site)
    collect_static()
    with running(web, worker, beat):
        yield Stack(web, worker, beat, mail)
    mail.stop()


@cache
def collect_static() -> None:
    """Copy styles and scripts to where the servers find them, once per run."""
    with (Path(os.environ["DATA_DIR"]) / "collected").open("a+") as mark:
        fcntl.flock(mark, fcntl.LOCK_EX)
        if mark.tell():
            return
        subprocess.run(
            [sys.executable, "manage.py", "collectstatic", "--no-input", "-v", "0"],
            env=environment(),
            check=True,
        )
        mark.write("yes")


@pytest.fixture
def clock(transactional_db: None) -> Iterator[Clock]:
    """The clock of every room of this test."""
    moved = Clock().start()
    yield moved
    moved.stop()


@pytest.fixture
def world(transactional_db: None) -> Cast:
    """Everybody of tests/support/cast.py, for tests that begin in the middle."""
    return build_cast()


@pytest.fixture
def code(world: Cast) -> str:
    """The code of Harbour's next meeting, as in its address."""
    return world.meeting.code


@pytest.fixture(scope="session")
def standing(django_db_setup: None) -> Iterator[Web]:
    """A web server for all tests that leave it intact: it takes a while to start."""
    collect_static()
    with running(web := Web()):
        yield web


@pytest.fixture
def site(world: Cast, standing: Web) -> Web:
    """The web server alone, on that world."""
    return standing


@pytest.fixture
def six(
    standing: Web, browser: Browser, transactional_db: None
) -> Iterator[SixBrowsers]:
    """Six people in the lobby, at the server that stands."""
    seated = seat_six(browser, standing.url)
    yield seated
    seated.leave()


@pytest.fixture
def fay(browser: Browser, site: Web, world: Cast) -> Iterator[BrowserContext]:
    """The browser of a member, signed in."""
    yield from _signed_in(browser, site, world.fay)


@pytest.fixture
def ada(browser: Browser, site: Web, world: Cast) -> Iterator[BrowserContext]:
    """The browser of the set's adviser, signed in."""
    yield from _signed_in(browser, site, world.ada)


def _signed_in(browser: Browser, site: Web, user: User) -> Iterator[BrowserContext]:
    name, value = session_of(user).split("=")
    context = browser.new_context(base_url=site.url)
    context.add_cookies([{"name": name, "value": value, "url": site.url}])
    yield context
    context.close()


@pytest.fixture
def sit_down(stack: Stack, browser: Browser) -> Iterator[Callable[[str], Person]]:
    """Give people a browser each; in the end, none of them has seen an error."""
    people: list[Person] = []

    def person(name: str) -> Person:
        people.append(Person.at(browser, stack.web.url, stack.mail, name))
        return people[-1]

    yield person
    for each in people:
        each.page.context.close()
    assert {each.name: each.troubles for each in people if each.troubles} == {}
