from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.support.cast import Cast, cast as build_cast


def test_everybody_has_their_place(cast: Cast):
    assert cast.membership("fay").is_coordinator
    assert cast.membership("ada").kind == "adviser"
    assert cast.membership("eve").has_left
    assert cast.membership("ola").learning_set.programme == cast.set.programme
    assert cast.membership("zoe").learning_set.programme != cast.set.programme


def test_the_next_meeting_is_ahead_and_the_last_one_was_held(cast: Cast):
    assert cast.meeting.is_scheduled
    assert cast.held.is_ended
    assert cast.held.starts_at < cast.meeting.starts_at


def test_building_the_world_is_cheap(db):
    with CaptureQueriesContext(connection) as statements:
        build_cast()

    assert len(statements) < 120
