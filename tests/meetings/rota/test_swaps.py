"""A turn is offered, taken, taken back, or passed on: facts before the meeting."""

import datetime as dt
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied

from actionlearning.lib.clock import now
from actionlearning.lib.errors import Stale
from actionlearning.outbox.models import Notice
from meetings.attendance import services as attendance
from meetings.dates.services.moving import move
from meetings.models import Meeting, Swap
from meetings.room.services import lobby
from meetings.rota.queries import turns as rota
from meetings.rota.services import duty, swap
from sets import memberships as membership
from sets.models import Activity
from sets.verbs import Verb
from tests.meetings.room.live_meeting import LiveMeeting, together
from tests.support.cast import Cast, cast as build_cast


def first(cast: Cast) -> tuple[str, str]:
    """Return who facilitates the next meeting, and why."""
    found = rota.ahead(cast.set)[0]
    return found.facilitator.first_name if found.facilitator else "", found.why


def told(kind: str) -> list[str]:
    rows = Notice.objects.filter(kind=kind).select_related("person").order_by("pk")
    return [row.person.first_name for row in rows if row.person]


def offered(cast: Cast, to: str = "") -> Swap:
    asked = cast.membership(to) if to else None
    return swap.offer(cast.meeting, by=cast.membership("fay"), to=asked)


def test_a_swap_is_taken_in_one_tap_and_the_giver_keeps_their_place(cast: Cast):
    swap.accept(offered(cast, "ben"), by=cast.membership("ben"))

    assert first(cast) == ("Ben", "Ben is swapping with Fay.")
    assert rota.ahead(cast.set)[1].facilitator == cast.membership("fay")
    assert (told("swap_offered"), told("swap_accepted")) == (["Ben"], ["Fay"])


def test_until_somebody_takes_it_the_giver_facilitates(cast: Cast):
    offered(cast)

    assert first(cast) == ("Fay", "Fay: no turn yet in 1 meeting.")
    assert sorted(told("swap_offered")) == ["Ben", "Léa", "Max", "Pia", "Tom"]


def test_only_whom_it_is_offered_to_may_take_it(cast: Cast):
    found = offered(cast, "ben")

    with pytest.raises(PermissionDenied):
        swap.accept(found, by=cast.membership("tom"))
    swap.accept(found, by=cast.membership("ben"))

    assert first(cast)[0] == "Ben"


def test_nobody_takes_their_own_offer(cast: Cast):
    found = offered(cast)

    with pytest.raises(Stale):
        swap.accept(found, by=cast.membership("fay"))


def test_who_comes_second_is_told_who_was_first(cast: Cast):
    found = offered(cast)
    swap.accept(found, by=cast.membership("ben"))

    with pytest.raises(Stale, match=r"Ben has already taken this turn."):
        swap.accept(found, by=cast.membership("tom"))
    with pytest.raises(Stale, match=r"Ben has already taken this turn."):
        swap.withdraw(found, by=cast.membership("fay"))

    assert first(cast)[0] == "Ben"


def test_taking_it_twice_takes_it_once(cast: Cast):
    found = offered(cast)
    for _ in range(2):
        swap.accept(found, by=cast.membership("ben"))

    assert Activity.objects.filter(verb=Verb.SWAP_ACCEPTED).count() == 1


def test_an_offer_that_was_taken_back_is_none(cast: Cast):
    found = offered(cast)
    for _ in range(2):
        swap.withdraw(found, by=cast.membership("fay"))

    with pytest.raises(Stale, match=r"Fay has withdrawn this offer."):
        swap.accept(found, by=cast.membership("ben"))
    assert Activity.objects.filter(verb=Verb.SWAP_WITHDRAWN).count() == 1


def test_only_the_giver_takes_an_offer_back(cast: Cast):
    found = offered(cast)

    with pytest.raises(PermissionDenied):
        swap.withdraw(found, by=cast.membership("ben"))


def test_only_whose_turn_it_is_offers_it(cast: Cast):
    with pytest.raises(Stale, match=r"Fay is facilitating by now."):
        swap.offer(cast.meeting, by=cast.membership("ben"))


def test_the_same_offer_again_is_the_same_and_another_replaces_it(cast: Cast):
    one = offered(cast)
    assert offered(cast) == one

    other = offered(cast, "ben")
    one.refresh_from_db()
    assert (one.state, other.state) == ("withdrawn", "open")


def test_nobody_is_asked_who_cannot_come(cast: Cast):
    attendance.reply(cast.meeting, by=cast.membership("ben"), answer="cannot")

    with pytest.raises(Stale):
        offered(cast, "ben")


@pytest.mark.parametrize("who", ["fay", "ben"])
def test_an_offer_ends_when_either_is_no_longer_expected(cast: Cast, who: str):
    found = offered(cast, "ben")
    attendance.reply(cast.meeting, by=cast.membership(who), answer="cannot")

    with pytest.raises(Stale, match="no longer open"):
        swap.accept(found, by=cast.membership("ben"))
    assert not rota.ahead(cast.set)[0].may_take(cast.membership("ben"))


