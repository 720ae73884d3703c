"""Kill the web server while six people type in a live room.

See docs/threat-model.md#the-web-server.
"""

import time
from dataclasses import dataclass

from playwright.sync_api import expect

from faults.pages import Typed, apart, missing, settle, type_in, type_on
from meetings.models import Slip
from meetings.room.services import phase
from tests.e2e.six_browsers import SixBrowsers
from tests.support.stack import Web

FIRST, SECOND = (
    "current_issue",
    "action_to_take",
)  #: the pad and the answer are on the page in both

SAVED_WITHIN = 30  #: seconds


@dataclass(frozen=True)
class AfterKills:
    """What the pages showed after the kills.

    The seconds until all pages agreed again, the seconds by which their clocks differed,
    and how many of the typed characters were lost.
    """

    slowest: float
    apart: float
    lost: int
    typed: int


def kill_while_typing(web: Web, six: SixBrowsers, *, kills: int) -> AfterKills:
    """Kill the server `kills` times: once while people write bids, then in an airtime.

    While the server is dead everybody types on, and the meeting moves to another phase.
    """
    six.start("choose")
    six.come_in()
    bids = type_in(six, ["#bid [name=sentence]"] * 6)
    times, clocks = [_kill(web, six, bids)], [apart(six)]
    lost = sum(each.lost for each in bids)
    lost += _placed(six, bids)

    six.go_to(FIRST)
    fields = type_in(six, ["#pad", "#text-current_issue", *["#pad"] * 4])
    for _time in range(kills - 1):
        times.append(_kill(web, six, fields, moves=True))
        clocks.append(apart(six))
        lost += sum(each.lost for each in fields)
    lost += _saved(six, fields)
    typed = sum(len(each.text) for each in [*bids, *fields])
    return AfterKills(max(times), max(clocks), lost, typed)


def _kill(
    web: Web, six: SixBrowsers, fields: list[Typed], *, moves: bool = False
) -> float:
    type_on(fields, "This is from before,")
    web.kill()
    type_on(fields, "this while it is dead,")
    if moves:
        _move(six)
    web.start()
    began = time.monotonic()
    type_on(fields, "and on.")
    return settle(six, began)


def _move(six: SixBrowsers) -> None:
    six.meeting.refresh_from_db()
    seen = six.meeting.phase
    step = phase.advance if seen == FIRST else phase.back
    step(six.meeting, by=six.fay, seen=seen)


def _placed(six: SixBrowsers, fields: list[Typed]) -> int:
    """Send all bids; return how many characters did not arrive."""
    for person in six.people:
        person.page.locator("#bid .button-row .btn").first.click()
        expect(person.page.locator("#bid")).to_contain_text("Reword my bid")
    stored = dict(six.meeting.bids.values_list("membership_id", "sentence"))
    return sum(
        missing(each.text.strip(), stored[membership.pk])
        for membership, each in zip(six.memberships, fields, strict=True)
    )


def _saved(six: SixBrowsers, fields: list[Typed]) -> int:
    """Give the pages time to save; return how many characters the server does not have."""
    end, lost = time.monotonic() + SAVED_WITHIN, 1
    while lost and time.monotonic() < end:
        time.sleep(0.2)
        pairs = zip(fields, _stored(six), strict=True)
        lost = sum(missing(each.text, found) for each, found in pairs)
    return lost


def _stored(six: SixBrowsers) -> list[str]:
    """Return everybody's pad, but the answer of the presenter."""
    pads = six.meeting.slips.filter(kind=Slip.Kind.PAD)
    found = dict(pads.values_list("membership_id", "text"))
    inquiry = six.meeting.inquiries.get()
    found[inquiry.presenter_id] = inquiry.current_issue
    return [found.get(membership.pk, "") for membership in six.memberships]
