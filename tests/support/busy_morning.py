"""A morning on which many people meet, so that all are to be reminded now."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import QuerySet

from actionlearning.accounts.models import User
from actionlearning.lib.clock import local, now
from actionlearning.outbox.daily_digest import KIND
from actionlearning.outbox.models import Notice
from meetings.models import Action, Attendance, Meeting
from reports.reminders.services.planning import plan
from sets.models import LearningSet, Membership, Organisation, Programme

ZONE = "Europe/London"
SEATS = 6
CHUNK = 500  #: sets that are made at once
LONG_AGO = dt.timedelta(weeks=10)
LAST_TIME = dt.timedelta(weeks=1)
NAMES = ("Fay Okoro", "Pia Lind", "Max Adler", "Ben Shah", "Léa Brun", "Tom Reed")


def busy_morning(
    people: int, *, starts_in: dt.timedelta = dt.timedelta(minutes=55)
) -> int:
    """Let `people` meet in less than an hour, and queue what is due to them.

    Return how many messages wait.
    """
    gather(people, starts_in=starts_in)
    return plan(now())


def gather(people: int, *, starts_in: dt.timedelta = dt.timedelta(minutes=55)) -> None:
    """Let `people` meet in less than an hour.

    They are in sets of six that met a week ago, and each has an open action.
    """
    programme = Programme.objects.create(
        organisation=Organisation.objects.create(name="Harbour Trust"), name="Leading"
    )
    for first in range(0, people, CHUNK * SEATS):
        users = _people(first, min(first + CHUNK * SEATS, people))
        meet(programme, users, [now() + starts_in] * len(users))


def mails() -> QuerySet[Notice]:
    """Return the rows that leave as mails: the daily digests."""
    return Notice.objects.filter(kind=KIND)


def meet(
    programme: Programme, users: Sequence[User], starts: Sequence[dt.datetime]
) -> list[Membership]:
    """Seat people six by six in new sets; each set meets at the start of its first person."""
    sets = LearningSet.objects.bulk_create(
        LearningSet(programme=programme, name=f"Set {number}", zone=ZONE)
        for number in range(-(-len(users) // SEATS))
    )
    memberships = Membership.objects.bulk_create(
        Membership(
            learning_set=sets[n // SEATS],
            user=user,
            is_coordinator=n % SEATS == 0,
            joined_at=now() - LONG_AGO,
        )
        for n, user in enumerate(users)
    )
    before = Meeting.objects.bulk_create(
        _meeting(of, 1, starts[n * SEATS] - LAST_TIME, is_over=True)
        for n, of in enumerate(sets)
    )
    Meeting.objects.bulk_create(
        _meeting(of, 2, starts[n * SEATS]) for n, of in enumerate(sets)
    )
    _lived(memberships, before)
    return memberships


def _people(first: int, last: int) -> list[User]:
    return User.objects.bulk_create(
        User(
            email=f"person{n}@example.org",
            name=NAMES[n % len(NAMES)],
            zone=ZONE,
            zone_confirmed=True,
            password="!by-code",
        )
        for n in range(first, last)
    )


def _meeting(
    of: LearningSet, number: int, at: dt.datetime, *, is_over: bool = False
) -> Meeting:
    there = local(at, ZONE)
    return Meeting(
        learning_set=of,
        number=number,
        date=there.date(),
        time=there.time(),
        zone=ZONE,
        starts_at=at,
        place="Room 2",
        link="https://video.example.org/room-2",
        created_at=now() - LONG_AGO,
        dated_at=now() - LONG_AGO,  # no news, for which there is a letter
        state=Meeting.State.ENDED if is_over else Meeting.State.SCHEDULED,
        started_at=at if is_over else None,
        ended_at=at + dt.timedelta(minutes=90) if is_over else None,
    )


def _lived(memberships: Sequence[Membership], meetings: Sequence[Meeting]) -> None:
    """Let everybody have attended, and have an action for next month."""
    Attendance.objects.bulk_create(
        Attendance(
            membership=membership,
            meeting=meetings[n // SEATS],
            present_at=now() - LAST_TIME,
        )
        for n, membership in enumerate(memberships)
    )
    Action.objects.bulk_create(
        Action(
            learning_set=membership.learning_set,
            owner=membership,
            meeting=meetings[n // SEATS],
            deed="ask Jo what she would need to say yes",
            sentence="I will ask Jo what she would need to say yes",
            due_on=now().date() + dt.timedelta(days=30),
        )
        for n, membership in enumerate(memberships)
    )
