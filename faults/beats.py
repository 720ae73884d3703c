"""Run two beats and four workers for a day, with no beat at all for three hours.

See docs/threat-model.md#two-schedulers.
"""

import datetime as dt
import sys

from bench.parts import services, show, verdict

SETS = 48  #: they begin to meet one after the other


def main() -> int:
    """Let the day pass; return 0 if every bar holds."""
    with services():
        from faults.two_schedulers import beats  # noqa: PLC0415 - models need Django set up

        figures = beats(sets=SETS, step=dt.timedelta(minutes=1))
    show(["fault", "value", "bar", "part", ""], [each.row() for each in figures])
    return verdict("beats", max(each.part for each in figures), 1.0)


if __name__ == "__main__":
    sys.exit(main())
