import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import F

from actionlearning.lib.clock import at, shared_now
from actionlearning.lib.errors import NotAllowedYet, Stale
from meetings.models import Meeting
from meetings.room.services import lobby, phase
from sets.memberships import end
from sets.models import Activity
from sets.verbs import Verb
from tests.meetings.room.live_meeting import SIX, Sitting


def test_coming_in_marks_presence_once(sitting: Sitting):
    first = lobby.enter(sitting.meeting, by=sitting.membership("pia"))
    again = lobby.enter(sitting.meeting, by=sitting.membership("pia"))

    attendance = sitting.meeting.attendances.get(membership=sitting.membership("pia"))
    assert attendance.present_at
    assert attendance.seen_at
    assert (first.version, again.version) == (1, 1)


def test_any_member_who_is_here_chooses_the_facilitator(sitting: Sitting):
    sitting.gather()

    lobby.choose_facilitator(
        sitting.meeting, by=sitting.membership("max"), who=sitting.membership("lea")
    )

    assert sitting.meeting.facilitator == sitting.membership("lea")
    assert Activity.objects.filter(verb=Verb.FACILITATOR_CHOSEN).count() == 1


def test_the_set_may_choose_again_before_it_starts(sitting: Sitting):
    sitting.gather()
    for name in ("lea", "ben"):
        lobby.choose_facilitator(
            sitting.meeting, by=sitting.membership("max"), who=sitting.membership(name)
        )

    assert sitting.meeting.facilitator == sitting.membership("ben")


@pytest.mark.parametrize(("by", "who"), [("tom", "fay"), ("fay", "tom")])
def test_who_is_not_here_neither_chooses_nor_is_chosen(sitting: Sitting, by, who):
    sitting.people = SIX[:5]
    sitting.gather()

    with pytest.raises(NotAllowedYet, match="Tom is not here yet"):
        lobby.choose_facilitator(
            sitting.meeting, by=sitting.membership(by), who=sitting.membership(who)
        )


@pytest.mark.parametrize(("by", "who"), [("ada", "fay"), ("fay", "ada")])
def test_an_adviser_neither_chooses_nor_facilitates(sitting: Sitting, by, who):
    sitting.people = (*SIX, "ada")
    sitting.gather()

    with pytest.raises(PermissionDenied):
        lobby.choose_facilitator(
            sitting.meeting, by=sitting.membership(by), who=sitting.membership(who)
        )


def test_the_facilitator_starts_the_clock(sitting: Sitting):
    before = shared_now()

    meeting = sitting.start().meeting

    assert meeting.is_live
    assert meeting.phase == "open"
    assert sum(row["minutes"] for row in meeting.phases) == 90
    assert meeting.started_at
    assert before <= meeting.started_at <= shared_now()
    assert meeting.phase_ends_at == meeting.started_at + dt.timedelta(minutes=5)


@pytest.mark.parametrize(
    ("number", "second"), [(1, "introductions"), (2, "report_backs")]
)
def test_who_meets_for_the_first_time_says_who_they_are(
    sitting: Sitting, number: int, second: str
):
    sitting.cast.set.meetings.exclude(pk=sitting.meeting.pk).update(
        number=F("number") + 99
    )
    Meeting.objects.filter(pk=sitting.meeting.pk).update(number=number)

    sitting.start()

    keys = [each["key"] for each in sitting.meeting.phases]
    assert keys[:3] == ["open", second, "choose"]


@pytest.mark.at("open")
def test_starting_twice_starts_once(sitting: Sitting):
    started = sitting.go_to("open").meeting.started_at

    lobby.start(sitting.meeting, by=sitting.membership("fay"))

    assert sitting.meeting.started_at == started


def test_only_the_facilitator_starts(sitting: Sitting):
    sitting.gather()
    lobby.choose_facilitator(
        sitting.meeting, by=sitting.membership("fay"), who=sitting.membership("fay")
    )

    with pytest.raises(PermissionDenied):
        lobby.start(sitting.meeting, by=sitting.membership("ben"))


@pytest.mark.at("open")
def test_a_set_has_one_meeting_at_a_time(sitting: Sitting):
    sitting.go_to("open")
    later = sitting.cast.harbour.later[0]
    lobby.enter(later, by=sitting.membership("fay"))
    lobby.choose_facilitator(
        later, by=sitting.membership("fay"), who=sitting.membership("fay")
    )

    with pytest.raises(NotAllowedYet, match="Meeting 2 is still open"):
        lobby.start(later, by=sitting.membership("fay"))


def test_who_looked_in_long_ago_has_not_come(sitting: Sitting):
    with at(shared_now() - dt.timedelta(days=1)):
        lobby.enter(sitting.meeting, by=sitting.membership("tom"))
    sitting.people = SIX[:5]

    sitting.start()

    tom = sitting.meeting.attendances.get(membership=sitting.membership("tom"))
    assert tom.present_at is None
    assert "tom" not in sitting.order()


def test_who_comes_late_speaks_last(sitting: Sitting):
    sitting.people = SIX[:5]
    sitting.start()

    lobby.enter(sitting.meeting, by=sitting.membership("tom"))

    assert len(sitting.order()) == 6
    assert sitting.order()[-1] == "tom"


@pytest.mark.at("open")
def test_an_adviser_has_no_turn(sitting: Sitting):
    sitting.go_to("open")

    lobby.enter(sitting.meeting, by=sitting.membership("ada"))

    assert sorted(sitting.order()) == sorted(SIX)


@pytest.mark.at("open")
def test_a_set_whose_facilitator_left_it_chooses_anew(sitting: Sitting):
    sitting.go_to("open")
    end(sitting.membership("fay"), by=sitting.membership("fay"))

    lobby.choose_facilitator(
        sitting.meeting, by=sitting.membership("ben"), who=sitting.membership("ben")
    )

    assert sitting.meeting.facilitator == sitting.membership("ben")


@pytest.mark.at("open")
def test_a_live_meeting_keeps_its_facilitator(sitting: Sitting):
    sitting.go_to("open")

    with pytest.raises(Stale, match="Fay facilitates already"):
        lobby.choose_facilitator(
            sitting.meeting, by=sitting.membership("ben"), who=sitting.membership("ben")
        )


@pytest.mark.at("open")
def test_nobody_enters_a_meeting_that_is_over(sitting: Sitting):
    sitting.go_to("open")
    phase.abandon(sitting.meeting, by=sitting.membership("fay"))

    with pytest.raises(Stale):
        lobby.enter(sitting.meeting, by=sitting.membership("tom"))


def test_who_was_removed_changes_nothing(sitting: Sitting):
    tom = sitting.membership("tom")
    end(tom, by=sitting.membership("fay"))

    with pytest.raises(PermissionDenied):
        lobby.enter(sitting.meeting, by=tom)

    assert Meeting.objects.get(pk=sitting.meeting.pk).version == 0
