"""Who is not here: their filed report is read out, and the round comes back to them.

Pia has filed for this meeting, Ben has not.
"""

import pytest
from django.core.exceptions import PermissionDenied

from actionlearning.lib.errors import NotAllowedYet, Stale
from meetings.models import Meeting, Turn
from meetings.room.services import lobby, reading, turns
from tests.meetings.room.airtime import page
from tests.meetings.room.live_meeting import LiveMeeting

ALL_BUT_PIA = ("fay", "max", "ben", "lea", "tom")


@pytest.fixture
def without_pia(live_meeting: LiveMeeting) -> LiveMeeting:
    """Pia never came."""
    live_meeting.people = ALL_BUT_PIA
    live_meeting.gather()
    fay = live_meeting.membership("fay")
    lobby.choose_facilitator(live_meeting.meeting, by=fay, who=fay)
    lobby.start(live_meeting.meeting, by=fay)
    return live_meeting.go_to("report_backs")


def _name(
    live_meeting: LiveMeeting, reader: str, absent: str = "pia", by: str = "fay"
) -> None:
    reading.name_reader(
        live_meeting.meeting,
        by=live_meeting.membership(by),
        absent=live_meeting.membership(absent),
        reader=live_meeting.membership(reader),
    )


def _speak_all(live_meeting: LiveMeeting) -> list[str]:
    """Let the round run to its end, and return who had the floor."""
    spoke = []
    live_meeting.membership("pia")
    if not live_meeting.speaker():
        live_meeting.begin()
    while name := live_meeting.speaker():
        spoke.append(name)
        turn = live_meeting.meeting.turns.get(
            phase="report_backs", state=Turn.State.SPEAKING
        )
        turns.finish(
            live_meeting.meeting, by=live_meeting.membership(name), turn_id=turn.pk
        )
    return spoke


def test_the_facilitator_hears_of_a_report_that_waits(without_pia: LiveMeeting):
    waits = "Pia is not here; the report-back is filed"

    assert waits in page(without_pia, "fay")
    assert waits not in page(without_pia, "tom")


def test_it_is_read_at_the_end_and_takes_no_turn_from_its_reader(
    without_pia: LiveMeeting,
):
    _name(without_pia, "tom")

    spoke = _speak_all(without_pia)

    assert sorted(spoke) == sorted([*ALL_BUT_PIA, "tom"])
    assert spoke[-1] == "tom"
    assert without_pia.turn("pia").state == Turn.State.DONE


def test_everybody_sees_the_report_while_it_is_read(without_pia: LiveMeeting):
    _speak_all(without_pia)
    _name(without_pia, "tom")
    without_pia.begin()

    assert "Tom is reading out Pia’s report-back. Listen." in page(without_pia, "ben")
    assert "Read Pia’s report-back aloud, as written." in page(without_pia, "tom")
    assert without_pia.cast.past.filed.did in page(without_pia, "ben")


def test_who_comes_after_all_reports_alone(without_pia: LiveMeeting):
    _name(without_pia, "tom")

    lobby.enter(without_pia.meeting, by=without_pia.membership("pia"))

    assert without_pia.turn("pia").reader is None
    assert _speak_all(without_pia)[-1] == "pia"


def test_another_reads_where_the_reader_has_gone(without_pia: LiveMeeting):
    _name(without_pia, "tom")
    without_pia.leave("tom")
    assert "tom" not in _speak_all(without_pia)

    _name(without_pia, "ben")

    assert _speak_all(without_pia) == ["ben"]


def test_only_the_facilitator_names_a_reader(without_pia: LiveMeeting):
    with pytest.raises(PermissionDenied):
        _name(without_pia, "tom", by="tom")


def test_only_a_filed_report_is_read(without_pia: LiveMeeting):
    without_pia.leave("ben")

    with pytest.raises(NotAllowedYet):
        _name(without_pia, "tom", absent="ben")


def test_who_is_here_reports_alone(without_pia: LiveMeeting):
    lobby.enter(without_pia.meeting, by=without_pia.membership("pia"))

    with pytest.raises(Stale):
        _name(without_pia, "tom")


def test_only_who_is_here_reads(without_pia: LiveMeeting):
    without_pia.leave("tom")

    with pytest.raises(NotAllowedYet):
        _name(without_pia, "tom")


@pytest.mark.at("report_backs")
def test_the_round_comes_back_to_who_was_away(live_meeting: LiveMeeting):
    live_meeting.go_to("report_backs").leave("ben")
    _speak_all(live_meeting)
    assert "Come back to Ben, or move on." in page(live_meeting, "fay")

    lobby.enter(live_meeting.meeting, by=live_meeting.membership("ben"))

    assert _speak_all(live_meeting) == ["ben"]


@pytest.mark.at("report_backs")
def test_the_next_speaker_is_warned(live_meeting: LiveMeeting):
    live_meeting.go_to("report_backs").begin()
    first, second, third, *_rest = live_meeting.order()
    name = live_meeting.membership(first).first_name

    assert f"Listen. You’re next, after {name}." in page(live_meeting, second)
    if third != "fay":
        assert "You speak after" in page(live_meeting, third)


def test_in_the_round_of_questions_the_presenter_only_listens(
    live_meeting: LiveMeeting,
):
    Meeting.objects.filter(pk=live_meeting.meeting.pk).update(
        format="written_questions"
    )
    live_meeting.go_to("hand_1")
    assert "pia" not in live_meeting.order()

    live_meeting.leave("pia")
    lobby.enter(live_meeting.meeting, by=live_meeting.membership("pia"))

    assert "pia" not in live_meeting.order()
    with pytest.raises(NotAllowedYet):
        turns.give(
            live_meeting.meeting,
            by=live_meeting.membership("fay"),
            who=live_meeting.membership("pia"),
        )
