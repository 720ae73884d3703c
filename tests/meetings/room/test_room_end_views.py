import pytest

from tests.meetings.room.live_meeting import LiveMeeting
from tests.meetings.room.test_room_views import _get, _post


@pytest.mark.at("review")
def test_what_others_wrote_in_review_is_hidden_until_the_reveal(
    live_meeting: LiveMeeting,
):
    live_meeting.go_to("review")
    _post(live_meeting, "tom", "review", helped="The long silence.")
    hidden = _get(live_meeting, "ben").content.decode()

    _post(live_meeting, "fay", "reveal")

    assert "The long silence." not in hidden
    assert "1 of 6 has written." in hidden
    assert "The long silence." in _get(live_meeting, "ben").content.decode()


@pytest.mark.at("close")
def test_closing_names_who_has_no_action(live_meeting: LiveMeeting):
    live_meeting.go_to("close")

    page = _get(live_meeting, "fay").content.decode()

    assert "6 members have no action" in page


@pytest.mark.at("close")
def test_a_closed_room_leads_to_its_record(live_meeting: LiveMeeting):
    live_meeting.go_to("close")
    _post(live_meeting, "fay", "closing", seen="close")

    page, part = _get(live_meeting, "tom"), _get(live_meeting, "tom", "panels")

    assert page["Location"] == live_meeting.meeting.get_absolute_url()
    assert "The meeting is closed." in part.content.decode()


@pytest.mark.at("close")
def test_closing_with_something_open_is_asked_once_more(live_meeting: LiveMeeting):
    live_meeting.go_to("close")

    page = _get(live_meeting, "fay").content.decode()

    assert page.count("Close anyway</button>") == 1
