"""Whoever really ran it gets the turn; who stood in gets a part; the history says why."""

import datetime as dt

import pytest

from actionlearning.lib.clock import now
from meetings.attendance import services as attendance
from meetings.models import Facilitation, Meeting
from meetings.paper.services import typed_in as from_paper
from meetings.room.services import facilitation, lobby, phase
from meetings.rota.queries import turns as rota
from meetings.rota.queries.page import HeldMeeting, rota_page
from meetings.rota.services import credit, duty, swap
from tests.meetings.room.live_meeting import LiveMeeting
from tests.support.cast import Cast

MINUTE = dt.timedelta(minutes=1)


def parts(live_meeting: LiveMeeting) -> dict[str, tuple[str, int]]:
    """Return why each had the role, and how many tenths of a turn it was."""
    rows = Facilitation.objects.filter(meeting=live_meeting.meeting)
    return {
        row.membership.first_name: (row.why, row.tenths)
        for row in rows.select_related("membership__user")
    }


def begin(live_meeting: LiveMeeting, who: str) -> None:
    membership = live_meeting.membership(who)
    live_meeting.gather()
    lobby.choose_facilitator(live_meeting.meeting, by=membership, who=membership)
    lobby.start(live_meeting.meeting, by=membership)


def last(live_meeting: LiveMeeting, who: str = "ben") -> HeldMeeting:
    """Close the meeting as it is, and return the first line of the history."""
    meeting = live_meeting.meeting
    credit.settle(meeting, now())
    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.ENDED)
    return rota_page(live_meeting.membership(who)).held[0]


def test_the_rota_proposed(live_meeting: LiveMeeting):
    begin(live_meeting, "fay")

    assert parts(live_meeting) == {"Fay": ("turn", 0)}
    held = last(live_meeting)
    assert (held.name, held.why) == ("Fay Okoro", "Suggested by the rota.")


def test_somebody_covered(live_meeting: LiveMeeting):
    attendance.reply(
        live_meeting.meeting, by=live_meeting.membership("fay"), answer="cannot"
    )
    begin(live_meeting, "pia")

    assert parts(live_meeting) == {"Pia": ("cover", 0)}
    assert last(live_meeting).why == "Covered for Fay."


def test_somebody_covered_for_who_could_not_facilitate(live_meeting: LiveMeeting):
    duty.decline(live_meeting.meeting, by=live_meeting.membership("fay"))
    begin(live_meeting, "pia")

    assert parts(live_meeting) == {"Pia": ("decline", 0)}
    assert last(live_meeting).why == "Covered for Fay."


def test_two_swapped(live_meeting: LiveMeeting):
    offer = swap.offer(live_meeting.meeting, by=live_meeting.membership("fay"))
    swap.accept(offer, by=live_meeting.membership("ben"))
    begin(live_meeting, "ben")

    assert parts(live_meeting) == {"Ben": ("swap", 0)}
    assert last(live_meeting).why == "Swapped with Fay."


def test_the_set_chose_somebody_else_who_gets_the_turn(live_meeting: LiveMeeting):
    begin(live_meeting, "tom")

    assert last(live_meeting).why == "Chosen in the room."
    line = rota.ahead(live_meeting.cast.set)[0].line
    assert line[0] == live_meeting.membership("fay")
    assert line[-1] != live_meeting.membership("fay")


def test_whom_the_paper_names(cast: Cast):
    Meeting.objects.filter(pk=cast.meeting.pk).update(starts_at=now() - 9 * 10 * MINUTE)
    cast.meeting.refresh_from_db()
    ben = cast.membership("ben")
    from_paper.enter(cast.meeting, by=ben, facilitator=ben, came=[ben])

    held = rota_page(ben).held[0]
    assert (held.name, held.why) == ("Ben Shah", "Entered from paper.")


def test_a_meeting_from_before_names_who_it_was(cast: Cast):
    held = rota_page(cast.membership("ben")).held[0]

    assert (held.meeting, held.name, held.why) == (cast.held, "Max Adler", "")


def began(live_meeting: LiveMeeting, who: str, minutes: int) -> None:
    """Let somebody have held the role for so long."""
    Facilitation.objects.filter(
        meeting=live_meeting.meeting, membership=live_meeting.membership(who)
    ).update(since=now() - minutes * MINUTE)


def test_the_stand_in_gets_a_part_and_the_facilitator_the_whole(
    live_meeting: LiveMeeting,
):
    begin(live_meeting, "fay")
    began(live_meeting, "fay", 60)
    facilitation.hand_over(
        live_meeting.meeting,
        by=live_meeting.membership("fay"),
        to=live_meeting.membership("pia"),
    )
    began(live_meeting, "pia", 26)
    facilitation.take_back(live_meeting.meeting, by=live_meeting.membership("fay"))
    began(live_meeting, "fay", 4)

    held = last(live_meeting)

    # Pia held it for 26 of 90 minutes.
    assert parts(live_meeting) == {"Fay": ("turn", 10), "Pia": ("stand_in", 3)}
    assert held.name == "Fay Okoro"
    assert held.why == "Suggested by the rota. Pia for part of it."
    for name in ("fay", "max", "ben", "lea", "tom"):
        membership = live_meeting.membership(name)
        attendance.reply(
            live_meeting.cast.harbour.later[0], by=membership, answer="cannot"
        )
    why = rota.ahead(live_meeting.cast.set)[0].why
    on = f"{live_meeting.meeting.date.day} {live_meeting.meeting.date:%B}"
    assert why.endswith("Pia: part of a turn in 2 meetings.")
    assert on not in why


def test_who_took_over_early_ran_it(live_meeting: LiveMeeting):
    begin(live_meeting, "fay")
    began(live_meeting, "fay", 10)
    facilitation.hand_over(
        live_meeting.meeting,
        by=live_meeting.membership("fay"),
        to=live_meeting.membership("pia"),
    )
    began(live_meeting, "pia", 80)

    held = last(live_meeting)

    assert parts(live_meeting) == {"Fay": ("turn", 1), "Pia": ("stand_in", 10)}
    assert held.why == "Took over from Fay. Fay for part of it."


def test_a_minute_is_no_part(live_meeting: LiveMeeting):
    begin(live_meeting, "fay")
    began(live_meeting, "fay", 89)
    facilitation.hand_over(
        live_meeting.meeting,
        by=live_meeting.membership("fay"),
        to=live_meeting.membership("pia"),
    )
    began(live_meeting, "pia", 1)

    assert last(live_meeting).why == "Suggested by the rota."
    assert parts(live_meeting)["Pia"] == ("stand_in", 0)


@pytest.mark.at("phase")
@pytest.mark.parametrize("phase", ["close"])
def test_closing_settles_the_turn(live_meeting: LiveMeeting, phase: str):
    fay = live_meeting.membership("fay")
    _close(live_meeting)

    assert parts(live_meeting)["Fay"][1] == 10
    ahead = rota.ahead(live_meeting.cast.set)[0]
    assert ahead.line[0] != fay


def _close(live_meeting: LiveMeeting) -> None:
    phase.close(live_meeting.meeting, by=live_meeting.membership("fay"), seen="close")
