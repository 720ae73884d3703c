"""What lay on the table only for the moment is gone from the database at the end."""

import uuid
from collections.abc import Callable

import pytest
from django.apps import apps

from meetings.models import Feedback, Review, Slip
from meetings.room.services import (
    bids,
    feedback,
    inquiry,
    pads,
    phase,
    questions,
    review,
)
from meetings.room.services.inquiry import fingerprint
from tests.meetings.room.live_meeting import LiveMeeting

pytestmark = pytest.mark.at("current_issue")
GONE, KEPT = "boardwordgone", "boardwordkept"


def _close(live_meeting: LiveMeeting) -> None:
    live_meeting.go_to("close")
    phase.close(live_meeting.meeting, by=live_meeting.membership("fay"), seen="close")


def _abandon(live_meeting: LiveMeeting) -> None:
    phase.abandon(live_meeting.meeting, by=live_meeting.membership("fay"))


End = Callable[[LiveMeeting], None]
END = pytest.mark.parametrize("end", [_close, _abandon])


def _lay(live_meeting: LiveMeeting) -> None:
    """Put something of every kind on the table, by people who do not present."""
    tom = live_meeting.membership("tom")
    bid = live_meeting.meeting.bids.get()
    for kind in Slip.Kind:
        vote = bid if kind == Slip.Kind.VOTE else None
        row = Slip(kind=kind, bid=vote, text=GONE, slot=1, about="action_points")
        row.meeting, row.membership = live_meeting.meeting, tom
        row.save()


def _everywhere() -> str:
    """Return every value of every row there is."""
    rows = (
        list(model._default_manager.values())
        for label in ("sets", "meetings", "reports", "outbox")
        for model in apps.get_app_config(label).get_models()
    )
    return str(list(rows))


@END
def test_nothing_on_the_table_outlives_the_meeting(live_meeting: LiveMeeting, end: End):
    _lay(live_meeting)
    assert GONE in _everywhere()

    end(live_meeting)

    assert GONE not in _everywhere()
    assert not live_meeting.meeting.slips.exists()


@END
def test_what_was_written_through_the_room_goes_too(
    live_meeting: LiveMeeting, end: End
):
    tom, meeting = live_meeting.membership("tom"), live_meeting.meeting
    pads.write(meeting, by=tom, text=GONE, seen=fingerprint(""))
    questions.write(meeting, by=tom, text=f"{GONE}?", client_id=uuid.uuid4())
    fay = live_meeting.membership("fay")
    inquiry.answer(
        meeting, by=fay, question="current_issue", text=GONE, seen=fingerprint("")
    )
    assert GONE in _everywhere()

    end(live_meeting)

    assert GONE not in _everywhere()


@END
def test_a_kept_question_is_the_presenters_alone(live_meeting: LiveMeeting, end: End):
    pia = live_meeting.membership("pia")
    questions.keep(live_meeting.meeting, by=pia, text=KEPT, client_id=uuid.uuid4())

    end(live_meeting)

    kept = Slip.objects.get(text=KEPT)
    assert (kept.membership, kept.is_kept) == (pia, True)


@END
@pytest.mark.at("choose")
def test_a_bid_taken_back_goes(live_meeting: LiveMeeting, end: End):
    live_meeting.bid("ben", f"How can I {GONE}?")
    bids.withdraw(live_meeting.meeting, by=live_meeting.membership("ben"))

    end(live_meeting)

    assert GONE not in _everywhere()


@pytest.mark.at("review")
def test_what_was_never_shown_goes_with_an_abandoned_meeting(live_meeting: LiveMeeting):
    tom, meeting = live_meeting.membership("tom"), live_meeting.meeting
    review.write(meeting, by=tom, helped=GONE, differently="", scores={GONE: 1})
    for name in ("tom", "ben", "lea"):
        feedback.tell(meeting, by=live_meeting.membership(name), helped="silence")

    _abandon(live_meeting)

    assert GONE not in _everywhere()
    assert [*Feedback.objects.all(), *meeting.reviews.all()] == []


@pytest.mark.at("review")
def test_the_review_stays_with_a_meeting_that_was_closed(live_meeting: LiveMeeting):
    tom = live_meeting.membership("tom")
    review.write(live_meeting.meeting, by=tom, helped=KEPT, differently="")

    _close(live_meeting)

    assert Review.objects.filter(helped=KEPT).exists()


@END
def test_the_room_forgets_who_had_the_floor(live_meeting: LiveMeeting, end: End):
    end(live_meeting)

    meeting = live_meeting.meeting
    passing = (meeting.floor, meeting.silence_until, meeting.check_began_at)
    assert passing == (None, None, None)
