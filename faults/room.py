"""Break a live room in several ways, and count what was lost.

See docs/threat-model.md#failures.
"""

import asyncio
import os
import sys
from http import HTTPStatus

from bench.parts import Figure, services, show, verdict

ROUNDS = 1000
KILLS = 10
WITHOUT_REDIS = 60  #: seconds


async def without_browsers(*, rounds: int) -> list[Figure]:
    """Return the figures that need no browser: races, removal, frames."""
    from faults.concurrent_next import press_together  # noqa: PLC0415
    from faults.frames import Tap  # noqa: PLC0415 - models need Django set up
    from faults.live_room import NAMES, room  # noqa: PLC0415
    from faults.removal import remove  # noqa: PLC0415
    from tests.support import build  # noqa: PLC0415
    from tests.support.stack import Web, running  # noqa: PLC0415

    trust, users = build.programme("Harbour Trust"), build.people(*NAMES)
    raced = room(trust, "Raced", users)
    left = room(trust, "Left", users)
    with running(web := Web(LOG_LEVEL="WARNING")):
        tap = Tap(web.port, raced.code, raced.guests[1])
        came = await press_together(
            web.port, raced.code, raced.guests[0], rounds=rounds
        )
        removed = await remove(web.port, left)
        await tap.close()
    late = came[HTTPStatus.CONFLICT]
    return [
        Figure(
            "advances that are wrong",
            abs(came[HTTPStatus.OK] - rounds) + abs(late - 5 * rounds),
            0,
            beside=f"{rounds} rounds of six: {came[HTTPStatus.OK]} went on, {late} were"
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


def with_browsers(*, kills: int, seconds: float) -> list[Figure]:
    """Return what six open pages notice of a killed server, and of a stopped Redis."""
    from faults.kill_web import kill_while_typing  # noqa: PLC0415
    from faults.pages import browser  # noqa: PLC0415
    from faults.redis_down import without_redis  # noqa: PLC0415
    from tests.e2e.six_browsers import seat_six  # noqa: PLC0415
    from tests.support.services import Redis  # noqa: PLC0415
    from tests.support.stack import Web, running  # noqa: PLC0415

    redis = Redis().start()
    with browser() as chromium, running(web := Web(REDIS_URL=redis.url)):
        killed = seat_six(chromium, web.url, name="Killed")
        survived = kill_while_typing(web, killed, kills=kills)
        killed.leave()
        lonely = seat_six(chromium, web.url, name="Lonely")
        alone = without_redis(redis, lonely, seconds=seconds)
        lonely.leave()
    redis.stop()
    return [
        Figure(
            "same phase on six pages again after",
            survived.slowest,
            5,
            "s",
            beside=f"the slowest of {kills} kills",
        ),
        Figure("clocks apart", survived.apart, 1, "s"),
        Figure("characters lost", survived.lost, 0, beside=f"of {survived.typed}"),
        Figure(
            "commands lost without Redis",
            alone.failed + len(lonely.troubles()),
            0,
            beside=f"{seconds:.0f} s; noticed after {alone.noticed:.1f} s",
        ),
        Figure("followed without Redis after", alone.followed, 6, "s"),
        Figure("live again after", alone.recovered, 10, "s"),
    ]


def main() -> int:
    """Break everything; return 0 if every bar holds."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with services():
        figures = asyncio.run(without_browsers(rounds=ROUNDS))
        figures += with_browsers(kills=KILLS, seconds=WITHOUT_REDIS)
    show(["fault", "value", "bar", "part", ""], [each.row() for each in figures])
    return verdict("room", max(each.part for each in figures), 1.0)


if __name__ == "__main__":
    sys.exit(main())
