import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings, strategies as st

from meetings.dates.fair_hours import (
    Burden,
    MeetingHours,
    Option,
    Person,
    Strain,
    best,
    burdens,
    happens,
    rotation,
    strain,
)

ZONES = (
    *("Europe/London", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"),
    *("Africa/Cairo", "Asia/Beirut", "America/Santiago", "Africa/Casablanca"),
    *("Pacific/Chatham", "Asia/Kathmandu"),
)
LONDON, YORK, DELHI = "Europe/London", "America/New_York", "Asia/Kolkata"
zones = st.sampled_from(ZONES)
NEW_YEAR = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
instants = st.integers(0, 5 * 365 * 24 * 60).map(
    lambda minutes: NEW_YEAR + dt.timedelta(minutes=minutes)
)
lengths = st.integers(15, 480)
people = st.lists(zones, min_size=1, max_size=6).map(
    lambda found: [Person(n, zone) for n, zone in enumerate(found)]
)


def instant(on: str, time: str, zone: str) -> dt.datetime:
    wall = dt.datetime.fromisoformat(f"{on} {time}").replace(tzinfo=ZoneInfo(zone))
    return wall.astimezone(dt.UTC)


def minute_by_minute(starts_at: dt.datetime, minutes: int, zone: str) -> int:
    """Count what `strain` computes: minutes whose local clock is outside 8–19."""
    clock = (
        (starts_at + dt.timedelta(minutes=n)).astimezone(ZoneInfo(zone)).time()
        for n in range(minutes)
    )
    return sum(not dt.time(8) <= time < dt.time(19) for time in clock)


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        ("08:00", Strain()),
        ("17:30", Strain()),
        ("07:30", Strain(30, is_early=True)),
        ("06:00", Strain(90, is_early=True)),
        ("18:00", Strain(30)),
        ("23:30", Strain(90)),
        ("01:00", Strain(90)),
        ("02:00", Strain(90, is_early=True)),
    ],
)
def test_what_lies_outside_the_day_is_early_or_late(time: str, expected: Strain):
    assert strain(instant("2026-12-03", time, DELHI), 90, DELHI) == expected


@given(instants, lengths, zones)
def test_it_is_the_sum_of_its_minutes_on_any_day_of_any_clock(starts_at, minutes, zone):
    found = strain(starts_at, minutes, zone)

    assert found.minutes == minute_by_minute(starts_at, minutes, zone)


@pytest.mark.parametrize(
    ("on", "time", "zone", "expected"),
    [
        ("2027-03-28", "01:30", LONDON, "never"),
        ("2027-03-28", "00:59", LONDON, "once"),
        ("2027-03-28", "02:00", LONDON, "once"),
        ("2027-10-31", "01:30", LONDON, "twice"),
        ("2027-10-31", "02:00", LONDON, "once"),
        ("2026-10-04", "02:15", "Australia/Lord_Howe", "never"),
        ("2027-04-04", "01:45", "Australia/Lord_Howe", "twice"),
    ],
)
def test_a_wall_time_happens_never_once_or_twice(on, time, zone, expected: str):
    date, clock = dt.date.fromisoformat(on), dt.time.fromisoformat(time)

    assert happens(date, clock, zone) == expected


@given(instants, zones)
def test_a_time_that_is_shown_by_a_clock_happens(moment: dt.datetime, zone: str):
    local = moment.astimezone(ZoneInfo(zone))

    assert happens(local.date(), local.time(), zone) != "never"


@given(st.dates(dt.date(2026, 1, 1), dt.date(2030, 12, 31)), st.times(), zones)
def test_what_never_happens_comes_back_as_another_time(on, time, zone: str):
    clock = time.replace(second=0, microsecond=0, fold=0)
    wall = dt.datetime.combine(on, clock, ZoneInfo(zone))

    back = wall.astimezone(dt.UTC).astimezone(ZoneInfo(zone))

    is_gone = happens(on, clock, zone) == "never"
    assert is_gone == (back.replace(tzinfo=None) != wall.replace(tzinfo=None))


# -- Who bears them


def test_each_meeting_counts_for_who_was_there():
    starts_at = instant("2026-12-03", "15:00", LONDON)
    three = [Person(1, LONDON), Person(2, YORK), Person(3, DELHI)]
    all_three, two = frozenset({1, 2, 3}), frozenset({1, 2})

    found = burdens(
        three,
        [MeetingHours(starts_at, 90, all_three), MeetingHours(starts_at, 90, two)],
        [MeetingHours(starts_at, 60, all_three)],
    )

    assert found == [Burden(1), Burden(2), Burden(3, 1, 90, 1, 60)]


@given(people, st.lists(st.tuples(instants, lengths), max_size=5))
def test_what_all_bear_is_the_sum_of_all_meetings(people, meetings):
    everybody = frozenset(person.id for person in people)
    held = [MeetingHours(at, minutes, everybody) for at, minutes in meetings]

    found = burdens(people, held, [])

    assert sum(each.minutes for each in found) == sum(
        strain(each.starts_at, each.minutes, person.zone).minutes
        for each in held
        for person in people
    )


# -- Which time is best


