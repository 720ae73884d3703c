"""Who is not here: their filed report is read out, and the round comes back to them.

Pia has filed for this meeting, Ben has not.
"""

import pytest
from django.core.exceptions import PermissionDenied

from actionlearning.lib.errors import NotAllowedYet, Stale
from meetings.models import Meeting, Turn
from meetings.room.services import (
    lobby,
    reading,
    turns,
)
from tests.meetings.room.airtime import page
from tests.meetings.room.live_meeting import Sitting

ALL_BUT_PIA = ("fay", "max", "ben", "lea", "tom")


@pytest.fixture
def without_pia(sitting: Sitting) -> Sitting:
    """Pia never came."""
    sitting.people = ALL_BUT_PIA
    sitting.gather()
    fay = sitting.membership("fay")
    lobby.choose_facilitator(sitting.meeting, by=fay, who=fay)
    lobby.start(sitting.meeting, by=fay)
    return sitting.go_to("report_backs")


def _name(sitting: Sitting, reader: str, absent: str = "pia", by: str = "fay") -> None:
    reading.name_reader(
        sitting.meeting,
        by=sitting.membership(by),
        absent=sitting.membership(absent),
        reader=sitting.membership(reader),
    )


def _speak_all(sitting: Sitting) -> list[str]:
    """Let the round run to its end, and return who had the floor."""
    spoke = []
    sitting.membership("pia")
    if not sitting.speaker():
        sitting.begin()
    while name := sitting.speaker():
        spoke.append(name)
        turn = sitting.meeting.turns.get(
            phase="report_backs", state=Turn.State.SPEAKING
        )
        turns.finish(sitting.meeting, by=sitting.membership(name), turn_id=turn.pk)
    return spoke


def test_the_facilitator_hears_of_a_report_that_waits(without_pia: Sitting):
    waits = "Pia is not here; the report-back is filed"

    assert waits in page(without_pia, "fay")
    assert waits not in page(without_pia, "tom")


def test_it_is_read_at_the_end_and_takes_no_turn_from_its_reader(without_pia: Sitting):
    _name(without_pia, "tom")

    spoke = _speak_all(without_pia)

    assert sorted(spoke) == sorted([*ALL_BUT_PIA, "tom"])
    assert spoke[-1] == "tom"
    assert without_pia.turn("pia").state == Turn.State.DONE


def test_everybody_sees_the_report_while_it_is_read(without_pia: Sitting):
    _speak_all(without_pia)
    _name(without_pia, "tom")
    without_pia.begin()

    assert "Tom reads Pia’s report-back. Listen." in page(without_pia, "ben")
    assert "Read Pia’s report-back aloud, as it stands." in page(without_pia, "tom")
    assert without_pia.cast.story.filed.did in page(without_pia, "ben")


def test_who_comes_after_all_reports_alone(without_pia: Sitting):
    _name(without_pia, "tom")

    lobby.enter(without_pia.meeting, by=without_pia.membership("pia"))

    assert without_pia.turn("pia").reader is None
    assert _speak_all(without_pia)[-1] == "pia"


def test_another_reads_where_the_reader_has_gone(without_pia: Sitting):
    _name(without_pia, "tom")
    without_pia.leave("tom")
    assert "tom" not in _speak_all(without_pia)

    _name(without_pia, "ben")

    assert _speak_all(without_pia) == ["ben"]


def test_only_the_facilitator_names_a_reader(without_pia: Sitting):
    with pytest.raises(PermissionDenied):
        _name(without_pia, "tom", by="tom")


def test_only_a_filed_report_is_read(without_pia: Sitting):
    without_pia.leave("ben")

    with pytest.raises(NotAllowedYet):
        _name(without_pia, "tom", absent="ben")


def test_who_is_here_reports_alone(without_pia: Sitting):
    lobby.enter(without_pia.meeting, by=without_pia.membership("pia"))

    with pytest.raises(Stale):
        _name(without_pia, "tom")


def test_only_who_is_here_reads(without_pia: Sitting):
    without_pia.leave("tom")

    with pytest.raises(NotAllowedYet):
        _name(without_pia, "tom")


@pytest.mark.at("report_backs")
def test_the_round_comes_back_to_who_was_away(sitting: Sitting):
    sitting.go_to("report_backs").leave("ben")
    _speak_all(sitting)
    assert "Come back to Ben, or go on." in page(sitting, "fay")

    lobby.enter(sitting.meeting, by=sitting.membership("ben"))

    assert _speak_all(sitting) == ["ben"]


@pytest.mark.at("report_backs")
def test_the_next_speaker_is_warned(sitting: Sitting):
    sitting.go_to("report_backs").begin()
    first, second, third, *_rest = sitting.order()
    name = sitting.membership(first).first_name

    assert f"You are next. Listen, and be ready when {name} ends." in page(
        sitting, second
    )
    if third != "fay":
        assert "You speak after" in page(sitting, third)


def test_in_the_round_of_questions_the_presenter_only_listens(sitting: Sitting):
    Meeting.objects.filter(pk=sitting.meeting.pk).update(format="written_questions")
    sitting.go_to("hand_1")
    assert "pia" not in sitting.order()

    sitting.leave("pia")
    lobby.enter(sitting.meeting, by=sitting.membership("pia"))

    assert "pia" not in sitting.order()
    with pytest.raises(NotAllowedYet):
        turns.give(
            sitting.meeting, by=sitting.membership("fay"), who=sitting.membership("pia")
        )
