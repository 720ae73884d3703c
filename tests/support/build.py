"""Make people, sets and their meetings for a test in few statements."""

import datetime as dt
import unicodedata

from actionlearning.accounts.models import User
from actionlearning.lib.clock import instant_of, now
from meetings.models import Meeting, Series
from sets.models import (
    Acceptance,
    Agreement,
    Invitation,
    LearningSet,
    Membership,
    Organisation,
    Programme,
)

ZONE = "Europe/London"
NINE = dt.time(9)
WEEK = dt.timedelta(days=7)
RULES = "What is said here stays here.\nWe ask before we advise."


def address(name: str) -> str:
    """Return "lea@example.org" for "Léa Brun"."""
    plain = unicodedata.normalize("NFKD", name.split()[0]).encode("ascii", "ignore")
    return f"{plain.decode().lower()}@example.org"


def people(*names: str) -> list[User]:
    """Make one confirmed person per name, signing in by code (no password)."""
    return User.objects.bulk_create(
        User(
            email=address(name),
            name=name,
            zone=ZONE,
            zone_confirmed=True,
            password="!by-code",
        )
        for name in names
    )


def programme(organisation: str, name: str = "Leading change") -> Programme:
    """Make an organisation with one programme."""
    return Programme.objects.create(
        organisation=Organisation.objects.create(name=organisation), name=name
    )


def learning_set(under: Programme, name: str, purpose: str = "") -> LearningSet:
    """Make a set without members."""
    return LearningSet.objects.create(
        programme=under, name=name, purpose=purpose, zone=ZONE
    )


def seat(of: LearningSet, users: list[User]) -> list[Membership]:
    """Give each person a membership, the first as coordinator; all accept the rules."""
    before = now() - 10 * WEEK
    memberships = Membership.objects.bulk_create(
        Membership(
            learning_set=of,
            user=user,
            is_coordinator=user is users[0],
            joined_at=before + dt.timedelta(minutes=n),
        )
        for n, user in enumerate(users)
    )
    rules = Agreement.objects.create(
        learning_set=of, version=1, ground_rules=RULES, written_by=memberships[0]
    )
    Acceptance.objects.bulk_create(
        Acceptance(agreement=rules, membership=membership) for membership in memberships
    )
    return memberships


def invitation(by: Membership, email: str) -> Invitation:
    """Make an open invitation."""
    return Invitation.objects.create(
        learning_set=by.learning_set,
        email=email,
        invited_by=by.user,
        expires_at=now() + WEEK,
    )


def meetings(of: LearningSet, *, held: int = 1, ahead: int = 3) -> list[Meeting]:
    """Make a weekly series with `held` past meetings and `ahead` coming ones.

    The first coming meeting is between six and seven days away. All were made some time
    ago, so that nobody is told of them as news.
    """
    next_on = (now() + WEEK).date() - dt.timedelta(days=1)
    first = next_on - held * WEEK
    series = Series.objects.create(
        learning_set=of, frequency="weekly", starts_on=first, time=NINE, zone=ZONE
    )
    return Meeting.objects.bulk_create(
        _meeting(series, number, first + (number - 1) * WEEK, past=number <= held)
        for number in range(1, held + ahead + 1)
    )


def _meeting(series: Series, number: int, on: dt.date, *, past: bool) -> Meeting:
    starts_at = instant_of(on, series.time, series.zone)
    ends_at = starts_at + dt.timedelta(minutes=series.minutes)
    return Meeting(
        learning_set=series.learning_set,
        series=series,
        number=number,
        date=on,
        time=series.time,
        zone=series.zone,
        starts_at=starts_at,
        minutes=series.minutes,
        place="Room 2",
        link="https://video.example.org/room-2",
        state=Meeting.State.ENDED if past else Meeting.State.SCHEDULED,
        started_at=starts_at if past else None,
        ended_at=ends_at if past else None,
        review_revealed_at=ends_at if past else None,
        created_at=now() - 8 * WEEK,
    )
