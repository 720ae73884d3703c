import pytest
from django.core.exceptions import PermissionDenied

from actionlearning.lib.errors import NotAllowedYet
from meetings.models import Issue
from meetings.room.services import bids, parking
from tests.meetings.room.airtime import page
from tests.meetings.room.live_meeting import Sitting

pytestmark = pytest.mark.at("choose")


def _park(sitting: Sitting, name: str) -> None:
    parking.park(sitting.meeting, by=sitting.membership(name))


@pytest.fixture
def chosen(sitting: Sitting) -> Sitting:
    """Ben bid as well, and the set chose Pia's issue."""
    sitting.bid("ben", "How can I rest?")
    return sitting.choose("pia")


def test_a_bid_that_was_not_chosen_waits_as_an_issue(chosen: Sitting):
    for _tap in range(2):
        _park(chosen, "ben")

    issue = Issue.objects.get(owner=chosen.membership("ben"))
    assert (issue.state, issue.generations.get().sentence) == (
        Issue.State.PARKED,
        "How can I rest?",
    )
    assert not bids.waiting(chosen.membership("ben")).exists()


def test_an_own_issue_is_parked_again(sitting: Sitting):
    issue = sitting.cast.story.issue
    pia = sitting.membership("pia")
    bid = sitting.bid("pia")
    bid.issue = issue
    bid.save(update_fields=["issue"])
    bids.reveal(sitting.meeting, by=sitting.membership("fay"))

    parking.park(sitting.meeting, by=pia)

    issue.refresh_from_db()
    assert issue.state == Issue.State.PARKED


def test_a_hidden_bid_is_not_parked(sitting: Sitting):
    sitting.bid("ben")

    with pytest.raises(NotAllowedYet):
        _park(sitting, "ben")


def test_an_adviser_has_nothing_to_park(chosen: Sitting):
    with pytest.raises(PermissionDenied):
        _park(chosen, "ada")


def test_only_its_owner_is_offered_to_park_it(chosen: Sitting):
    offered = [name for name in ("ben", "pia", "tom", "fay") if _offers(chosen, name)]

    assert offered == ["ben"]


def _offers(sitting: Sitting, name: str) -> bool:
    return "Park my bid for another time" in page(sitting, name)
