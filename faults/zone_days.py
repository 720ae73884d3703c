"""A set for each quarter of an hour, through the days around a change, tick by tick."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from html import unescape

from django.contrib.sessions.models import Session
from django.test import Client

from actionlearning.accounts.models import User
from actionlearning.lib.clock import at, instant_of, now
from actionlearning.lib.dates import span
from actionlearning.outbox.email import compose
from actionlearning.outbox.models import Notice
from faults.zone_cases import DAY, HOUR, LENGTH, QUARTERS, Change, Tally
from meetings.models import Meeting
from reports.reminders.services.planning import plan, reminder_at
from sets.models import LearningSet, Membership, Programme
from tests.support import build
from tests.support.calendars import read

LEAPS = 41  #: quarter-hours from one person's morning to the next one's


class DailySets:
    """Sets of one person each; they meet daily, each at a time of its own."""

    def __init__(self, under: Programme, size: int) -> None:
        self.people = User.objects.bulk_create(
            User(
                email=f"p{n}@example.org",
                name=f"Person {n}",
                morning=QUARTERS[n * LEAPS % len(QUARTERS)],
                zone_confirmed=True,
                password="!by-code",  # noqa: S106
            )
            for n in range(size)
        )
        sets = [
            LearningSet(programme=under, name=f"Set {n}", zone="UTC")
            for n in range(size)
        ]
        self.sets = LearningSet.objects.bulk_create(sets)
        long_ago = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
        Membership.objects.bulk_create(
            Membership(learning_set=of, user=user, joined_at=long_ago)
            for of, user in zip(self.sets, self.people, strict=True)
        )

    def meet_around(
        self, change: Change, walls: Sequence[dt.time], tally: Tally, *, looks: int = 2
    ) -> None:
        """Let each set meet on the days around the change, each at its own time of day.

        Count the reminders, and read some pages, mails and files.
        """
        Notice.objects.all().delete()
        Meeting.objects.all().delete()
        User.objects.filter(pk__in=[p.pk for p in self.people]).update(zone=change.zone)
        for person in self.people:
            person.zone = change.zone
        meetings = self._meetings(change, walls)
        self._tick(meetings)
        self._count(change, meetings, tally)
        for n in range(looks):
            mine = meetings[n * len(meetings) // looks + 1]
            self._look(mine, tally)

    def _meetings(self, change: Change, walls: Sequence[dt.time]) -> list[Meeting]:
        return Meeting.objects.bulk_create(
            Meeting(
                learning_set=of,
                number=number,
                date=day,
                time=wall,
                zone=change.zone,
                starts_at=instant_of(day, wall, change.zone),
                minutes=LENGTH,
                created_at=change.at - 60 * DAY,
                dated_at=change.at - 60 * DAY,
            )
            for of, wall in zip(self.sets, walls, strict=True)
            for number, day in enumerate(change.days, 1)
        )

    def _tick(self, meetings: list[Meeting]) -> None:
        """Plan each hour, from a day before the first start to the last start."""
        moment = min(meeting.starts_at for meeting in meetings) - DAY
        last = max(meeting.starts_at for meeting in meetings)
        while moment <= last:
            with at(moment):
                plan(moment)
            moment += HOUR

    def _count(self, change: Change, meetings: list[Meeting], tally: Tally) -> None:
        """Check that each person has one reminder for each of their days, in time."""
        rows = Notice.objects.filter(kind="meeting_reminder").values_list(
            "person", "about", "due_at"
        )
        found = Counter((person, about["meeting"]) for person, about, _due in rows)
        due = {about["meeting"]: due_at for _person, about, due_at in rows}
        of = {
            each.pk: person for each, person in zip(self.sets, self.people, strict=True)
        }
        days: Counter[tuple[int, dt.date]] = Counter()
        for meeting in meetings:
            person = of[meeting.learning_set_id]
            name = f"{change.zone} {meeting.date} {meeting.time:%H:%M}"
            tally.expect(f"{name} reminders", found[person.pk, meeting.pk], 1)
            days[person.pk, person.local(meeting.starts_at).date()] += 1
            wanted = reminder_at(meeting.starts_at, person)
            tally.expect(f"{name} due", due.get(meeting.pk), wanted)
        tally.expect(
            f"{change.zone} {change.day} in all", sum(found.values()), len(rows)
        )
        tally.expect(f"{change.zone} {change.day} per day", set(days.values()), {1})

    def _look(self, meeting: Meeting, tally: Tally) -> None:
        """Check that page, mail, attached calendar and file say the same of one meeting."""
        person = self.people[self.sets.index(meeting.learning_set)]
        browser = Client()
        browser.force_login(person)
        # A session expires by the real clock, and the meeting may be years away from it.
        Session.objects.update(expire_date=max(now(), meeting.starts_at) + DAY)
        with at(meeting.starts_at - 20 * HOUR):
            page = browser.get(meeting.get_absolute_url()).content.decode()
            file = browser.get(f"{meeting.get_absolute_url()}calendar/").content
            message = compose(_entry(meeting, person))
            if message is None:
                raise RuntimeError("No letter about a meeting ahead.")
            attached = message.attachments[0].content
            said = {_span(file, person), _span(attached, person)}
        name = f"{meeting.zone} {meeting.date} {meeting.time:%H:%M}"
        tally.expect(f"{name} files", len(said), 1)
        for words in said:
            tally.expect(f"{name} page", words in unescape(page), wanted=True)
            tally.expect(f"{name} mail", words in str(message.body), wanted=True)


def _entry(meeting: Meeting, person: User) -> Notice:
    return Notice(
        pk=1,
        kind="meeting_entry",
        person=person,
        address=person.email,
        about={"meeting": meeting.pk},
        set_code=meeting.learning_set.code,
        useless_after=meeting.starts_at,
    )


def _span(file: bytes, person: User) -> str:
    event = read(file).vevent
    start, end = event.dtstart.value, event.dtend.value
    return span(start, end, now=now(), zone=person.zone)


def daily_sets(size: int) -> DailySets:
    """Return `size` sets in an organisation of their own."""
    return DailySets(build.programme("Ten zones"), size)
