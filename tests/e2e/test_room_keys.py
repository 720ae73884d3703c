"""The room without a mouse, and without eyes: what keys do, and what is read out."""

import datetime as dt
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from meetings.formats.shipped import FORMATS
from tests.e2e.clock import Clock
from tests.e2e.conftest import collect_static
from tests.e2e.person import Person
from tests.e2e.six_browsers import SixBrowsers, seat_six
from tests.support.stack import Web, running, wait_until

pytestmark = [pytest.mark.e2e, pytest.mark.postgresql]

FEWEST_CONTROLS = 5  #: on any page of the room
A_FEW = 8  #: how often Tab is pressed between two looks at what is left

#: Keep what every region that speaks has come to say, in order.
LISTEN = """() => {
    const speaks = '[aria-live=polite], [role=status], [role=alert]';
    const words = (region) => region.textContent.trim().replace(/\\s+/g, ' ');
    const said = new Map();
    const hear = () => document.querySelectorAll(speaks).forEach((region) => {
        const now = words(region);
        if (said.get(region) === now) return;
        said.set(region, now);
        if (now) window.heard.push(now);
    });
    window.heard = [];
    hear();
    window.heard = [];
    const all = { childList: true, subtree: true, characterData: true };
    new MutationObserver(hear).observe(document.body, all);
}"""

#: What can be pressed or typed in, as a list; a group of radio buttons is one.
CONTROLS = """() => {
    const all = 'a[href], button, input:not([type=hidden]), select, textarea, summary';
    const seen = [...document.querySelectorAll(all)].filter((it) =>
        it.checkVisibility({ visibilityProperty: true }) && !it.disabled);
    window.name_of = (it) => it.type === 'radio' ? it.name : it;
    window.reach ??= ({ target }) => window.controls.delete(window.name_of(target));
    document.addEventListener('focusin', window.reach);
    window.controls = new Set(seen.map(window.name_of));
    return window.controls.size;
}"""
UNREACHED = """() => [...window.controls].map((it) => it.outerHTML ?? it)"""


@pytest.fixture
def timed(clock: Clock, browser: Browser) -> Iterator[SixBrowsers]:
    """Six people in the lobby, at a server that reads that clock."""
    collect_static()
    with running(web := Web()):
        seated = seat_six(browser, web.url)
        yield seated
        seated.leave()


def test_a_screen_reader_hears_whose_turn_it_is(six: SixBrowsers):
    six.start("open")
    fay, listener = six.people[0], six.people[-1].page
    six.come_in()
    _listen(listener)

    fay.press("Open the round:")
    fay.page.get_by_role("button", name="Next speaker:").first.wait_for()
    first = _floor(six)
    expect(listener.locator("#room-now")).to_contain_text(first)
    fay.press("Next speaker:")
    expect(listener.locator("#room-now")).not_to_contain_text(first)

    heard = [words for words in _heard(listener) if "has the floor" in words]
    assert heard == [f"Open. {name} has the floor." for name in (first, _floor(six))]


def test_a_screen_reader_hears_the_clock_only_at_thresholds(
    timed: SixBrowsers, clock: Clock
):
    timed.start("current_issue")
    listener = timed.people[-1].page
    timed.come_in()
    clock.pass_by(_until_a_fifth_is_left(timed, clock) - dt.timedelta(seconds=8))
    listener.reload()
    _listen(listener)

    voice = listener.locator("turn-timer.round-timer [role=status]")
    expect(voice).not_to_be_empty()

    assert _heard(listener) == [
        listener.get_attribute("turn-timer.round-timer", "data-soon")
    ]


def test_tab_reaches_every_control_in_every_phase(six: SixBrowsers):
    six.start("open")
    six.come_in()
    looking = [six.people[0], six.people[1], six.people[-1]]

    for phase in FORMATS["report_and_resolve"].phases:
        if phase.is_walked:
            six.go_to(phase.key)
            for person in looking:
                person.is_in(phase.title)
                assert _not_reached(person.page) == [], f"{person.name}: {phase.key}"


def test_keys_do_what_the_sheet_says(six: SixBrowsers):
    six.start("action_to_take")
    fay, member = six.people[0], six.people[-1]
    six.come_in()
    _listen(member.page)

    _key(member, "h")
    expect(member.page.locator("#queue")).to_contain_text("You")
    expect(fay.page.locator("#key-Space")).to_contain_text(member.first_name)
    _key(fay, "Space")
    member.is_in(f"{member.first_name} has the floor.")
    expect(member.page.locator("#key-Space")).to_be_visible()
    _key(member, "Space")
    fay.is_in("Pia has the floor.")
    _key(fay, "p")
    fay.sees("paused")
    _key(fay, "p")
    fay.misses("paused")
    ends = _end(six)
    _key(fay, "+")
    wait_until(lambda: _end(six) == ends + dt.timedelta(minutes=2))
    _key(fay, "n")
    member.is_in("What are the action points?")
    _key(member, "?")
    expect(member.page.locator("#keys")).to_be_visible()


def _key(person: Person, key: str) -> None:
    person.page.locator("main").press(key)


def _listen(page: Page) -> None:
    """Begin to note what is read out, once all is quiet."""
    expect(page.locator("room-stream[data-state=live]")).to_have_count(1)
    page.evaluate(LISTEN)


def _heard(page: Page) -> list[str]:
    found: list[str] = page.evaluate("window.heard")
    return found


def _floor(six: SixBrowsers) -> str:
    six.meeting.refresh_from_db()
    assert six.meeting.floor
    return six.meeting.floor.first_name


def _end(six: SixBrowsers) -> dt.datetime:
    six.meeting.refresh_from_db()
    assert six.meeting.phase_ends_at
    return six.meeting.phase_ends_at


def _until_a_fifth_is_left(six: SixBrowsers, clock: Clock) -> dt.timedelta:
    meeting = six.meeting
    meeting.refresh_from_db()
    assert meeting.phase_ends_at
    assert meeting.phase_started_at
    fifth = (meeting.phase_ends_at - meeting.phase_started_at) / 5
    return meeting.phase_ends_at - fifth - clock.now


def _not_reached(page: Page) -> list[str]:
    """Press Tab often enough; return the controls on which the focus never was."""
    page.locator("main").focus()
    controls = page.evaluate(CONTROLS)
    assert controls > FEWEST_CONTROLS
    for number in range(1, 2 * controls + 1):
        page.keyboard.press("Tab")
        if number % A_FEW == 0 and not page.evaluate("window.controls.size"):
            break
    found: list[str] = page.evaluate(UNREACHED)
    return found
