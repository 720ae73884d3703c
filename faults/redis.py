"""Flush Redis, stop it for a minute and restart it under load.

See docs/threat-model.md#redis.
"""

import sys

from bench.parts import services, show, verdict

REMINDERS = 3_000
FLUSHES, RESTARTS = 20, 10
STOPPED = 60.0  #: seconds


def main() -> int:
    """Break Redis; return 0 if every bar holds."""
    with services():
        from faults.redis_outage import break_redis  # noqa: PLC0415 - models need Django set up

        figures = break_redis(
            reminders=REMINDERS, flushes=FLUSHES, restarts=RESTARTS, stopped=STOPPED
        )
    show(["fault", "value", "bar", "part", ""], [each.row() for each in figures])
    return verdict("redis", max(each.part for each in figures), 1.0)


if __name__ == "__main__":
    sys.exit(main())
