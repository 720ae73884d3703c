"""A meeting more, and the polls by which a set finds a date."""

from __future__ import annotations

import datetime as dt

from tests.access.payload import Form, Payload
from tests.cast import Cast


def _one_more(cast: Cast) -> Form:
    return {
        "date": (cast.meeting.date + dt.timedelta(days=1)).isoformat(),
        "time": "10:00",
        "minutes": "90",
        "step": "add",
    }


DATES: dict[str, Payload] = {
    "meetings:extra": Payload(_one_more),
}
