"""Two taps for whoever facilitates: private, unnamed, and never of fewer than three."""

import pytest
from django.core.exceptions import PermissionDenied

from actionlearning.lib.errors import Stale
from meetings.models import Feedback
from meetings.room.services import facilitation, feedback, phase, review
from sets.models import Activity
from tests.meetings.room.airtime import page
from tests.meetings.room.live_meeting import SIX, LiveMeeting

pytestmark = pytest.mark.at("review")
THREE = ("pia", "ben", "tom")


def _tell(
    live_meeting: LiveMeeting, *names: str, helped: str = "silence", more: str = ""
) -> None:
    for name in names:
        membership = live_meeting.membership(name)
        feedback.tell(live_meeting.meeting, by=membership, helped=helped, more_of=more)


def _close(live_meeting: LiveMeeting, by: str = "fay") -> None:
    live_meeting.go_to("close") if by == "fay" else None
    seen = live_meeting.meeting.phase
    phase.close(live_meeting.meeting, by=live_meeting.membership(by), seen=seen)


def _record(live_meeting: LiveMeeting, name: str) -> str:
    answer = live_meeting.cast.client(name).get(live_meeting.meeting.get_absolute_url())
    return " ".join(answer.content.decode().split())


def test_a_tap_is_kept_and_another_replaces_it(live_meeting: LiveMeeting):
    _tell(live_meeting, "tom")
    _tell(live_meeting, "tom", helped="time")
    _tell(live_meeting, "tom", helped="", more="turns")

    told = Feedback.objects.get()
    assert (told.helped, told.more_of, told.to) == (
        "time",
        "turns",
        live_meeting.membership("fay"),
    )


def test_the_same_tap_again_takes_it_back(live_meeting: LiveMeeting):
    _tell(live_meeting, "tom")
    _tell(live_meeting, "tom")

    assert not Feedback.objects.exists()


@pytest.mark.parametrize("name", ["fay", "ada"])
def test_facilitator_and_adviser_tell_nothing(live_meeting: LiveMeeting, name: str):
    with pytest.raises(PermissionDenied):
        _tell(live_meeting, name)


@pytest.mark.at("actions")
def test_nothing_is_told_before_the_set_looks_back(live_meeting: LiveMeeting):
    with pytest.raises(Stale):
        _tell(live_meeting, "tom")


def test_the_log_does_not_know_who_told(live_meeting: LiveMeeting):
    before = Activity.objects.count()

    _tell(live_meeting, *THREE)

    assert Activity.objects.count() == before


def test_members_see_their_own_taps_and_the_facilitator_none(live_meeting: LiveMeeting):
    review.reveal(live_meeting.meeting, by=live_meeting.membership("fay"))
    _tell(live_meeting, *THREE)

    mine, others = 'aria-pressed="true"', "For Fay only, in two taps"
    assert (mine in page(live_meeting, "tom"), mine in page(live_meeting, "max")) == (
        True,
        False,
    )
    assert others in page(live_meeting, "max")
    assert others not in page(live_meeting, "fay")


def test_where_too_few_are_here_nobody_is_asked(live_meeting: LiveMeeting):
    review.reveal(live_meeting.meeting, by=live_meeting.membership("fay"))
    live_meeting.leave("pia", "max", "ben")

    assert 'id="telling"' not in page(live_meeting, "tom")


def test_after_the_close_only_the_facilitator_reads_it_without_names(
    live_meeting: LiveMeeting,
):
    _tell(live_meeting, *THREE)
    _tell(live_meeting, "max", helped="", more="turns")
    _close(live_meeting)

    found = _record(live_meeting, "fay")

    part = found[found.index('id="told"') :].split("</section>")[0]
    assert "You left room for silence." in part
    assert "Watch for anyone who has not spoken." in part
    assert [
        name for name in SIX if live_meeting.membership(name).first_name in part
    ] == []
    assert 'id="told"' not in _record(live_meeting, "ben")


def test_what_only_two_told_is_thrown_away(live_meeting: LiveMeeting):
    _tell(live_meeting, "pia", "ben")
    _close(live_meeting)

    assert not Feedback.objects.exists()
    assert 'id="told"' not in _record(live_meeting, "fay")


def test_after_a_hand_over_each_reads_their_own(live_meeting: LiveMeeting):
    _tell(live_meeting, *THREE)
    fay, lea = live_meeting.membership("fay"), live_meeting.membership("lea")
    facilitation.hand_over(live_meeting.meeting, by=fay, to=lea)
    _tell(live_meeting, *THREE, helped="time")
    phase.advance(live_meeting.meeting, by=lea, seen="review")
    _close(live_meeting, by="lea")

    assert "You left room for silence." in _record(live_meeting, "fay")
    assert "You kept the time calmly." in _record(live_meeting, "lea")
    assert "You left room for silence." not in _record(live_meeting, "lea")
