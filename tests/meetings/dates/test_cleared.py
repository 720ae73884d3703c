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
from tests.meetings.room.live_meeting import Sitting

pytestmark = pytest.mark.at("current_issue")
GONE, KEPT = "boardwordgone", "boardwordkept"


def _close(sitting: Sitting) -> None:
    sitting.go_to("close")
    phase.close(sitting.meeting, by=sitting.membership("fay"), seen="close")


def _abandon(sitting: Sitting) -> None:
    phase.abandon(sitting.meeting, by=sitting.membership("fay"))


End = Callable[[Sitting], None]
END = pytest.mark.parametrize("end", [_close, _abandon])


def _lay(sitting: Sitting) -> None:
    """Put something of every kind on the table, by people who do not present."""
    tom = sitting.membership("tom")
    bid = sitting.meeting.bids.get()
    for kind in Slip.Kind:
        vote = bid if kind == Slip.Kind.VOTE else None
        row = Slip(kind=kind, bid=vote, text=GONE, slot=1, about="action_points")
        row.meeting, row.membership = sitting.meeting, tom
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
def test_nothing_on_the_table_outlives_the_meeting(sitting: Sitting, end: End):
    _lay(sitting)
    assert GONE in _everywhere()

    end(sitting)

    assert GONE not in _everywhere()
    assert not sitting.meeting.slips.exists()


@END
def test_what_was_written_through_the_room_goes_too(sitting: Sitting, end: End):
    tom, meeting = sitting.membership("tom"), sitting.meeting
    pads.write(meeting, by=tom, text=GONE, seen=fingerprint(""))
    questions.write(meeting, by=tom, text=f"{GONE}?", client_id=uuid.uuid4())
    fay = sitting.membership("fay")
    inquiry.answer(
        meeting, by=fay, question="current_issue", text=GONE, seen=fingerprint("")
    )
    assert GONE in _everywhere()

    end(sitting)

    assert GONE not in _everywhere()


@END
def test_a_kept_question_is_the_presenters_alone(sitting: Sitting, end: End):
    pia = sitting.membership("pia")
    questions.keep(sitting.meeting, by=pia, text=KEPT, client_id=uuid.uuid4())

    end(sitting)

    kept = Slip.objects.get(text=KEPT)
    assert (kept.membership, kept.is_kept) == (pia, True)


@END
@pytest.mark.at("choose")
def test_a_bid_taken_back_goes(sitting: Sitting, end: End):
    sitting.bid("ben", f"How can I {GONE}?")
    bids.withdraw(sitting.meeting, by=sitting.membership("ben"))

    end(sitting)

    assert GONE not in _everywhere()


@pytest.mark.at("review")
def test_what_was_never_shown_goes_with_an_abandoned_meeting(sitting: Sitting):
    tom, meeting = sitting.membership("tom"), sitting.meeting
    review.write(meeting, by=tom, helped=GONE, differently="", scores={GONE: 1})
    for name in ("tom", "ben", "lea"):
        feedback.tell(meeting, by=sitting.membership(name), helped="silence")

    _abandon(sitting)

    assert GONE not in _everywhere()
    assert [*Feedback.objects.all(), *meeting.reviews.all()] == []


@pytest.mark.at("review")
def test_the_review_stays_with_a_meeting_that_was_closed(sitting: Sitting):
    tom = sitting.membership("tom")
    review.write(sitting.meeting, by=tom, helped=KEPT, differently="")

    _close(sitting)

    assert Review.objects.filter(helped=KEPT).exists()


@END
def test_the_room_forgets_who_had_the_floor(sitting: Sitting, end: End):
    end(sitting)

    meeting = sitting.meeting
    passing = (meeting.floor, meeting.silence_until, meeting.check_began_at)
    assert passing == (None, None, None)