def option(pk: int, hour: int, yes: str, maybe: str = "", day: int = 3) -> Option:
    """Return a time in London; people are the letters of their names."""
    ids = {"a": 1, "b": 2, "c": 3, "d": 4}
    return Option(
        pk,
        dt.datetime(2026, 12, day, hour, tzinfo=dt.UTC),
        90,
        frozenset(ids[name] for name in yes),
        frozenset(ids[name] for name in maybe),
    )


FOUR = [Person(1, LONDON), Person(2, LONDON), Person(3, DELHI), Person(4, YORK)]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([option(1, 10, "ab"), option(2, 11, "a", "b")], None),
        ([option(1, 10, "abc"), option(2, 11, "a", "bcd")], 2),
        ([option(1, 15, "abc"), option(2, 11, "abc")], 2),
        ([option(1, 10, "ab", "c"), option(2, 11, "abc")], 2),
        ([option(1, 11, "abc"), option(2, 10, "abc")], 2),
        ([], None),
    ],
    ids=["quorum", "most", "hours", "gladly", "earliest", "none"],
)
def test_the_best_time(options: list[Option], expected: int | None):
    found = best(options, FOUR, quorum=3, borne={})

    assert (found.id if found else None) == expected


def test_who_has_borne_more_is_spared():
    late_in_delhi = option(1, 13, "abcd")  # 18:30 there, 08:00 in New York
    early_in_york = option(2, 12, "abcd")  # 07:00 there, 17:30 in Delhi

    def chosen(borne: dict[int, int]) -> int:
        found = best([late_in_delhi, early_in_york], FOUR, quorum=3, borne=borne)
        assert found
        return found.id

    assert chosen({3: 300}) == 2
    assert chosen({4: 300}) == 1


answers = st.sets(st.integers(0, 5)).map(frozenset)
options = st.lists(
    st.builds(Option, st.integers(), instants, lengths, answers, answers), max_size=8
)


@given(options, people, st.integers(1, 6))
def test_the_best_has_a_quorum_and_nobody_has_more(options, people, quorum: int):
    found = best(options, people, quorum=quorum, borne={0: 90, 1: 30})

    most = max((len(each.able) for each in options), default=0)
    assert (found is not None) == (most >= quorum)
    assert found is None or len(found.able) == most


@given(options, people, st.randoms())
def test_the_order_of_the_times_does_not_matter(options, people, chance):
    shuffled = list(options)
    chance.shuffle(shuffled)

    one = best(options, people, quorum=1, borne={})
    other = best(shuffled, people, quorum=1, borne={})

    assert (one is None) == (other is None)
    if one and other:
        assert one.starts_at == other.starts_at


# -- Taking turns


def turns(*zones: str, usual: str = "09:00", minutes: int = 90) -> list[str]:
    found = rotation(
        [Person(n, zone) for n, zone in enumerate(zones)],
        on=dt.date(2026, 12, 3),
        usual=dt.time.fromisoformat(usual),
        zone=LONDON,
        minutes=minutes,
    )
    return [f"{time:%H:%M}" for time in found]


def test_a_set_of_one_zone_needs_no_turns():
    assert turns(LONDON, LONDON) == []


def test_a_usual_time_that_suits_all_stays():
    assert turns(LONDON, DELHI) == []


def test_two_sides_of_the_world_take_turns():
    starts = turns(LONDON, "Pacific/Auckland")

    assert len(starts) > 1
    assert all(start < "10:00" or start > "17:00" for start in starts)


@settings(max_examples=25, deadline=None)
@given(people, st.sampled_from([dt.time(hour) for hour in range(24)]), lengths)
def test_the_first_turn_asks_the_least_that_any_start_could(people, usual, minutes):
    found = rotation(people, on=JUNE, usual=usual, zone=LONDON, minutes=minutes)

    bearable = [start for start in HALF_HOURS if _by_day(people, start, minutes)]
    least = min(_squares(people, start, minutes) for start in bearable or HALF_HOURS)
    if _squares(people, usual, minutes) == 0:
        assert found == []
    else:
        assert _squares(people, found[0], minutes) == least
        assert len(set(found)) == len(found) <= 3
        assert set(found) <= set(bearable or HALF_HOURS)


JUNE = dt.date(2026, 6, 3)
HALF_HOURS = [dt.time(hour, minute) for hour in range(24) for minute in (0, 30)]


def _squares(people: list[Person], time: dt.time, minutes: int) -> int:
    start = _london(time)
    return sum(minute_by_minute(start, minutes, each.zone) ** 2 for each in people)


def _by_day(people: list[Person], time: dt.time, minutes: int) -> bool:
    """Say whether nobody begins before six, ends after ten, or meets past midnight."""
    starts_at = _london(time)
    ends_at = starts_at + dt.timedelta(minutes=minutes)
    for zone in {person.zone for person in people}:
        begins, ends = (at.astimezone(ZoneInfo(zone)) for at in (starts_at, ends_at))
        if begins.date() != ends.date() or begins.hour < 6:
            return False
        if ends.time() > dt.time(22):
            return False
    return True


def _london(time: dt.time) -> dt.datetime:
    wall = dt.datetime.combine(JUNE, time, ZoneInfo(LONDON))
    return wall.astimezone(dt.UTC)
