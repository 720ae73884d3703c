"""The page of the rota: the next turns, what one may do, who facilitated so far."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.models import Facilitation, Meeting, Swap
from meetings.rota.queries.page import rota_page
from meetings.rota.services import swap
from tests.support.cast import Cast


def page(cast: Cast, who: str) -> str:
    return cast.client(who).get(f"/sets/{cast.set.code}/rota/").text


def post(cast: Cast, who: str, address: str, **data: object):
    return cast.client(who).post(f"/meetings/{cast.meeting.code}/{address}/", data)


def test_whose_turn_it_is_may_swap_and_the_others_may_not(cast: Cast):
    offers = {who: "Offer my turn to" in page(cast, who) for who in ("fay", "tom")}

    assert offers == {"fay": True, "tom": False}


def test_an_offer_to_one_is_a_button_for_that_one(cast: Cast):
    post(cast, "fay", "swaps", to=cast.membership("ben").pk)

    takes = {who: "I’ll take it" in page(cast, who) for who in ("ben", "tom", "ada")}

    assert takes == {"ben": True, "tom": False, "ada": False}
    assert "Fay is offering this turn to Ben." in page(cast, "tom")
    assert "Withdraw it" in page(cast, "fay")


def test_only_who_is_asked_by_name_sees_it_lit(cast: Cast):
    def lit() -> dict[str, bool]:
        both = ("ben", "tom")
        return {who: rota_page(cast.membership(who)).duties[0].asks_me for who in both}

    post(cast, "fay", "swaps", to="")
    assert lit() == {"ben": False, "tom": False}
    Swap.objects.update(asked=cast.membership("ben"))

    assert lit() == {"ben": True, "tom": False}


def test_two_accept_and_the_second_reads_who_was_first(cast: Cast):
    post(cast, "fay", "swaps", to="")
    address = f"swaps/{Swap.objects.get().pk}/acceptance"

    first, second = (post(cast, who, address) for who in ("ben", "tom"))

    assert (first.status_code, second.status_code) == (302, 409)
    assert "Ben has already taken this turn." in second.text
    assert "Ben is swapping with Fay." in second.text


def test_nobody_of_another_set_is_offered_a_turn(cast: Cast):
    response = post(cast, "fay", "swaps", to=cast.membership("ola").pk)

    assert response.status_code == 422
    assert not Swap.objects.exists()
    assert post(cast, "fay", "swaps", to=cast.membership("ben").pk).status_code == 302


def test_i_cannot_facilitate_is_another_answer(cast: Cast):
    post(cast, "fay", "decline")

    assert "I can facilitate after all" in page(cast, "fay")
    assert "Pia is covering: Fay can’t facilitate." in page(cast, "tom")
    answer = cast.meeting.attendances.get(membership=cast.membership("fay"))
    assert answer.reply == "unknown"

    post(cast, "fay", "decline", after_all="1")
    assert "I can’t facilitate" in page(cast, "fay")


def test_who_steps_out_is_seen_to_be_out(cast: Cast):
    own = f"/sets/{cast.set.code}/rota/mine/"
    cast.client("fay").post(own, {"on": "0"})
    assert "Not on the rota for now" in page(cast, "tom")
    assert "Put me on the rota" in page(cast, "fay")

    cast.client("fay").post(own, {"on": "1"})
    assert "Not on the rota for now" not in page(cast, "tom")


@pytest.mark.parametrize(
    ("who", "status"),
    [("ben", 302), ("ada", 403), ("ola", 404), ("sam", 404), ("eve", 404)],
)
def test_only_members_step_out(cast: Cast, who: str, status: int):
    own = f"/sets/{cast.set.code}/rota/mine/"

    assert cast.client(who).post(own, {"on": "0"}).status_code == status


def test_the_page_costs_the_same_with_one_and_with_three_of_everything(cast: Cast):
    def cost() -> int:
        with CaptureQueriesContext(connection) as statements:
            rota_page(membership)
        return len(statements)

    membership, fay = cast.membership("ben"), cast.membership("fay")
    Facilitation.objects.create(
        meeting=cast.held, membership=fay, why="turn", tenths=10
    )
    one = cost()
    for meeting in cast.harbour.later[-2:]:
        Meeting.objects.filter(pk=meeting.pk).update(state="ended", facilitator=fay)
        for name in ("fay", "pia", "tom"):
            Facilitation.objects.create(
                meeting=meeting, membership=cast.membership(name), why="room"
            )
    swap.offer(cast.meeting, by=cast.membership("pia"))

    assert (one, cost()) == (6, 6)
