"""A set of two that meets on Tuesdays at nine in London, for the tests of reminders."""

import datetime as dt

from actionlearning.lib import clock
from actionlearning.lib.clock import instant_of
from meetings.models import Action, Meeting
from tests.support import build

LONDON = "Europe/London"
DAY = dt.timedelta(days=1)
MEETS_ON = dt.date(2027, 3, 9)  # a Tuesday
#: When everything was made and everybody came, so that none of it is news any more.
LONG_AGO = dt.datetime(2026, 11, 2, 12, tzinfo=dt.UTC)


class TuesdaySet:
    """Fay and Pia's set; it has met before if `met_on` is given."""

    @clock.at(LONG_AGO)
    def __init__(self, name: str = "Harbour", *, met_on: dt.date | None = None) -> None:
        self.set = build.learning_set(build.programme("Harbour Trust"), name)
        self.fay, self.pia = build.seat(
            self.set, build.people(f"Fay{name} Okoro", f"Pia{name} Lind")
        )
        self.numbers = iter(range(1, 99))
        if met_on:
            self.held = self.meets(met_on, state=Meeting.State.ENDED)
            self.set.memberships.update(joined_at=self.held.starts_at - DAY)
        self.meeting = self.meets(MEETS_ON)

    @clock.at(LONG_AGO)
    def meets(self, on: dt.date, at: dt.time = build.NINE, **more: object) -> Meeting:
        starts_at = instant_of(on, at, LONDON)
        ended = more.get("state") == Meeting.State.ENDED
        return Meeting.objects.create(
            learning_set=self.set,
            number=next(self.numbers),
            date=on,
            time=at,
            zone=LONDON,
            starts_at=starts_at,
            ended_at=starts_at + dt.timedelta(minutes=90) if ended else None,
            **more,
        )

    @clock.at(LONG_AGO)
    def acts(self, *, days: int, **more: object) -> Action:
        """Give Pia an action from the held meeting, due `days` after it."""
        return Action.objects.create(
            learning_set=self.set,
            owner=self.pia,
            meeting=self.held,
            deed="ask Jo",
            sentence="I will ask Jo",
            due_on=self.held.date + days * DAY,
            **more,
        )


def at(on: dt.date, hour: int = 7, minute: int = 30) -> dt.datetime:
    return instant_of(on, dt.time(hour, minute), LONDON)
