"""A poll in Harbour, for the tests of polls."""

import datetime as dt
from dataclasses import dataclass

from meetings.models import Meeting, Poll, ProposedTime
from meetings.polls.services import polls
from meetings.polls.services.polls import When
from tests.support.cast import Cast

DAY = dt.timedelta(days=1)
TEN, SIX = dt.time(10), dt.time(18)
ZONES = {"pia": "America/New_York", "ben": "Asia/Kolkata"}


@dataclass
class Polling:
    """A poll for another date of Harbour's next meeting, or for an additional meeting."""

    cast: Cast
    for_more: bool = False

    @property
    def meeting(self) -> Meeting | None:
        """The meeting to move."""
        return None if self.for_more else self.cast.meeting

    def times(self, *days: int, at: dt.time = TEN) -> list[When]:
        """Return the same hour on some days after Harbour's next meeting."""
        return [(self.cast.meeting.date + n * DAY, at) for n in days or (1, 2, 3)]

    def open(
        self,
        *,
        by: str = "fay",
        times: list[When] | None = None,
        closes_at: dt.datetime | None = None,
    ) -> Poll:
        """Let somebody ask the set; three mornings unless said otherwise."""
        return polls.open_poll(
            self.cast.set,
            by=self.cast.membership(by),
            times=self.times() if times is None else times,
            meeting=self.meeting,
            closes_at=closes_at,
        )

    def say(self, poll: Poll, name: str, *words: str) -> None:
        """Let somebody answer the times, in their order."""
        answers = dict(zip(self.ids(poll), words, strict=False))
        polls.answer(poll, by=self.cast.membership(name), answers=answers)

    def ids(self, poll: Poll) -> list[int]:
        """Return the ids of the times, the earliest first."""
        return [time.pk for time in self.proposed(poll)]

    def proposed(self, poll: Poll) -> list[ProposedTime]:
        """Return the times, the earliest first."""
        return list(poll.times.order_by("starts_at"))

    def spread(self) -> None:
        """Let Pia live in New York, and Ben in Kolkata."""
        for name, zone in ZONES.items():
            self.cast.users[name].zone = zone
            self.cast.users[name].save(update_fields=["zone"])
