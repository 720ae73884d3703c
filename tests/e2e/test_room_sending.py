"""What somebody types and presses while what they sent before is still under way."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from meetings.models import Meeting
from meetings.room.services import review
from tests.e2e.person import PATIENCE, Person
from tests.e2e.six_browsers import SixBrowsers

pytestmark = [pytest.mark.e2e, pytest.mark.postgresql]

FIRST, SECOND = "What have I tried so far?", "Who has asked me for this?"
QUESTIONS = "**/room/questions/"


def _question(meeting: Meeting) -> str | None:
    return meeting.slips.order_by("-pk").values_list("text", flat=True).first()


def _bid(meeting: Meeting) -> str | None:
    return meeting.bids.values_list("sentence", flat=True).first()


def _review(meeting: Meeting) -> str | None:
    return meeting.reviews.values_list("helped", flat=True).first()


#: phase, form, its address, and what the server has taken last
FORMS = pytest.mark.parametrize(
    ("phase", "form", "address", "taken"),
    [
        pytest.param("current_issue", "#ask", QUESTIONS, _question, id="question"),
        pytest.param("choose", "#bid", "**/room/bids/", _bid, id="bid"),
        pytest.param("review", "#review", "**/room/review/", _review, id="review"),
    ],
)


@FORMS
def test_words_typed_meanwhile_stay(
    six: SixBrowsers,
    phase: str,
    form: str,
    address: str,
    taken: Callable[[Meeting], str | None],
):
    writer = _writer(six, phase)
    box, button = _parts(writer, form)
    box.fill(FIRST)

    with _news(writer.page), _held(writer.page, address):
        button.click()
        box.fill(SECOND)

    assert taken(six.meeting) == FIRST
    expect(box).to_have_value(SECOND)
    with _news(writer.page):
        button.click()
    assert taken(six.meeting) == SECOND


@FORMS
def test_a_button_pressed_meanwhile_waits_for_its_turn(
    six: SixBrowsers,
    phase: str,
    form: str,
    address: str,
    taken: Callable[[Meeting], str | None],
):
    writer = _writer(six, phase)
    box, button = _parts(writer, form)
    box.fill(FIRST)

    with _held(writer.page, address):
        button.click()
        box.fill(SECOND)
        button.click()

    _wait(writer.page, lambda: taken(six.meeting) == SECOND)
    expect(writer.page.locator(".unsent-text")).to_be_hidden()


def test_the_same_press_twice_is_one(six: SixBrowsers):
    writer = _writer(six, "current_issue")
    box, button = _parts(writer, "#ask")
    box.fill(FIRST)

    with _held(writer.page, QUESTIONS):
        button.dblclick()
    expect(box).to_have_value("")
    box.fill(SECOND)
    button.click()

    expect(writer.page.locator(".slip .quote")).to_have_text([FIRST, SECOND])


def test_what_was_refused_stays_beside_what_was_typed_meanwhile(six: SixBrowsers):
    writer = _writer(six, "current_issue")
    box, button = _parts(writer, "#ask")
    box.fill("You should talk to them.")

    with _held(writer.page, QUESTIONS):
        button.click()
        box.fill(SECOND)

    writer.sees("This may be advice.")
    expect(box).to_have_value(SECOND)
    kept = writer.page.locator(".unsent-text")
    expect(kept).to_contain_text("You should talk to them.")


def test_what_got_lost_stays_beside_what_was_typed_meanwhile(six: SixBrowsers):
    writer = _writer(six, "current_issue")
    box, button = _parts(writer, "#ask")
    box.fill(FIRST)

    with _held(writer.page, QUESTIONS, end=Route.abort):
        button.click()
        box.fill(SECOND)

    writer.sees("Not sent.")
    expect(box).to_have_value(SECOND)
    expect(writer.page.locator(".unsent-text")).to_contain_text(FIRST)


def test_two_taps_for_the_facilitator_both_count(six: SixBrowsers):
    writer = _writer(six, "review")
    review.reveal(six.meeting, by=six.fay)
    taps = writer.page.locator("#telling fieldset")

    with _held(writer.page, "**/room/feedback/"):
        taps.first.get_by_role("button").first.click()
        taps.last.get_by_role("button").last.click()

    pressed = taps.get_by_role("button", pressed=True)
    expect(pressed).to_have_count(2)


def _writer(six: SixBrowsers, phase: str) -> Person:
    six.start(phase)
    writer = six.people[-1]
    writer.open(six.meeting.get_room_url())
    return writer


def _parts(writer: Person, form: str) -> tuple[Locator, Locator]:
    field = writer.page.locator(f"{form} textarea, {form} input[type=text]").first
    return field, writer.page.locator(f"{form} .button-row .btn").first


@contextmanager
def _held(
    page: Page, address: str, end: Callable[[Route], None] = Route.continue_
) -> Iterator[None]:
    """Keep the first request to this address on its way until the block ends."""
    waiting: list[Route] = []
    with page.expect_request(address):
        page.route(address, lambda route, _asked: waiting.append(route), times=1)
        yield
    end(waiting[0])


@contextmanager
def _news(page: Page) -> Iterator[None]:
    """Return once the page shows a newer version of the room than before the block."""
    panels = page.locator("#panels")
    before = panels.get_attribute("data-version") or ""
    yield
    expect(panels).not_to_have_attribute("data-version", before)


def _wait(page: Page, is_so: Callable[[], bool]) -> None:
    """Wait as the page goes on: its requests pass through this process."""
    for _moment in range(PATIENCE // 100):
        if is_so():
            return
        page.wait_for_timeout(100)
    pytest.fail(f"Not so after {PATIENCE} ms.")
