"""A meeting that nobody closed: it hides no other, and anybody closes it as held."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied

from actionlearning.lib.clock import at
from actionlearning.lib.errors import NotAllowedYet, Stale
from actionlearning.outbox.models import Notice
from meetings.models import Attendance, Facilitation, Meeting
from meetings.room.queries.fetch import room_view
from meetings.room.services import (
    action,
    facilitation,
    lobby,
    phase,
    presence,
    review,
    turns,
)
from sets.models import Activity
from sets.verbs import Verb
from tests.meetings.room.airtime import page
from tests.meetings.room.live_meeting import LiveMeeting

MINUTE = dt.timedelta(minutes=1)
WEEK = dt.timedelta(days=7)


@pytest.fixture
def forgotten(live_meeting: LiveMeeting) -> LiveMeeting:
    """The set has begun its meeting, and the mark says how far it came."""
    return live_meeting.go_to("open")


def start_of(forgotten: LiveMeeting) -> dt.datetime:
    started_at = forgotten.meeting.started_at
    assert started_at
    return started_at


@pytest.mark.at("open")
def test_anybody_closes_it_as_held(forgotten: LiveMeeting):
    with at(start_of(forgotten) + WEEK):
        phase.close_as_held(forgotten.meeting, by=forgotten.membership("ada"))

    meeting = forgotten.meeting
    assert meeting.is_ended
    assert Notice.objects.filter(kind="wrap_up").count() == 7
    line = Activity.objects.get(verb=Verb.MEETING_CLOSED_LATE)
    assert (line.actor, line.subject_id) == (forgotten.cast.ada, meeting.pk)
    assert not Activity.objects.filter(verb=Verb.MEETING_ENDED).exists()


@pytest.mark.at("open")
def test_it_ended_with_the_last_thing_that_happened(forgotten: LiveMeeting):
    with at(start_of(forgotten) + 40 * MINUTE):
        forgotten.begin()
    with at(start_of(forgotten) + 71 * MINUTE):
        turns.finish(
            forgotten.meeting,
            by=forgotten.membership("fay"),
            turn_id=forgotten.meeting.turns.get(state="speaking").pk,
        )

    with at(start_of(forgotten) + WEEK):
        phase.close_as_held(forgotten.meeting, by=forgotten.membership("ben"))

    assert forgotten.meeting.ended_at == start_of(forgotten) + 71 * MINUTE


@pytest.mark.at("review")
@pytest.mark.parametrize("deed", ["action", "review", "phase"])
def test_each_deed_counts_as_the_last_thing(live_meeting: LiveMeeting, deed: str):
    live_meeting.go_to("review")
    tom, moment = live_meeting.membership("tom"), start_of(live_meeting) + 85 * MINUTE
    with at(moment):
        if deed == "action":
            action.agree(
                live_meeting.meeting,
                by=live_meeting.membership("fay"),
                owner=tom,
                cue="",
                deed="call Jo",
                expectation="",
                due_on=live_meeting.cast.harbour.later[0].date,
                client_id=uuid.uuid4(),
            )
        elif deed == "review":
            review.write(
                live_meeting.meeting, by=tom, helped="Silence.", differently=""
            )
        else:
            fay = live_meeting.membership("fay")
            phase.advance(live_meeting.meeting, by=fay, seen="review")

    with at(moment + WEEK):
        phase.close_as_held(live_meeting.meeting, by=tom)

    assert live_meeting.meeting.ended_at == moment


@pytest.mark.at("open")
def test_who_tidies_up_a_week_later_does_not_lengthen_it(forgotten: LiveMeeting):
    with at(start_of(forgotten) + 60 * MINUTE):
        forgotten.begin()

    with at(start_of(forgotten) + WEEK):
        ben = forgotten.membership("ben")
        facilitation.take_over(forgotten.meeting, by=ben)
        phase.advance(forgotten.meeting, by=ben, seen="open")
        seen = forgotten.meeting.phase
        phase.close(forgotten.meeting, by=ben, seen=seen)

    meeting = forgotten.meeting
    assert meeting.ended_at == start_of(forgotten) + 60 * MINUTE
    whole = Facilitation.objects.filter(meeting=meeting, tenths=10)
    assert [part.membership.first_name for part in whole] == ["Fay"]


@pytest.mark.at("close")
def test_a_meeting_that_is_closed_in_time_ends_now(live_meeting: LiveMeeting):
    live_meeting.go_to("close")
    moment = live_meeting.meeting.whole_until + 119 * MINUTE

    with at(moment):
        fay = live_meeting.membership("fay")
        phase.close(live_meeting.meeting, by=fay, seen="close")

    assert live_meeting.meeting.ended_at == moment


@pytest.mark.at("open")
def test_nobody_closes_a_meeting_that_goes_on_as_held(forgotten: LiveMeeting):
    with (
        at(forgotten.meeting.whole_until + 119 * MINUTE),
        pytest.raises(NotAllowedYet),
    ):
        phase.close_as_held(forgotten.meeting, by=forgotten.membership("ben"))

    assert forgotten.meeting.is_live


def test_nobody_closes_a_meeting_that_has_not_begun(live_meeting: LiveMeeting):
    with at(live_meeting.meeting.starts_at + WEEK), pytest.raises(NotAllowedYet):
        phase.close_as_held(live_meeting.meeting, by=live_meeting.membership("ben"))


@pytest.mark.at("open")
def test_closing_it_twice_tells_once(forgotten: LiveMeeting):
    with at(start_of(forgotten) + WEEK):
        for name in ("ben", "tom"):
            phase.close_as_held(forgotten.meeting, by=forgotten.membership(name))

    assert Activity.objects.filter(verb=Verb.MEETING_CLOSED_LATE).count() == 1
    assert Notice.objects.filter(kind="wrap_up").count() == 7


@pytest.mark.at("open")
def test_what_was_abandoned_is_not_closed_as_held(forgotten: LiveMeeting):
    with at(start_of(forgotten) + WEEK):
        phase.abandon(forgotten.meeting, by=forgotten.membership("ben"))
        with pytest.raises(Stale):
            phase.close_as_held(forgotten.meeting, by=forgotten.membership("tom"))


@pytest.mark.at("open")
def test_another_set_cannot_close_it(forgotten: LiveMeeting):
    with at(start_of(forgotten) + WEEK), pytest.raises(PermissionDenied):
        phase.close_as_held(forgotten.meeting, by=forgotten.cast.membership("ola"))


@pytest.mark.at("open")
def test_who_looks_in_a_week_later_did_not_attend(forgotten: LiveMeeting):
    ada = forgotten.membership("ada")
    with at(start_of(forgotten) + WEEK):
        presence.seen(forgotten.meeting, by=ada)
        with pytest.raises(Stale, match="was not closed"):
            lobby.enter(forgotten.meeting, by=ada)

    came = Attendance.objects.filter(meeting=forgotten.meeting, membership=ada)
    assert not came.exclude(present_at=None).exists()


@pytest.mark.at("open")
def test_the_next_meeting_begins_beside_it(forgotten: LiveMeeting):
    coming = forgotten.cast.harbour.later[0]
    with at(coming.starts_at):
        for name in forgotten.people:
            lobby.enter(coming, by=forgotten.membership(name))
        pia = forgotten.membership("pia")
        lobby.choose_facilitator(coming, by=pia, who=pia)
        lobby.start(coming, by=pia)

    coming.refresh_from_db()
    assert coming.is_live


@pytest.mark.at("open")
def test_no_other_begins_while_it_goes_on(forgotten: LiveMeeting):
    coming = forgotten.cast.harbour.later[0]
    with at(forgotten.meeting.whole_until + 119 * MINUTE):
        for name in forgotten.people:
            lobby.enter(coming, by=forgotten.membership(name))
        pia = forgotten.membership("pia")
        lobby.choose_facilitator(coming, by=pia, who=pia)
        with pytest.raises(NotAllowedYet, match="still open"):
            lobby.start(coming, by=pia)


def test_a_meeting_held_early_has_its_real_hours(live_meeting: LiveMeeting):
    planned = live_meeting.meeting

    meeting = live_meeting.start().meeting

    assert meeting.started_at
    assert meeting.starts_at == meeting.started_at.replace(second=0, microsecond=0)
    assert meeting.starts_at < planned.starts_at - dt.timedelta(days=5)
    assert meeting.planned_on == planned.date
    assert meeting.date == meeting.starts_at.date()
    assert meeting.sequence == planned.sequence + 1


@pytest.mark.parametrize("minutes", [0, 29])
def test_a_meeting_that_begins_a_little_early_keeps_its_hour(
    live_meeting: LiveMeeting, minutes: int
):
    planned = live_meeting.meeting
    with at(planned.starts_at - minutes * MINUTE):
        live_meeting.start()

    meeting = live_meeting.meeting
    assert (meeting.starts_at, meeting.sequence) == (
        planned.starts_at,
        planned.sequence,
    )


def test_what_is_due_at_a_meeting_held_early_is_due_then(live_meeting: LiveMeeting):
    mine = live_meeting.cast.set.actions.filter(state="open").first()
    assert mine
    type(mine).objects.filter(pk=mine.pk).update(due_on=live_meeting.meeting.date)

    live_meeting.start()

    mine.refresh_from_db()
    assert mine.due_on == live_meeting.meeting.date


def test_no_second_meeting_is_made_for_its_date(live_meeting: LiveMeeting):
    dates = set(live_meeting.cast.set.meetings.values_list("starts_at", flat=True))
    planned = live_meeting.meeting.starts_at
    fay = live_meeting.membership("fay")

    phase.close(live_meeting.go_to("close").meeting, by=fay, seen="close")

    later = Meeting.objects.filter(learning_set=live_meeting.cast.set)
    assert planned in dates
    assert not later.filter(starts_at=planned).exists()


@pytest.mark.at("open")
def test_its_room_counts_no_minutes_days_later(forgotten: LiveMeeting):
    forgotten.go_to("report_backs").begin()
    begun = room_view(forgotten.meeting, start_of(forgotten) + MINUTE)
    later = room_view(forgotten.meeting, start_of(forgotten) + WEEK)

    assert begun.budget
    assert begun.shown_clock
    assert (later.budget, later.shown_clock) == (None, None)
    with at(start_of(forgotten) + WEEK):
        shown = page(forgotten, "ben")
    assert "nobody has closed this meeting" in shown
    assert "Left in this round" not in shown
    assert "over by" not in shown
