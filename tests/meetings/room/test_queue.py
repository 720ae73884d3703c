"""The fair queue and the share of voices, for any set of people."""

import datetime as dt
import itertools
import random

import pytest

from meetings.room.queue import PROMPT_FOR, Hand, fair, prompt_times, quiet, voices

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)


def _hand(who: int, second: int) -> Hand:
    return Hand(who, NOON + dt.timedelta(seconds=second))


def test_who_has_asked_least_comes_first():
    hands = [_hand(1, 0), _hand(2, 5), _hand(3, 9)]

    assert fair(hands, {1: 2, 2: 1}, [1, 2, 3]) == [3, 2, 1]


def test_of_two_alike_who_has_waited_longest_comes_first():
    assert fair([_hand(1, 9), _hand(2, 5)], {1: 1, 2: 1}, [1, 2]) == [2, 1]


def test_of_two_at_once_who_sits_first_comes_first():
    assert fair([_hand(1, 0), _hand(2, 0)], {}, [2, 1]) == [2, 1]


def _any_table(seed: int) -> tuple[list[Hand], dict[int, int], list[int]]:
    dice = random.Random(seed)  # noqa: S311
    seats = dice.sample(range(100), dice.randint(2, 10))
    hands = [_hand(who, dice.randint(0, 3)) for who in seats if dice.random() < 0.7]
    times = {who: dice.randint(0, 3) for who in seats if dice.random() < 0.7}
    return hands, times, seats


@pytest.mark.parametrize("seed", range(60))
def test_the_queue_holds_every_hand_once_and_is_fair(seed: int):
    hands, times, seats = _any_table(seed)
    raised = {hand.who: hand.raised_at for hand in hands}

    queue = fair(hands, times, seats)

    assert sorted(queue) == sorted(raised)
    for one, other in itertools.pairwise(queue):
        asked = times.get(one, 0), times.get(other, 0)
        assert asked[0] <= asked[1]
        assert asked[0] < asked[1] or raised[one] <= raised[other]


@pytest.mark.parametrize("seed", range(60))
def test_the_order_of_the_rows_decides_nothing(seed: int):
    hands, times, seats = _any_table(seed)
    mixed = random.Random(seed).sample(hands, len(hands))  # noqa: S311

    assert fair(mixed, times, seats) == fair(hands, times, seats)


@pytest.mark.parametrize("people", range(2, 11))
def test_nobody_who_keeps_a_hand_up_waits_for_more_than_one_turn_of_each(people: int):
    seats = list(range(people))
    times = dict.fromkeys(seats, 0)
    raised = {who: _hand(who, who) for who in seats}
    asked = []

    for second in range(people, 5 * people):
        who = fair(raised.values(), times, seats)[0]
        times[who] += 1
        raised[who] = _hand(who, second)  # at once up again
        asked.append(who)

    assert max(times.values()) - min(times.values()) <= 1
    assert sorted(asked[:people]) == seats


@pytest.mark.parametrize(
    ("times", "levels"),
    [
        ({}, [0, 0, 0, 0]),
        ({1: 1}, [1, 0, 0, 0]),
        ({1: 1, 2: 1, 3: 1, 4: 1}, [1, 1, 1, 1]),
        ({1: 5, 2: 5, 3: 5, 4: 5}, [1, 1, 1, 1]),
        ({1: 2, 2: 1}, [2, 1, 0, 0]),
        ({1: 4, 2: 2, 3: 1, 4: 1}, [3, 1, 1, 1]),
        ({1: 3, 2: 2, 3: 2}, [2, 2, 2, 0]),
    ],
)
def test_a_voice_is_measured_against_an_even_share(
    times: dict[int, int], levels: list[int]
):
    assert list(voices(times, [1, 2, 3, 4]).values()) == levels


@pytest.mark.parametrize("seed", range(60))
def test_more_turns_never_look_like_less(seed: int):
    _hands, times, seats = _any_table(seed)
    voice = voices(times, seats)

    for one, other in itertools.permutations(seats, 2):
        if times.get(one, 0) >= times.get(other, 0):
            assert voice[one] >= voice[other]


def test_nobody_is_quiet_before_anybody_has_asked():
    assert quiet(voices({}, [1, 2])) == []
    assert quiet(voices({1: 1}, [1, 2])) == [2]
    assert quiet(voices({1: 1, 2: 1}, [1, 2])) == []


def test_the_facilitator_is_told_once_from_half_of_the_time():
    first, last = prompt_times(NOON, 12)

    assert first - NOON == dt.timedelta(minutes=6)
    assert last - first == PROMPT_FOR
