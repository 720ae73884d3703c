"""Whoever really ran it gets the turn; who stood in gets a part; the history says why."""

import datetime as dt

import pytest

from actionlearning.lib.clock import now
from meetings.attendance import services as attendance
from meetings.models import Facilitation, Meeting
from meetings.paper.services import typed_in as from_paper
from meetings.room.services import (
    facilitation,
    lobby,
    phase,
)
from meetings.rota.queries import turns as rota
from meetings.rota.queries.page import HeldMeeting, rota_page
from meetings.rota.services import (
    credit,
    duty,
    swap,
)
from tests.meetings.room.live_meeting import Sitting
from tests.support.cast import Cast

MINUTE = dt.timedelta(minutes=1)


def parts(sitting: Sitting) -> dict[str, tuple[str, int]]:
    """Return why each had the role, and how many tenths of a turn it was."""
    rows = Facilitation.objects.filter(meeting=sitting.meeting)
    return {
        row.membership.first_name: (row.why, row.tenths)
        for row in rows.select_related("membership__user")
    }


def begin(sitting: Sitting, who: str) -> None:
    membership = sitting.membership(who)
    sitting.gather()
    lobby.choose_facilitator(sitting.meeting, by=membership, who=membership)
    lobby.start(sitting.meeting, by=membership)


def last(sitting: Sitting, who: str = "ben") -> HeldMeeting:
    """Close the meeting as it is, and return the first line of the history."""
    meeting = sitting.meeting
    credit.settle(meeting, now())
    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.ENDED)
    return rota_page(sitting.membership(who)).held[0]


def test_the_rota_proposed(sitting: Sitting):
    begin(sitting, "fay")

    assert parts(sitting) == {"Fay": ("turn", 0)}
    held = last(sitting)
    assert (held.name, held.why) == ("Fay Okoro", "Proposed by the rota.")


def test_somebody_covered(sitting: Sitting):
    attendance.reply(sitting.meeting, by=sitting.membership("fay"), answer="cannot")
    begin(sitting, "pia")

    assert parts(sitting) == {"Pia": ("cover", 0)}
    assert last(sitting).why == "Covered for Fay."


def test_somebody_covered_for_who_could_not_facilitate(sitting: Sitting):
    duty.decline(sitting.meeting, by=sitting.membership("fay"))
    begin(sitting, "pia")

    assert parts(sitting) == {"Pia": ("decline", 0)}
    assert last(sitting).why == "Covered for Fay."


def test_two_swapped(sitting: Sitting):
    offer = swap.offer(sitting.meeting, by=sitting.membership("fay"))
    swap.accept(offer, by=sitting.membership("ben"))
    begin(sitting, "ben")

    assert parts(sitting) == {"Ben": ("swap", 0)}
    assert last(sitting).why == "Swapped with Fay."


def test_the_set_chose_somebody_else_who_gets_the_turn(sitting: Sitting):
    begin(sitting, "tom")

    assert last(sitting).why == "Chosen in the room."
    line = rota.ahead(sitting.cast.set)[0].line
    assert line[0] == sitting.membership("fay")
    assert line[-1] != sitting.membership("fay")


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


def began(sitting: Sitting, who: str, minutes: int) -> None:
    """Let somebody have held the role for so long."""
    Facilitation.objects.filter(
        meeting=sitting.meeting, membership=sitting.membership(who)
    ).update(since=now() - minutes * MINUTE)


def test_the_stand_in_gets_a_part_and_the_facilitator_the_whole(sitting: Sitting):
    begin(sitting, "fay")
    began(sitting, "fay", 60)
    facilitation.hand_over(
        sitting.meeting, by=sitting.membership("fay"), to=sitting.membership("pia")
    )
    began(sitting, "pia", 26)
    facilitation.take_back(sitting.meeting, by=sitting.membership("fay"))
    began(sitting, "fay", 4)

    held = last(sitting)

    # Pia held it for 26 of 90 minutes.
    assert parts(sitting) == {"Fay": ("turn", 10), "Pia": ("stand_in", 3)}
    assert held.name == "Fay Okoro"
    assert held.why == "Proposed by the rota. Pia for a part of it."
    for name in ("fay", "max", "ben", "lea", "tom"):
        membership = sitting.membership(name)
        attendance.reply(sitting.cast.harbour.later[0], by=membership, answer="cannot")
    why = rota.ahead(sitting.cast.set)[0].why
    on = f"{sitting.meeting.date.day} {sitting.meeting.date:%B}"
    assert why.endswith("Pia: part of a turn in 2 meetings.")
    assert on not in why


def test_who_took_over_early_ran_it(sitting: Sitting):
    begin(sitting, "fay")
    began(sitting, "fay", 10)
    facilitation.hand_over(
        sitting.meeting, by=sitting.membership("fay"), to=sitting.membership("pia")
    )
    began(sitting, "pia", 80)

    held = last(sitting)

    assert parts(sitting) == {"Fay": ("turn", 1), "Pia": ("stand_in", 10)}
    assert held.why == "Took over from Fay. Fay for a part of it."


def test_a_minute_is_no_part(sitting: Sitting):
    begin(sitting, "fay")
    began(sitting, "fay", 89)
    facilitation.hand_over(
        sitting.meeting, by=sitting.membership("fay"), to=sitting.membership("pia")
    )
    began(sitting, "pia", 1)

    assert last(sitting).why == "Proposed by the rota."
    assert parts(sitting)["Pia"] == ("stand_in", 0)


@pytest.mark.at("phase")
@pytest.mark.parametrize("phase", ["close"])
def test_closing_settles_the_turn(sitting: Sitting, phase: str):
    fay = sitting.membership("fay")
    _close(sitting)

    assert parts(sitting)["Fay"][1] == 10
    ahead = rota.ahead(sitting.cast.set)[0]
    assert ahead.line[0] != fay


def _close(sitting: Sitting) -> None:
    phase.close(sitting.meeting, by=sitting.membership("fay"), seen="close")
