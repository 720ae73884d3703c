"""Two taps for whoever facilitates: private, unnamed, and never of fewer than three."""

import pytest
from django.core.exceptions import PermissionDenied

from actionlearning.lib.errors import Stale
from meetings.models import Feedback
from meetings.room.services import (
    facilitation,
    feedback,
    phase,
    review,
)
from sets.models import Activity
from tests.meetings.room.airtime import page
from tests.meetings.room.live_meeting import SIX, Sitting

pytestmark = pytest.mark.at("review")
THREE = ("pia", "ben", "tom")


def _tell(
    sitting: Sitting, *names: str, helped: str = "silence", more: str = ""
) -> None:
    for name in names:
        membership = sitting.membership(name)
        feedback.tell(sitting.meeting, by=membership, helped=helped, more_of=more)


def _close(sitting: Sitting, by: str = "fay") -> None:
    sitting.go_to("close") if by == "fay" else None
    seen = sitting.meeting.phase
    phase.close(sitting.meeting, by=sitting.membership(by), seen=seen)


def _record(sitting: Sitting, name: str) -> str:
    answer = sitting.cast.client(name).get(sitting.meeting.get_absolute_url())
    return " ".join(answer.content.decode().split())


def test_a_tap_is_kept_and_another_replaces_it(sitting: Sitting):
    _tell(sitting, "tom")
    _tell(sitting, "tom", helped="time")
    _tell(sitting, "tom", helped="", more="turns")

    told = Feedback.objects.get()
    assert (told.helped, told.more_of, told.to) == (
        "time",
        "turns",
        sitting.membership("fay"),
    )


def test_the_same_tap_again_takes_it_back(sitting: Sitting):
    _tell(sitting, "tom")
    _tell(sitting, "tom")

    assert not Feedback.objects.exists()


@pytest.mark.parametrize("name", ["fay", "ada"])
def test_facilitator_and_adviser_tell_nothing(sitting: Sitting, name: str):
    with pytest.raises(PermissionDenied):
        _tell(sitting, name)


@pytest.mark.at("actions")
def test_nothing_is_told_before_the_set_looks_back(sitting: Sitting):
    with pytest.raises(Stale):
        _tell(sitting, "tom")


def test_the_log_does_not_know_who_told(sitting: Sitting):
    before = Activity.objects.count()

    _tell(sitting, *THREE)

    assert Activity.objects.count() == before


def test_members_see_their_own_taps_and_the_facilitator_none(sitting: Sitting):
    review.reveal(sitting.meeting, by=sitting.membership("fay"))
    _tell(sitting, *THREE)

    mine, others = 'aria-pressed="true"', "For Fay alone, in two taps"
    assert (mine in page(sitting, "tom"), mine in page(sitting, "max")) == (True, False)
    assert others in page(sitting, "max")
    assert others not in page(sitting, "fay")


def test_where_too_few_are_here_nobody_is_asked(sitting: Sitting):
    review.reveal(sitting.meeting, by=sitting.membership("fay"))
    sitting.leave("pia", "max", "ben")

    assert 'id="telling"' not in page(sitting, "tom")


def test_after_the_close_only_the_facilitator_reads_it_without_names(sitting: Sitting):
    _tell(sitting, *THREE)
    _tell(sitting, "max", helped="", more="turns")
    _close(sitting)

    found = _record(sitting, "fay")

    part = found[found.index('id="told"') :].split("</section>")[0]
    assert "You let silence stand." in part
    assert "An eye on who has not spoken." in part
    assert [name for name in SIX if sitting.membership(name).first_name in part] == []
    assert 'id="told"' not in _record(sitting, "ben")


def test_what_only_two_told_is_thrown_away(sitting: Sitting):
    _tell(sitting, "pia", "ben")
    _close(sitting)

    assert not Feedback.objects.exists()
    assert 'id="told"' not in _record(sitting, "fay")


def test_after_a_hand_over_each_reads_their_own(sitting: Sitting):
    _tell(sitting, *THREE)
    fay, lea = sitting.membership("fay"), sitting.membership("lea")
    facilitation.hand_over(sitting.meeting, by=fay, to=lea)
    _tell(sitting, *THREE, helped="time")
    phase.advance(sitting.meeting, by=lea, seen="review")
    _close(sitting, by="lea")

    assert "You let silence stand." in _record(sitting, "fay")
    assert "You kept the time calmly." in _record(sitting, "lea")
    assert "You let silence stand." not in _record(sitting, "lea")
