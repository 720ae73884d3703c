"""Press "next" on six pages at once, again and again (docs/threat-model.md#two-at-once)."""

import asyncio
import re
from collections import Counter
from http import HTTPStatus

from bench.http_client import Guest, Line

PHASE = re.compile(r'name="seen" value="(\w+)"')
FIRST = "open"  #: the phase in which every round begins and ends


async def press_together(
    port: int, code: str, guest: Guest, *, rounds: int, hands: int = 6
) -> Counter[int]:
    """Let six pages of the facilitator press "next" in the same phase, `rounds` times.

    Between the rounds one of them goes back. Returns how often each status came; raises
    `ValueError` if a page that was too late does not show the present phase.
    """
    lines = [Line(port, guest) for _hand in range(hands)]
    statuses: Counter[int] = Counter()
    for _round in range(rounds):
        answers = await asyncio.gather(
            *(_press(line, code, "next", FIRST) for line in lines)
        )
        statuses.update(status for status, _text in answers)
        [now] = {_phase(text) for _status, text in answers}
        status, _text = await _press(lines[0], code, "back", now)
        if status != HTTPStatus.OK:
            raise RuntimeError(f"Back from {now}: {status}")
    for line in lines:
        line.close()
    return statuses


async def _press(line: Line, code: str, way: str, seen: str) -> tuple[int, str]:
    return await line.ask(
        "POST", f"/meetings/{code}/room/phase/", f"way={way}&seen={seen}"
    )


def _phase(panel: str) -> str:
    """Return the phase that the panel's own buttons would send."""
    [(phase, _times)] = Counter(_phases(panel)).most_common(1)
    return phase


def _phases(panel: str) -> list[str]:
    return PHASE.findall(panel)
