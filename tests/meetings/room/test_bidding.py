"""All bids are shown at once, and several may be chosen."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied

from actionlearning.lib.errors import NotAllowedYet, Stale
from meetings.models import Bid, Issue
from meetings.room.services import bids, inquiry, phase, questions
from tests.meetings.room.live_meeting import LiveMeeting

pytestmark = pytest.mark.at("choose", "airtime")


@pytest.fixture
def choosing(live_meeting: LiveMeeting) -> LiveMeeting:
    """Two airtimes are to be given."""
    return live_meeting.hold("airtime").go_to("choose")


def _choose(choosing: LiveMeeting, *chosen: Bid) -> None:
    for bid in chosen:
        bids.choose(choosing.meeting, by=choosing.membership("fay"), bid_id=bid.pk)


def _presenters(choosing: LiveMeeting) -> list[tuple[int, str]]:
    rows = choosing.meeting.inquiries.select_related("presenter__user")
    return [(row.slot, row.presenter.first_name) for row in rows]


def test_the_facilitator_puts_the_bids_on_the_table_once(choosing: LiveMeeting):
    choosing.bid("max")
    versions = [
        bids.reveal(choosing.meeting, by=choosing.membership("fay")).version
        for _ in range(2)
    ]

    assert versions[0] == versions[1]
    assert choosing.meeting.bids_revealed_at


def test_nobody_else_reveals(choosing: LiveMeeting):
    choosing.bid("max")

    with pytest.raises(PermissionDenied):
        bids.reveal(choosing.meeting, by=choosing.membership("max"))


def test_there_is_nothing_to_reveal_before_a_bid(choosing: LiveMeeting):
    with pytest.raises(NotAllowedYet, match="Nobody"):
        bids.reveal(choosing.meeting, by=choosing.membership("fay"))


@pytest.mark.at("open")
def test_bids_are_revealed_where_they_are_chosen_from(live_meeting: LiveMeeting):
    live_meeting.go_to("open")

    with pytest.raises(Stale):
        bids.reveal(live_meeting.meeting, by=live_meeting.membership("fay"))


def test_as_many_are_chosen_as_there_is_room_for(choosing: LiveMeeting):
    _choose(choosing, choosing.bid("max"), choosing.bid("ben"))

    assert _presenters(choosing) == [(1, "Max"), (2, "Ben")]


def test_a_choice_taken_back_frees_its_airtime_for_the_next(choosing: LiveMeeting):
    first = choosing.bid("max")
    _choose(choosing, first, choosing.bid("ben"))

    bids.unchoose(choosing.meeting, by=choosing.membership("fay"), bid_id=first.pk)
    bids.unchoose(choosing.meeting, by=choosing.membership("fay"), bid_id=first.pk)
    _choose(choosing, choosing.bid("tom"))

    first.refresh_from_db()
    assert (first.state, first.issue) == (Bid.State.OPEN, None)
    assert _presenters(choosing) == [(1, "Tom"), (2, "Ben")]
    assert not Issue.objects.filter(owner=choosing.membership("max")).exists()


def test_only_the_facilitator_takes_a_choice_back(choosing: LiveMeeting):
    bid = choosing.bid("max")
    _choose(choosing, bid)

    with pytest.raises(PermissionDenied):
        bids.unchoose(choosing.meeting, by=choosing.membership("max"), bid_id=bid.pk)


def _begins(choosing: LiveMeeting, how: str) -> None:
    if how == "answer":
        inquiry.answer(
            choosing.meeting,
            by=choosing.membership("max"),
            question="current_issue",
            text="Nobody decides.",
            seen=inquiry.fingerprint(""),
        )
    else:
        questions.write(
            choosing.meeting,
            by=choosing.membership("tom"),
            text="Who decides?",
            client_id=uuid.uuid4(),
        )


@pytest.mark.parametrize("how", ["answer", "question"])
def test_a_choice_whose_work_has_begun_stays(choosing: LiveMeeting, how: str):
    bid = choosing.bid("max")
    _choose(choosing, bid)
    choosing.go_to("tell_1")
    _begins(choosing, how)
    phase.back(choosing.meeting, by=choosing.membership("fay"), seen="tell_1")

    with pytest.raises(NotAllowedYet, match="begun"):
        bids.unchoose(choosing.meeting, by=choosing.membership("fay"), bid_id=bid.pk)

    assert _presenters(choosing) == [(1, "Max")]


def _parked(choosing: LiveMeeting, name: str) -> Bid:
    """Return a bid that no meeting has chosen."""
    return Bid.objects.create(
        meeting=choosing.cast.held,
        membership=choosing.membership(name),
        sentence="How can I rest?",
    )


def test_a_bid_that_was_not_chosen_waits_for_its_owner(choosing: LiveMeeting):
    waits = choosing.bid("max", "How can I rest?")
    _choose(choosing, choosing.bid("ben"))
    choosing.go_to("close")

    phase.close(choosing.meeting, by=choosing.membership("fay"), seen="close")

    assert list(bids.waiting(choosing.membership("max"))) == [waits]
    assert not bids.waiting(choosing.membership("ben")).exists()


def test_a_bid_made_again_waits_no_more(choosing: LiveMeeting):
    _parked(choosing, "max")
    kept = _parked(choosing, "ben")

    again = choosing.bid("max", "How can I rest?")

    assert set(Bid.objects.filter(state="open")) == {again, kept}


def test_a_waiting_bid_can_be_let_go_by_its_owner_only(choosing: LiveMeeting):
    own, others = _parked(choosing, "max"), _parked(choosing, "ben")

    for bid in (own, own, others):
        bids.let_go(choosing.meeting, by=choosing.membership("max"), bid_id=bid.pk)

    assert list(Bid.objects.filter(state="open")) == [others]
