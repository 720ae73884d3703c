"""Where clocks change, nobody is reminded twice and nothing is misread.

Small: `./bin/faults zones` is large.

See docs/threat-model.md#daylight-saving.
"""

import datetime as dt

import pytest

from faults.zone_cases import QUARTERS, ZONES, Change, Tally, changes, compare
from faults.zone_days import daily_sets

FEW = QUARTERS[2::9]


def test_every_change_of_five_years_is_known():
    counts = {zone: len(changes(zone)) for zone in ZONES}

    assert counts.pop("Africa/Casablanca") >= 10
    assert set(counts.values()) == {10}


@pytest.mark.parametrize("zone", ZONES)
def test_instant_wall_time_page_mail_and_calendar_agree(zone: str):
    tally = compare([zone], every=31)

    assert tally.compared > 500
    assert tally.wrong == []


@pytest.mark.django_db
@pytest.mark.parametrize("zone", ["Africa/Cairo", "Australia/Lord_Howe"])
def test_each_person_is_reminded_once_on_each_day(zone: str):
    here, tally = daily_sets(len(FEW)), Tally()

    for change in changes(zone)[:2]:
        here.meet_around(change, FEW, tally, looks=1)

    assert tally.compared > 2 * 2 * 4 * len(FEW)
    assert tally.wrong == []


def test_a_wrong_clock_is_found():
    """What is expected is worked out without the product, so that it can differ."""
    hour = dt.timedelta(hours=1)
    moment = dt.datetime(2027, 3, 28, 1, tzinfo=dt.UTC)
    change = Change("Europe/London", moment, dt.timedelta(), hour)

    assert change.instant(change.day, dt.time(0, 45)) == moment - hour / 4
    assert change.instant(change.day, dt.time(1, 30)) == moment + hour / 2
    assert change.instant(change.day, dt.time(2, 30)) == moment + hour / 2
    assert change.instant(change.day, dt.time(9)) == moment + 7 * hour
