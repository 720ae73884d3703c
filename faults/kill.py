"""Kill every worker again and again while a morning's reminders leave.

See docs/threat-model.md#mail.
"""

import sys

from bench.parts import services, show, verdict

REMINDERS, KILLS = 10_000, 20


def main() -> int:
    """Kill the workers; return 0 if every bar holds."""
    with services():
        from faults.kill_workers import kill_workers  # noqa: PLC0415 - models need Django set up

        figures = kill_workers(reminders=REMINDERS, kills=KILLS)
    show(["fault", "value", "bar", "part", ""], [each.row() for each in figures])
    return verdict("kill", max(each.part for each in figures), 1.0)


if __name__ == "__main__":
    sys.exit(main())
