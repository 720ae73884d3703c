"""One change that six see: what all see is fetched and drawn once."""

import pytest

from actionlearning.lib.clock import at, shared_now
from meetings.room.queries.cache import room_cache
from meetings.room.services import phase
from tests.meetings.room.live_meeting import SIX, LiveMeeting
from tests.meetings.room.test_room_cache import CACHED, _cost, _panels


@pytest.mark.at("report_backs")
def test_six_who_see_a_change_fetch_and_draw_it_once(live_meeting: LiveMeeting):
    live_meeting.go_to("report_backs").begin()
    phase.pause(live_meeting.meeting, by=live_meeting.membership("fay"))
    with at(shared_now()):  # or a second might end between two
        _panels(live_meeting, "fay")
        [(_stamp, cached)] = room_cache._newest.values()
        drawn = dict(cached._parts)

        costs = {_cost(live_meeting, name) for name in SIX}

    [(_stamp, still)] = room_cache._newest.values()
    assert costs == {CACHED}
    assert len(drawn) >= 4
    assert {name: still._parts[name] is each for name, each in drawn.items()} == (
        dict.fromkeys(drawn, True)
    )
