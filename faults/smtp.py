"""A mail server that refuses, hangs and goes away (docs/threat-model.md#the-mail-server)."""

import sys

from bench.parts import services, show, verdict

PEOPLE = 2_100
LONGEST = 10.5  #: seconds: EMAIL_TIMEOUT, and the time to close the connection


def main() -> int:
    """Send through every fault; return 0 if every bar holds."""
    with services():
        from faults.mail_outage import smtp  # noqa: PLC0415 - models need Django set up

        figures = smtp(people=PEOPLE, longest=LONGEST)
    show(["fault", "value", "bar", "part", ""], [each.row() for each in figures])
    return verdict("smtp", max(each.part for each in figures), 1.0)


if __name__ == "__main__":
    sys.exit(main())
