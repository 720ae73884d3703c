import uuid

import pytest
from django.core.exceptions import PermissionDenied

from actionlearning.lib.errors import NotAllowedYet, Stale
from meetings.models import Bid, Generation, Issue
from meetings.room.services import bids, inquiry, phase
from meetings.room.services.inquiry import fingerprint
from tests.meetings.room.live_meeting import LiveMeeting

pytestmark = pytest.mark.at("choose")


@pytest.fixture
def choosing(live_meeting: LiveMeeting) -> LiveMeeting:
    return live_meeting.go_to("choose")


def test_a_member_has_one_standing_bid_and_may_word_it_anew(choosing: LiveMeeting):
    choosing.bid("max", "How can I say no?")
    choosing.bid("max", "How can I say no kindly?")

    sentences = choosing.meeting.bids.values_list("sentence", flat=True)
    assert list(sentences) == ["How can I say no kindly?"]


def test_the_same_bid_sent_twice_is_one_bid(choosing: LiveMeeting):
    same = uuid.uuid4()
    versions = [
        bids.submit(
            choosing.meeting,
            by=choosing.membership("max"),
            sentence="How can I rest?",
            client_id=same,
        ).version
        for _ in range(2)
    ]

    assert versions[0] == versions[1]
    assert choosing.meeting.bids.count() == 1


def test_a_bid_of_an_earlier_meeting_sent_again_is_stale(choosing: LiveMeeting):
    old = choosing.bid("max", "How can I rest?")
    Bid.objects.filter(pk=old.pk).update(meeting=choosing.cast.held)

    with pytest.raises(Stale):
        bids.submit(
            choosing.meeting,
            by=choosing.membership("max"),
            sentence="How can I rest?",
            client_id=old.client_id,
        )

    assert not choosing.meeting.bids.exists()


def test_a_bid_can_be_taken_back_and_made_again(choosing: LiveMeeting):
    choosing.bid("max")
    bids.withdraw(choosing.meeting, by=choosing.membership("max"))
    bids.withdraw(choosing.meeting, by=choosing.membership("max"))
    choosing.bid("max", "How can I rest?")

    assert list(choosing.meeting.bids.values_list("state", flat=True)) == [
        Bid.State.WITHDRAWN,
        Bid.State.OPEN,
    ]


def test_an_adviser_does_not_bid(choosing: LiveMeeting):
    with pytest.raises(PermissionDenied):
        choosing.bid("ada")


def test_nobody_bids_with_another_members_issue(choosing: LiveMeeting):
    with pytest.raises(PermissionDenied):
        bids.submit(
            choosing.meeting,
            by=choosing.membership("ben"),
            sentence="How can I?",
            client_id=uuid.uuid4(),
            issue=choosing.cast.past.issue,
        )


def test_choosing_a_new_bid_opens_an_issue(choosing: LiveMeeting):
    bid = choosing.bid("max", "How can I say no?")

    bids.choose(choosing.meeting, by=choosing.membership("fay"), bid_id=bid.pk)

    work = choosing.meeting.inquiries.get()
    assert work.presenter == choosing.membership("max")
    assert (work.generation.number, work.generation.how) == (1, "new")
    assert work.generation.sentence == "How can I say no?"
    assert work.generation.issue.owner == choosing.membership("max")


def test_choosing_twice_chooses_once(choosing: LiveMeeting):
    bid = choosing.bid("max")
    for _ in range(2):
        bids.choose(choosing.meeting, by=choosing.membership("fay"), bid_id=bid.pk)

    assert Issue.objects.filter(owner=choosing.membership("max")).count() == 1


def test_only_the_facilitator_records_the_choice(choosing: LiveMeeting):
    bid = choosing.bid("max")

    with pytest.raises(PermissionDenied):
        bids.choose(choosing.meeting, by=choosing.membership("max"), bid_id=bid.pk)


def _bid_with_the_issue(choosing: LiveMeeting, sentence: str) -> Bid:
    pia = choosing.membership("pia")
    issue = choosing.cast.past.issue
    bids.submit(
        choosing.meeting,
        by=pia,
        sentence=sentence,
        client_id=uuid.uuid4(),
        issue=Issue.objects.get(pk=issue.pk, owner=choosing.cast.past.issue.owner),
    )
    return choosing.meeting.bids.get(membership=pia)


def test_an_issue_that_was_worked_on_goes_on_with_the_next_generation(
    choosing: LiveMeeting,
):
    issue = choosing.cast.past.issue
    issue.generations.filter(number__gt=1).delete()
    bid = _bid_with_the_issue(choosing, "How can I keep them planning?")

    bids.choose(choosing.meeting, by=choosing.membership("fay"), bid_id=bid.pk)

    latest = issue.generations.latest("number")
    assert (latest.number, latest.how) == (2, Generation.How.CONTINUED)
    assert choosing.meeting.inquiries.get().generation == latest


def test_a_generation_that_waits_is_the_one_worked_on(choosing: LiveMeeting):
    issue = choosing.cast.past.issue
    issue.generations.filter(number__gt=1).delete()
    waiting = issue.generations.create(
        number=2, sentence="How can I begin smaller?", how="reframed"
    )
    issue.state = Issue.State.PARKED
    issue.save(update_fields=["state"])
    bid = _bid_with_the_issue(choosing, waiting.sentence)

    bids.choose(choosing.meeting, by=choosing.membership("fay"), bid_id=bid.pk)

    issue.refresh_from_db()
    assert choosing.meeting.inquiries.get().generation == waiting
    assert issue.generations.count() == 2
    assert issue.state == Issue.State.OPEN


def test_another_choice_replaces_the_first_and_leaves_nothing_behind(
    choosing: LiveMeeting,
):
    first, second = choosing.bid("max"), choosing.bid("tom")
    for bid in (first, second):
        bids.choose(choosing.meeting, by=choosing.membership("fay"), bid_id=bid.pk)

    first.refresh_from_db()
    assert (first.state, first.issue) == (Bid.State.OPEN, None)
    assert not Issue.objects.filter(owner=choosing.membership("max")).exists()
    assert choosing.meeting.inquiries.get().presenter == choosing.membership("tom")


def test_a_choice_that_was_worked_on_stays(choosing: LiveMeeting):
    other = choosing.bid("tom")
    choosing.go_to("current_issue")
    inquiry.answer(
        choosing.meeting,
        by=choosing.membership("pia"),
        question="current_issue",
        text="Nobody decides.",
        seen=fingerprint(""),
    )
    phase.back(choosing.meeting, by=choosing.membership("fay"), seen="current_issue")

    with pytest.raises(NotAllowedYet, match="begun"):
        bids.choose(choosing.meeting, by=choosing.membership("fay"), bid_id=other.pk)


def test_after_the_choice_nobody_bids(choosing: LiveMeeting):
    choosing.go_to("actions")

    with pytest.raises(Stale):
        choosing.bid("max")
