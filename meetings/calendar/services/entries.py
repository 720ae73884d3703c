"""Mail new meetings to their people's calendars, each once, unless there are many."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, TypedDict

from django.db.models import OuterRef, QuerySet, Subquery

from actionlearning.accounts.models import User
from actionlearning.lib.clock import instant_of
from actionlearning.outbox.each_row import each, load, queue_each
from actionlearning.outbox.models import Notice
from meetings.models import Meeting, PersonalCalendar
from sets.models import Membership

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class Before(TypedDict):
        previous_at: dt.datetime | None

    New = WithAnnotations[Meeting, Before]

WORK = "calendar entries"
DAY = dt.timedelta(days=1)
#: A set that meets so often gets no mail for each date: a feed is better for it.
OFTEN = 5 * DAY
#: Meetings that were made longer ago are left out, even if no scheduler ran.
FRESH = 7 * DAY
FORTNIGHT = 14  #: days within which a morning is sought
#: Letters that carry the calendar entries of the meetings they name.
TELLING = ("dates_changed", "meeting_added")


def plan(moment: dt.datetime) -> int:
    """Queue an entry of each meeting that was made lately; return how many are new.

    Each person gets an entry once, on their next morning. A newcomer gets them in the
    letter of welcome instead. The number of queries does not grow.
    """
    meetings = list(_new(moment))
    memberships = _memberships({meeting.learning_set_id for meeting in meetings})
    keys = [_greeting(each) for some in memberships.values() for each in some]
    greetings = load(Notice.objects.filter(key__in=keys), of=WORK)
    greeted = {greeting.key: greeting for greeting in greetings}
    named = _named({meeting.learning_set.code for meeting in meetings}, moment)
    untold = [
        (meeting, membership)
        for meeting in meetings
        for membership in memberships[meeting.learning_set_id]
        if (meeting.pk, membership.user_id) not in named
        and not _is_told(meeting, greeted.get(_greeting(membership)))
    ]
    entries = each(untold, lambda pair: _entry(*pair, moment), of=WORK)
    return queue_each(entries, of=WORK)


def _new(moment: dt.datetime) -> Iterator[New]:
    """Yield the new meetings ahead, except of sets that meet every few days."""
    earlier = Meeting.objects.filter(
        learning_set=OuterRef("learning_set"), starts_at__lt=OuterRef("starts_at")
    ).exclude(state=Meeting.State.CANCELLED)
    rows: QuerySet[New] = (
        Meeting.objects.filter(
            state=Meeting.State.SCHEDULED,
            starts_at__gt=moment,
            created_at__gt=moment - FRESH,
            learning_set__closed_at=None,
        )
        .select_related("learning_set")
        .annotate(
            previous_at=Subquery(earlier.order_by("-starts_at").values("starts_at")[:1])
        )
    )
    for meeting in load(rows, of=WORK):
        before = meeting.previous_at
        if before is None or meeting.starts_at - before >= OFTEN:
            yield meeting


def _memberships(sets: set[int]) -> dict[int, list[Membership]]:
    """Return the memberships, by set, of people who want entries by mail."""
    memberships = defaultdict(list)
    current = Membership.current.filter(learning_set__in=sets, user__is_active=True)
    stopped = PersonalCalendar.objects.filter(entries_until__isnull=False)
    wanting = current.exclude(user__in=stopped.values("user"))
    for membership in load(wanting.select_related("user"), of=WORK):
        memberships[membership.learning_set_id].append(membership)
    return memberships


def _greeting(membership: Membership) -> str:
    """Return the key of the letter of welcome to a newcomer."""
    return f"meeting_scheduled:{membership.pk}"


def _named(sets: set[str], moment: dt.datetime) -> set[tuple[int, int | None]]:
    """Return the (meeting, person) pairs that other letters tell of."""
    letters = Notice.objects.filter(
        kind__in=TELLING, set_code__in=sets, created_at__gt=moment - FRESH
    ).exclude(state=Notice.State.DROPPED)
    of_each = each(load(letters.only("about", "person"), of=WORK), _meetings, of=WORK)
    return {pair for pairs in of_each for pair in pairs}


def _meetings(letter: Notice) -> set[tuple[int, int | None]]:
    about = letter.about
    ids = str(about.get("meetings", about.get("meeting", ""))).split(",")
    return {(int(pk), letter.person_id) for pk in ids if pk}


def _is_told(meeting: Meeting, greeting: Notice | None) -> bool:
    """Return whether the letter of welcome holds this meeting, or will hold it."""
    if greeting is None:
        return False
    if greeting.state in {Notice.State.WAITING, Notice.State.SENDING}:
        return True
    return greeting.sent_at is not None and greeting.sent_at >= meeting.created_at


def _entry(meeting: Meeting, membership: Membership, moment: dt.datetime) -> Notice:
    calm = next_morning(moment, membership.user)
    return Notice(
        kind="meeting_entry",
        key=f"meeting_entry:{meeting.pk}:{membership.user_id}",
        person=membership.user,
        about={"meeting": meeting.pk},
        set_code=meeting.learning_set.code,
        due_at=min(calm, max(moment, meeting.starts_at - DAY)),
        useless_after=meeting.starts_at,
    )


def next_morning(moment: dt.datetime, person: User) -> dt.datetime:
    """Return the person's next morning after `moment`, except on a quiet day.

    If they are away for longer, it is the last of two weeks: the meeting may come first.
    """
    on = person.local(moment).date()
    mornings = (
        instant_of(on + n * DAY, person.morning, person.known_zone)
        for n in range(FORTNIGHT)
        if not person.is_quiet_on(on + n * DAY)
    )
    return next((each for each in mornings if each >= moment), moment + FORTNIGHT * DAY)