def test_an_offer_ends_when_the_meeting_starts(cast: Cast):
    found = offered(cast)
    begun = now() - dt.timedelta(minutes=1)
    Meeting.objects.filter(pk=cast.meeting.pk).update(starts_at=begun)
    Swap.objects.update(starts_at=begun)

    with pytest.raises(Stale):
        swap.accept(found, by=cast.membership("ben"))


def test_a_moved_meeting_is_another_question(cast: Cast):
    swap.accept(offered(cast), by=cast.membership("ben"))
    on = cast.meeting.date + dt.timedelta(days=1)
    move(cast.meeting, by=cast.membership("fay"), date=on, time=dt.time(10))

    assert first(cast) == ("Fay", "Fay: no turn yet in 1 meeting.")


def test_a_taker_who_cannot_come_is_covered_and_the_giver_is_not_asked(cast: Cast):
    swap.accept(offered(cast), by=cast.membership("ben"))
    attendance.reply(cast.meeting, by=cast.membership("ben"), answer="cannot")

    assert first(cast)[0] == "Pia"
    assert first(cast)[1].startswith("Pia is covering: Fay can’t facilitate.")


def test_a_turn_may_be_swapped_on(cast: Cast):
    swap.accept(offered(cast), by=cast.membership("ben"))
    again = swap.offer(
        cast.meeting, by=cast.membership("ben"), to=cast.membership("tom")
    )
    swap.accept(again, by=cast.membership("tom"))

    assert first(cast) == ("Tom", "Tom is swapping with Ben.")


def test_who_was_removed_takes_nothing(cast: Cast):
    found, ben = offered(cast), cast.membership("ben")
    membership.end(ben, by=cast.membership("fay"))

    with pytest.raises(PermissionDenied):
        swap.accept(found, by=ben)


def test_what_the_set_chose_in_the_room_is_not_swapped(live_meeting: LiveMeeting):
    live_meeting.gather()
    lobby.choose_facilitator(
        live_meeting.meeting,
        by=live_meeting.membership("pia"),
        who=live_meeting.membership("fay"),
    )

    with pytest.raises(Stale):
        swap.offer(live_meeting.meeting, by=live_meeting.membership("fay"))


def test_declining_keeps_the_place_and_says_nothing_of_coming(cast: Cast):
    for _ in range(2):
        duty.decline(cast.meeting, by=cast.membership("fay"))

    assert first(cast) == (
        "Pia",
        "Pia is covering: Fay can’t facilitate. Pia: no turn yet in 1 meeting.",
    )
    assert rota.ahead(cast.set)[1].facilitator == cast.membership("fay")
    answer = cast.meeting.attendances.get(membership=cast.membership("fay"))
    assert (answer.reply, answer.reason) == ("unknown", "")
    assert Activity.objects.filter(verb=Verb.ROTA_DECLINED).count() == 1


def test_one_can_facilitate_after_all(cast: Cast):
    duty.decline(cast.meeting, by=cast.membership("fay"))
    duty.take_up(cast.meeting, by=cast.membership("fay"))

    assert first(cast)[0] == "Fay"


def test_declining_takes_the_offer_back(cast: Cast):
    found = offered(cast)
    duty.decline(cast.meeting, by=cast.membership("fay"))

    found.refresh_from_db()
    assert found.state == Swap.State.WITHDRAWN


def test_only_whose_turn_it_is_declines(cast: Cast):
    with pytest.raises(Stale, match=r"Fay is facilitating by now."):
        duty.decline(cast.meeting, by=cast.membership("ben"))


def test_after_two_in_a_row_the_coordinator_is_told_once(cast: Cast):
    pia, later = cast.membership("pia"), cast.harbour.later[0]
    attendance.reply(cast.meeting, by=cast.membership("fay"), answer="cannot")
    attendance.reply(later, by=cast.membership("fay"), answer="cannot")
    duty.decline(cast.meeting, by=pia)
    assert told("rota_declined") == []

    duty.decline(later, by=pia)
    duty.take_up(later, by=pia)
    duty.decline(later, by=pia)

    assert told("rota_declined") == ["Fay"]


def test_who_steps_out_is_not_proposed_and_comes_back_with_the_average(cast: Cast):
    duty.step_out(by=cast.membership("fay"))
    assert first(cast)[0] == "Pia"

    duty.step_in(by=cast.membership("fay"))

    line = [membership.first_name for membership in rota.ahead(cast.set)[0].line]
    assert line[0] == "Pia"
    assert line.index("Fay") > line.index("Tom")


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_accept_at_once_and_one_gets_it(transactional_db: None):
    cast = build_cast()
    found = offered(cast)
    takers = [cast.membership(name) for name in ("ben", "tom", "lea")]

    raised = together(
        *[partial(swap.accept, found, by=membership) for membership in takers]
    )

    assert raised.count(None) == 1
    assert sum(isinstance(error, Stale) for error in raised) == 2
    found.refresh_from_db()
    assert first(cast)[0] == (found.taker.first_name if found.taker else "")
    assert told("swap_accepted") == ["Fay"]
