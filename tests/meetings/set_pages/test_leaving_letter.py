"""What somebody reads whose place has ended, and what their calendar reads."""

import datetime as dt
import email
from email import policy
from typing import Any

import pytest

from actionlearning.outbox.email import compose
from actionlearning.outbox.models import Notice
from meetings.models import PersonalCalendar
from meetings.set_pages.services.leaving import end_membership
from sets.memberships import join
from tests.support import calendars
from tests.support.cast import Cast

SECOND = dt.timedelta(seconds=1)


def letter_to(name: str, cast: Cast) -> email.message.EmailMessage:
    """Return the mail that waits for the person, as it would be sent."""
    user = cast.users[name]
    waiting = Notice.objects.filter(person=user, state="waiting")
    message = compose(waiting.latest("pk"))
    assert message
    raw = message.message().as_bytes()
    return email.message_from_bytes(raw, policy=policy.default)


def entries(letter: email.message.EmailMessage, kind: str) -> list[Any]:
    found = [part for part in letter.walk() if part.get_content_type() == kind]
    return [calendars.read(bytes(part.get_payload(decode=True))) for part in found]


@pytest.mark.parametrize(
    ("by", "says"),
    [("fay", "Fay Okoro ended your place in Harbour"), ("ben", "You left Harbour")],
)
def test_the_dates_leave_the_calendar_with_the_person(cast: Cast, by, says):
    end_membership(cast.membership("ben"), by=cast.membership(by))

    letter = letter_to("ben", cast)

    assert says in str(letter.get_body(("plain",)))
    [message] = entries(letter, "text/calendar")
    assert message.method.value == "CANCEL"
    assert message.vevent.status.value == "CANCELLED"
    assert cast.meeting.code in message.vevent.uid.value
    [whole] = entries(letter, "application/ics")
    ahead = cast.set.meetings.filter(state="scheduled").count()
    assert [each.status.value for each in whole.vevent_list] == ["CANCELLED"] * ahead


def test_who_is_back_is_invited_again_by_a_later_stamp(cast: Cast):
    end_membership(cast.membership("ben"), by=cast.membership("fay"))
    [gone] = entries(letter_to("ben", cast), "text/calendar")

    join(cast.set, cast.ben)
    [again] = entries(letter_to("ben", cast), "text/calendar")

    assert again.method.value == "REQUEST"
    assert again.vevent.uid.value == gone.vevent.uid.value
    assert again.vevent.sequence.value == gone.vevent.sequence.value
    assert again.vevent.dtstamp.value >= gone.vevent.dtstamp.value


def test_who_takes_no_entries_by_mail_gets_none(cast: Cast):
    first = cast.set.meetings.earliest("created_at").created_at
    PersonalCalendar.objects.create(user=cast.ben, entries_until=first - SECOND)
    end_membership(cast.membership("ben"), by=cast.membership("fay"))

    assert entries(letter_to("ben", cast), "text/calendar") == []
