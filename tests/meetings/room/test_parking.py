import pytest
from django.core.exceptions import PermissionDenied

from actionlearning.lib.errors import NotAllowedYet
from meetings.models import Issue
from meetings.room.services import bids, parking
from tests.meetings.room.airtime import page
from tests.meetings.room.live_meeting import LiveMeeting

pytestmark = pytest.mark.at("choose")


def _park(live_meeting: LiveMeeting, name: str) -> None:
    parking.park(live_meeting.meeting, by=live_meeting.membership(name))


@pytest.fixture
def chosen(live_meeting: LiveMeeting) -> LiveMeeting:
    """Ben bid as well, and the set chose Pia's issue."""
    live_meeting.bid("ben", "How can I rest?")
    return live_meeting.choose("pia")


def test_a_bid_that_was_not_chosen_waits_as_an_issue(chosen: LiveMeeting):
    for _tap in range(2):
        _park(chosen, "ben")

    issue = Issue.objects.get(owner=chosen.membership("ben"))
    assert (issue.state, issue.generations.get().sentence) == (
        Issue.State.PARKED,
        "How can I rest?",
    )
    assert not bids.waiting(chosen.membership("ben")).exists()


def test_an_own_issue_is_parked_again(live_meeting: LiveMeeting):
    issue = live_meeting.cast.past.issue
    pia = live_meeting.membership("pia")
    bid = live_meeting.bid("pia")
    bid.issue = issue
    bid.save(update_fields=["issue"])
    bids.reveal(live_meeting.meeting, by=live_meeting.membership("fay"))

    parking.park(live_meeting.meeting, by=pia)

    issue.refresh_from_db()
    assert issue.state == Issue.State.PARKED


def test_a_hidden_bid_is_not_parked(live_meeting: LiveMeeting):
    live_meeting.bid("ben")

    with pytest.raises(NotAllowedYet):
        _park(live_meeting, "ben")


def test_an_adviser_has_nothing_to_park(chosen: LiveMeeting):
    with pytest.raises(PermissionDenied):
        _park(chosen, "ada")


def test_only_its_owner_is_offered_to_park_it(chosen: LiveMeeting):
    offered = [name for name in ("ben", "pia", "tom", "fay") if _offers(chosen, name)]

    assert offered == ["ben"]


def _offers(live_meeting: LiveMeeting, name: str) -> bool:
    return "Park my bid for another time" in page(live_meeting, name)
