"""Check ten zones, each clock change in five years, at each quarter of an hour.

See docs/threat-model.md#daylight-saving.
"""

import sys
import time

from bench.parts import Figure, services, show, verdict

EACH = 4  #: through the database, each change is checked at every fourth time of day


def differences() -> list[Figure]:
    """Return what differs: every case by the functions, and a part through the database.

    In the database the times of day take turns, so that each zone sees all of them.
    """
    from faults.zone_cases import QUARTERS, ZONES, Tally, changes, compare  # noqa: PLC0415 - models need Django set up
    from faults.zone_days import daily_sets  # noqa: PLC0415

    began = time.monotonic()
    by_function = compare()
    between = time.monotonic()
    by_tick, here = Tally(), daily_sets(len(QUARTERS) // EACH)
    through = [change for zone in ZONES for change in changes(zone)]
    for nth, change in enumerate(through):
        here.meet_around(change, QUARTERS[nth % EACH :: EACH], by_tick)
    ended = time.monotonic()
    _say([*by_function.wrong, *by_tick.wrong])
    return [
        Figure(
            "instants, texts and reminders",
            by_function.differing,
            0,
            beside=f"of {by_function.compared} compared, {between - began:.0f} s",
        ),
        Figure(
            "reminders that were planned, pages and mails",
            by_tick.differing,
            0,
            beside=f"of {by_tick.compared} around {len(through)} changes,"
            f" {ended - between:.0f} s",
        ),
    ]


def _say(wrong: list[str]) -> None:
    for line in wrong[:20]:
        print(line)  # noqa: T201


def main() -> int:
    """Compare everything; return 0 if nothing differs."""
    with services():
        figures = differences()
    show(["fault", "value", "bar", "part", ""], [each.row() for each in figures])
    return verdict("zones", sum(each.value for each in figures), 0)


if __name__ == "__main__":
    sys.exit(main())
