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
from tests.meetings.room.live_meeting import SIX, LiveMeeting


def test_coming_in_marks_presence_once(live_meeting: LiveMeeting):
    first = lobby.enter(live_meeting.meeting, by=live_meeting.membership("pia"))
    again = lobby.enter(live_meeting.meeting, by=live_meeting.membership("pia"))

    attendance = live_meeting.meeting.attendances.get(
        membership=live_meeting.membership("pia")
    )
    assert attendance.present_at
    assert attendance.seen_at
    assert (first.version, again.version) == (1, 1)


def test_any_member_who_is_here_chooses_the_facilitator(live_meeting: LiveMeeting):
    live_meeting.gather()

    lobby.choose_facilitator(
        live_meeting.meeting,
        by=live_meeting.membership("max"),
        who=live_meeting.membership("lea"),
    )

    assert live_meeting.meeting.facilitator == live_meeting.membership("lea")
    assert Activity.objects.filter(verb=Verb.FACILITATOR_CHOSEN).count() == 1


def test_the_set_may_choose_again_before_it_starts(live_meeting: LiveMeeting):
    live_meeting.gather()
    for name in ("lea", "ben"):
        lobby.choose_facilitator(
            live_meeting.meeting,
            by=live_meeting.membership("max"),
            who=live_meeting.membership(name),
        )

    assert live_meeting.meeting.facilitator == live_meeting.membership("ben")


@pytest.mark.parametrize(("by", "who"), [("tom", "fay"), ("fay", "tom")])
def test_who_is_not_here_neither_chooses_nor_is_chosen(
    live_meeting: LiveMeeting, by, who
):
    live_meeting.people = SIX[:5]
    live_meeting.gather()

    with pytest.raises(NotAllowedYet, match="Tom is not here yet"):
        lobby.choose_facilitator(
            live_meeting.meeting,
            by=live_meeting.membership(by),
            who=live_meeting.membership(who),
        )


@pytest.mark.parametrize(("by", "who"), [("ada", "fay"), ("fay", "ada")])
def test_an_adviser_neither_chooses_nor_facilitates(live_meeting: LiveMeeting, by, who):
    live_meeting.people = (*SIX, "ada")
    live_meeting.gather()

    with pytest.raises(PermissionDenied):
        lobby.choose_facilitator(
            live_meeting.meeting,
            by=live_meeting.membership(by),
            who=live_meeting.membership(who),
        )


def test_the_facilitator_starts_the_clock(live_meeting: LiveMeeting):
    before = shared_now()

    meeting = live_meeting.start().meeting

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
    live_meeting: LiveMeeting, number: int, second: str
):
    live_meeting.cast.set.meetings.exclude(pk=live_meeting.meeting.pk).update(
        number=F("number") + 99
    )
    Meeting.objects.filter(pk=live_meeting.meeting.pk).update(number=number)

    live_meeting.start()

    keys = [each["key"] for each in live_meeting.meeting.phases]
    assert keys[:3] == ["open", second, "choose"]


@pytest.mark.at("open")
def test_starting_twice_starts_once(live_meeting: LiveMeeting):
    started = live_meeting.go_to("open").meeting.started_at

    lobby.start(live_meeting.meeting, by=live_meeting.membership("fay"))

    assert live_meeting.meeting.started_at == started


def test_only_the_facilitator_starts(live_meeting: LiveMeeting):
    live_meeting.gather()
    lobby.choose_facilitator(
        live_meeting.meeting,
        by=live_meeting.membership("fay"),
        who=live_meeting.membership("fay"),
    )

    with pytest.raises(PermissionDenied):
        lobby.start(live_meeting.meeting, by=live_meeting.membership("ben"))


@pytest.mark.at("open")
def test_a_set_has_one_meeting_at_a_time(live_meeting: LiveMeeting):
    live_meeting.go_to("open")
    later = live_meeting.cast.harbour.later[0]
    lobby.enter(later, by=live_meeting.membership("fay"))
    lobby.choose_facilitator(
        later, by=live_meeting.membership("fay"), who=live_meeting.membership("fay")
    )

    with pytest.raises(NotAllowedYet, match="Meeting 2 is still open"):
        lobby.start(later, by=live_meeting.membership("fay"))


def test_who_looked_in_long_ago_has_not_come(live_meeting: LiveMeeting):
    with at(shared_now() - dt.timedelta(days=1)):
        lobby.enter(live_meeting.meeting, by=live_meeting.membership("tom"))
    live_meeting.people = SIX[:5]

    live_meeting.start()

    tom = live_meeting.meeting.attendances.get(
        membership=live_meeting.membership("tom")
    )
    assert tom.present_at is None
    assert "tom" not in live_meeting.order()


def test_who_comes_late_speaks_last(live_meeting: LiveMeeting):
    live_meeting.people = SIX[:5]
    live_meeting.start()

    lobby.enter(live_meeting.meeting, by=live_meeting.membership("tom"))

    assert len(live_meeting.order()) == 6
    assert live_meeting.order()[-1] == "tom"


@pytest.mark.at("open")
def test_an_adviser_has_no_turn(live_meeting: LiveMeeting):
    live_meeting.go_to("open")

    lobby.enter(live_meeting.meeting, by=live_meeting.membership("ada"))

    assert sorted(live_meeting.order()) == sorted(SIX)


@pytest.mark.at("open")
def test_a_set_whose_facilitator_left_it_chooses_anew(live_meeting: LiveMeeting):
    live_meeting.go_to("open")
    end(live_meeting.membership("fay"), by=live_meeting.membership("fay"))

    lobby.choose_facilitator(
        live_meeting.meeting,
        by=live_meeting.membership("ben"),
        who=live_meeting.membership("ben"),
    )

    assert live_meeting.meeting.facilitator == live_meeting.membership("ben")


@pytest.mark.at("open")
def test_a_live_meeting_keeps_its_facilitator(live_meeting: LiveMeeting):
    live_meeting.go_to("open")

    with pytest.raises(Stale, match="Fay is already facilitating"):
        lobby.choose_facilitator(
            live_meeting.meeting,
            by=live_meeting.membership("ben"),
            who=live_meeting.membership("ben"),
        )


@pytest.mark.at("open")
def test_nobody_enters_a_meeting_that_is_over(live_meeting: LiveMeeting):
    live_meeting.go_to("open")
    phase.abandon(live_meeting.meeting, by=live_meeting.membership("fay"))

    with pytest.raises(Stale):
        lobby.enter(live_meeting.meeting, by=live_meeting.membership("tom"))


def test_who_was_removed_changes_nothing(live_meeting: LiveMeeting):
    tom = live_meeting.membership("tom")
    end(tom, by=live_meeting.membership("fay"))

    with pytest.raises(PermissionDenied):
        lobby.enter(live_meeting.meeting, by=tom)

    assert Meeting.objects.get(pk=live_meeting.meeting.pk).version == 0
