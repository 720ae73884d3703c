"""People are written to about one meeting so often in an hour, and not more."""

import datetime as dt

import pytest
import time_machine

from actionlearning.lib.clock import now
from actionlearning.lib.errors import RateLimited
from actionlearning.lib.throttle import HOUR
from actionlearning.outbox.models import Notice
from meetings.models import Poll, Swap
from meetings.polls.services import polls
from meetings.rota.services import swap
from meetings.throttle import OFFERS_PER_HOUR, POLLS_PER_HOUR
from tests.meetings.polls.polling import DAY, Polling
from tests.meetings.polls.test_poll_pages import address, ask
from tests.support.cast import Cast

MINUTE = dt.timedelta(minutes=1)
ENOUGH = "an hour are enough. You can send the next one at"


def offers(cast: Cast, many: int) -> None:
    """Let Fay offer her turn, take it back, and offer it again."""
    for _ in range(many):
        swap.withdraw(
            swap.offer(cast.meeting, by=cast.membership("fay")),
            by=cast.membership("fay"),
        )


def asks(asking: Polling, many: int) -> None:
    """Let Fay ask the set, close it, and ask again."""
    for _ in range(many):
        polls.close(asking.open(), by=asking.cast.membership("fay"))


@pytest.fixture(params=[False, True], ids=["a date", "a meeting more"])
def asking(cast: Cast, request: pytest.FixtureRequest) -> Polling:
    return Polling(cast, for_more=request.param)


# -- Turns


def test_a_turn_is_offered_so_often_and_again_after_an_hour(cast: Cast):
    with time_machine.travel(now(), tick=False) as clock:
        offers(cast, OFFERS_PER_HOUR)
        clock.shift(HOUR - MINUTE)
        with pytest.raises(RateLimited, match=ENOUGH):
            swap.offer(cast.meeting, by=cast.membership("fay"))
        clock.shift(MINUTE)

        swap.offer(cast.meeting, by=cast.membership("fay"))

    assert Swap.objects.count() == OFFERS_PER_HOUR + 1
    told = Notice.objects.filter(kind="swap_offered", person=cast.ben)
    assert told.count() == OFFERS_PER_HOUR + 1


def test_the_offer_that_stands_is_no_new_one(cast: Cast):
    offers(cast, OFFERS_PER_HOUR - 1)
    fay = cast.membership("fay")

    standing = {swap.offer(cast.meeting, by=fay).pk for _again in range(3)}

    assert len(standing) == 1


def test_another_meeting_has_an_hour_of_its_own(cast: Cast):
    offers(cast, OFFERS_PER_HOUR)
    later, pia = cast.harbour.later[0], cast.membership("pia")

    assert swap.offer(later, by=pia).state == Swap.State.OPEN


def test_the_page_of_turns_says_from_when_on_and_keeps_the_choice(cast: Cast):
    where, ben = f"/meetings/{cast.meeting.code}/swaps/", cast.membership("ben")
    browser = cast.client("fay")
    offers(cast, OFFERS_PER_HOUR - 1)
    swap.withdraw(
        swap.offer(cast.meeting, by=cast.membership("fay"), to=ben),
        by=cast.membership("fay"),
    )

    answer = browser.post(where, {"to": ben.pk})

    page = " ".join(answer.text.split())
    assert (answer.status_code, ENOUGH in page) == (429, True)
    assert 3500 < int(answer.headers["Retry-After"]) <= 3600
    assert f'<option value="{ben.pk}" selected>' in page
    assert page.count("<details open>") == 1
    assert Swap.objects.count() == OFFERS_PER_HOUR
    with time_machine.travel(now() + HOUR, tick=False):
        assert browser.post(where, {"to": ben.pk}).status_code == 302


# -- Polls


def test_a_set_is_asked_so_often_and_again_after_an_hour(asking: Polling):
    with time_machine.travel(now(), tick=False) as clock:
        asks(asking, POLLS_PER_HOUR)
        clock.shift(HOUR - MINUTE)
        with pytest.raises(RateLimited, match=ENOUGH):
            asking.open()
        clock.shift(MINUTE)

        asking.open()

    assert Poll.objects.count() == POLLS_PER_HOUR + 1


def test_another_question_has_an_hour_of_its_own(asking: Polling):
    asks(asking, POLLS_PER_HOUR)

    assert Polling(asking.cast, for_more=not asking.for_more).open().is_open


def test_the_form_says_from_when_on_and_keeps_what_was_typed(asking: Polling):
    cast, meeting = asking.cast, asking.meeting
    where = address(cast, query=f"?meeting={meeting.code}" if meeting else "")
    closes_on = (cast.meeting.date - DAY).isoformat()
    typed = ask(cast, time_2="16:45", closes_on=closes_on)
    asks(asking, POLLS_PER_HOUR)

    answer = cast.client("fay").post(where, typed)

    assert (answer.status_code, ENOUGH in answer.text) == (429, True)
    assert 3500 < int(answer.headers["Retry-After"]) <= 3600
    assert [f'value="{value}"' in answer.text for value in typed.values()] == [True] * 5
    assert Poll.objects.count() == POLLS_PER_HOUR
    with time_machine.travel(now() + HOUR, tick=False):
        assert cast.client("fay").post(where, typed).status_code == 302
