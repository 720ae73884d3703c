"""What somebody is still typing when the room moves on (threat-model.md#typing)."""

import pytest
from playwright.sync_api import expect

from meetings.room.services import phase
from tests.e2e.six_browsers import SixBrowsers

pytestmark = [pytest.mark.e2e, pytest.mark.postgresql]

WORDS = "How can I keep what I have only begun to"


def test_a_bid_that_was_not_sent_stays_with_its_writer(six: SixBrowsers):
    six.start("choose")
    listener, writer = six.people[-2:]
    listener.open(six.meeting.get_room_url())
    writer.open(six.meeting.get_room_url())
    writer.page.locator("#bid input[name=sentence]").press_sequentially(WORDS)

    six.go_to("current_issue")

    kept = writer.page.locator(".unsent-text")
    expect(writer.page.locator("#bid")).to_have_count(0)
    expect(kept).to_contain_text(WORDS)
    listener.misses(WORDS)
    assert not six.meeting.bids.filter(sentence__startswith=WORDS)
    writer.look("room-unsent-text")
    kept.get_by_role("button", name="Discard it").click()
    expect(kept).to_be_hidden()


def test_what_was_sent_is_not_kept_beside_it(six: SixBrowsers):
    six.start("choose")
    writer = six.people[-1]
    writer.open(six.meeting.get_room_url())
    writer.page.locator("#bid input[name=sentence]").fill(WORDS)
    writer.press("Bid for airtime")
    expect(writer.page.locator("#bid")).to_contain_text("Reword my bid")

    six.go_to("current_issue")

    expect(writer.page.locator("#bid")).to_have_count(0)
    expect(writer.page.locator(".unsent-text")).to_be_hidden()


def test_two_windows_on_one_box_show_both_texts(six: SixBrowsers):
    six.start("current_issue")
    presenter = six.people[1]
    presenter.open(six.meeting.get_room_url())
    other = presenter.page.context.new_page()
    other.goto(six.meeting.get_room_url())
    box = other.locator("#text-current_issue")
    box.focus()

    presenter.page.locator("#text-current_issue").fill("Two plans.")
    presenter.sees("Saved. Everybody in the room can see it.")
    box.fill("One plan too many.")

    expect(other.get_by_role("alert").locator("blockquote")).to_have_text("Two plans.")
    expect(box).to_have_value("One plan too many.")
    other.get_by_role("button", name="Save mine instead").click()
    # "Saved." is in sight until the room's next news, which may come at once.
    expect(other.get_by_role("alert")).to_have_count(0)
    expect(box).to_have_value("One plan too many.")
    assert six.meeting.inquiries.get().current_issue == "One plan too many."


def test_what_comes_too_late_to_be_saved_stays_with_its_writer(six: SixBrowsers):
    six.start("current_issue")
    six.come_in()
    writer = six.people[2]
    writer.page.route("**/room/pad/", lambda route: route.abort())
    writer.page.locator("#pad").fill(WORDS)
    writer.sees("Not saved yet.")

    six.meeting.refresh_from_db()
    phase.abandon(six.meeting, by=six.fay)
    writer.page.unroute("**/room/pad/")

    expect(writer.page.locator(".unsent-text")).to_contain_text(WORDS)
