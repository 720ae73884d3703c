"""Until when a meeting goes on, and when one ended that nobody closed.

Pure: the one rule that says whether a live meeting is still "now" (docs/domain.md#dropping-out).
"""

import datetime as dt
from collections.abc import Iterable

#: A live meeting that nobody closes is "now" for so long after its planned end.
STILL_NOW = dt.timedelta(hours=2)


def planned_end(
    starts_at: dt.datetime, started_at: dt.datetime | None, minutes: int
) -> dt.datetime:
    """Return when a meeting should end: a late one has its whole time."""
    return max(starts_at, started_at or starts_at) + dt.timedelta(minutes=minutes)


def goes_on(planned_end: dt.datetime, moment: dt.datetime) -> bool:
    """Whether a live meeting with this planned end is still "now" at `moment`."""
    return moment < planned_end + STILL_NOW


def last_of(
    happened: Iterable[dt.datetime], *, began: dt.datetime, planned_end: dt.datetime
) -> dt.datetime:
    """Return the last thing that happened in a meeting that nobody closed in time.

    What comes after two hours of nothing, past the planned end, does not count: somebody
    came back to the room to tidy up. Without anything the meeting ended as it began.
    """
    end = began
    for each in sorted(happened):
        if each < began:
            continue
        if not goes_on(max(end, planned_end), each):
            break
        end = each
    return end
