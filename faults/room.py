"""A live room in which things go wrong: what must not be lost is counted (TRUST §3)."""

from __future__ import annotations

import asyncio
import os
import sys
from http import HTTPStatus

from bench.parts import Figure, services, show, verdict

ROUNDS = 1000
KILLS = 10
WITHOUT_REDIS = 60  #: seconds


async def without_browsers() -> list[Figure]:
    """Return what a server can be asked without a page: races, removal, frames."""
    from faults.frames import Tap  # noqa: PLC0415 - models need Django set up
    from faults.next import press_together  # noqa: PLC0415
    from faults.removal import remove  # noqa: PLC0415
    from faults.served import NAMES, room  # noqa: PLC0415
    from tests import build  # noqa: PLC0415
    from tests.stack import Web, running  # noqa: PLC0415

    trust, users = build.programme("Harbour Trust"), build.people(*NAMES)
    hurried = room(trust, "Hurried", users)
    left = room(trust, "Left", users)
    with running(web := Web(LOG_LEVEL="WARNING")):
        tap = Tap(web.port, hurried.code, hurried.guests[1])
        came = await press_together(
            web.port, hurried.code, hurried.guests[0], rounds=ROUNDS
        )
        removed = await remove(web.port, left)
        tap.close()
    late = came[HTTPStatus.CONFLICT]
    return [
        Figure(
            "advances that are wrong",
            abs(came[HTTPStatus.OK] - ROUNDS) + abs(late - 5 * ROUNDS),
            0,
            beside=f"{ROUNDS} rounds of six: {came[HTTPStatus.OK]} went on, {late} were"
            " told 409",
        ),
        Figure(
            "frames that say more than a number",
            len(tap.strange),
            0,
            beside=f"of {len(tap.lines)}",
        ),
        Figure("stream of a removed member closes after", removed.seconds, 2, "s"),
        Figure(
            "ways in for a removed member",
            sum(
                [
                    removed.panels != HTTPStatus.NOT_FOUND,
                    removed.posted != HTTPStatus.NOT_FOUND,
                    removed.stored,
                ]
            ),
            0,
            beside=f"panels {removed.panels}, post {removed.posted}",
        ),
    ]


def main() -> int:
    """Break everything; say whether every bar holds."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with services():
        figures = asyncio.run(without_browsers())
    show(["fault", "value", "bar", "part", ""], [each.row() for each in figures])
    return verdict("room", max(each.part for each in figures), 1.0)


if __name__ == "__main__":
    sys.exit(main())
