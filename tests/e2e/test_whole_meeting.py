"""Ninety minutes by each of our formats: six browsers at the deployed web server.

Time is the database's, and passes when the test says so; no phase is left out.
"""

import datetime as dt
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from faults.frames import tapped
from faults.live_room import signed_in
from meetings.formats.shipped import FORMATS
from meetings.models import Meeting
from tests.e2e.clock import Clock
from tests.e2e.conftest import collect_static
from tests.e2e.six_browsers import SixBrowsers, seat_six
from tests.e2e.whole_meeting import WholeMeeting
from tests.support.stack import Web, running

pytestmark = [pytest.mark.e2e, pytest.mark.postgresql, pytest.mark.long]

#: What to look at: the whole usual meeting, and of the others what only they have.
PICTURED = {
    "report_and_resolve": {phase.key for phase in FORMATS["report_and_resolve"].phases},
    "airtime": {"choose", "questions_1", "decide_1", "helpful_1"},
    "one_problem": {"check_1", "write"},
    "written_questions": {"write_1", "hand_1", "answer_1"},
}
FEWEST_LINES = 100  #: that a whole meeting sends


@pytest.fixture
def web(clock: Clock) -> Iterator[Web]:
    """The web server, which reads that clock."""
    collect_static()
    with running(server := Web()):
        yield server


@pytest.fixture
def six(
    web: Web, browser: Browser, request: pytest.FixtureRequest
) -> Iterator[SixBrowsers]:
    """Six people in the lobby of a meeting by the format of the test."""
    seated = seat_six(browser, web.url, request.param)
    yield seated
    seated.leave()


@pytest.mark.parametrize("six", FORMATS, indirect=True)
def test_a_whole_meeting(web: Web, six: SixBrowsers, clock: Clock):
    form, listener = six.meeting.format, signed_in(six.memberships[-1].user)
    six.come_in()

    with tapped(web.port, six.meeting.code, listener) as tap:
        WholeMeeting(six, clock, name=form, pictured=PICTURED[form]).play()

    assert tap.strange == []
    assert len(tap.lines) > FEWEST_LINES
    assert six.troubles() == {}
    assert _left_on_the_table(six.meeting) == _kept(form)
    assert _lasted(six.meeting) == pytest.approx(_walked(form), abs=3)


def _left_on_the_table(meeting: Meeting) -> list[tuple[str, bool]]:
    return [(slip.kind, slip.is_kept) for slip in meeting.slips.all()]


def _kept(form: str) -> list[tuple[str, bool]]:
    """One question for each of the three presenters who were handed some."""
    return [("question", True)] * 3 if form == "written_questions" else []


def _lasted(meeting: Meeting) -> float:
    meeting.refresh_from_db()
    assert meeting.started_at
    assert meeting.ended_at
    return (meeting.ended_at - meeting.started_at) / dt.timedelta(minutes=1)


def _walked(form: str) -> int:
    return sum(phase.minutes for phase in FORMATS[form].phases if phase.is_walked)
