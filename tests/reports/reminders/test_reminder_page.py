"""The coordinator reads the next reminder, adds a line, and may send one by hand."""

import datetime as dt

import pytest
import time_machine
from django.core import mail

from actionlearning.accounts.services import switch_mail
from actionlearning.lib.clock import now
from actionlearning.lib.errors import NotAllowedYet, Stale
from actionlearning.outbox.delivery import drain
from actionlearning.outbox.models import Notice
from meetings.models import Meeting
from reports.models import Reminder
from reports.reminders.services.planning import plan
from reports.reminders.services.reminder import send_now, word
from sets.models import Activity
from tests.reports.letters import Letters
from tests.reports.reminders.tuesday_set import DAY, MEETS_ON, TuesdaySet, at

HOUR = dt.timedelta(hours=1)
LINE = "Please bring last week’s plan."


def page_of(cast) -> str:
    return f"/meetings/{cast.meeting.code}/reminder/"


# -- The page --------------------------------------------------------------------------


def test_the_page_shows_the_mail_as_it_will_read(cast):
    subject, *_rest = Letters(cast).read("meeting_reminder", to="fay").splitlines()

    page = cast.client("fay").get(page_of(cast)).text

    assert subject in page
    assert "Fay Okoro, Léa Brun, Max Adler" in page
    assert "You are facilitating this time." in page


def test_a_line_goes_with_every_reminder(cast):
    answer = cast.client("fay").post(page_of(cast), {"line": LINE})

    assert answer.status_code == 302
    text = Letters(cast).read("meeting_reminder", to="ben")
    assert f"Fay Okoro writes:\n– {LINE}" in text


def test_a_line_is_taken_away_again(cast):
    word(cast.meeting, by=cast.membership("fay"), line=LINE)
    word(cast.meeting, by=cast.membership("fay"), line="")

    assert "writes:" not in Letters(cast).read("meeting_reminder")


def test_the_line_of_who_has_left_goes_no_further(cast):
    word(cast.meeting, by=cast.membership("fay"), line=LINE)
    assert LINE in Letters(cast).read("meeting_reminder")

    cast.set.memberships.filter(user=cast.fay).update(left_at=now())

    assert LINE not in Letters(cast).read("meeting_reminder")


def test_the_log_says_that_it_was_worded_and_not_what(cast):
    word(cast.meeting, by=cast.membership("fay"), line=LINE)

    row = Activity.objects.latest("pk")
    assert (row.verb, row.actor) == ("reminder.worded", cast.fay)
    assert LINE not in str(Activity.objects.filter(pk=row.pk).values()[0])


@pytest.mark.parametrize(
    "line",
    [
        "See https://evil.example/now",
        "See www.evil.example",
        "See evil.example/now",
        "mailto:me@evil.example",
        "two\nlines",
        "rang \x07 thrice",
        "See evil\u200b.example/now",
        "x" * 201,
    ],
)
def test_a_line_is_short_plain_and_without_a_link(cast, line):
    before = Reminder.objects.get(meeting=cast.meeting).line

    answer = cast.client("fay").post(page_of(cast), {"line": line})

    assert answer.status_code == 422
    assert Reminder.objects.get(meeting=cast.meeting).line == before


def test_a_line_is_not_turned_round(cast):
    cast.client("fay").post(page_of(cast), {"line": "turned\u202e round"})

    assert Reminder.objects.get(meeting=cast.meeting).line == "turned round"


def test_a_line_is_text_and_never_markup(cast):
    word(cast.meeting, by=cast.membership("fay"), line="<b>Bring</b> & <i>read</i>")

    message = Letters(cast).write("meeting_reminder")

    assert message
    assert "&lt;b&gt;Bring&lt;/b&gt; &amp;" in str(message.alternatives[0][0])


def test_once_it_has_begun_nobody_is_reminded(cast):
    fay = cast.membership("fay")
    Meeting.objects.filter(pk=cast.meeting.pk).update(state="cancelled")

    with pytest.raises(Stale):
        word(cast.meeting, by=fay, line=LINE)
    with pytest.raises(Stale):
        send_now(cast.meeting, by=fay)

    client = cast.client("fay")
    assert client.post(page_of(cast), {"line": LINE}).status_code == 409
    assert client.post(f"{page_of(cast)}sending/").status_code == 409
    assert "nobody is reminded" in client.get(page_of(cast)).text


# -- One by hand -----------------------------------------------------------------------


def test_everybody_in_the_set_gets_one_now(cast):
    cast.client("fay").post(f"{page_of(cast)}sending/")

    drain(until=now() + HOUR)

    assert len(mail.outbox) == cast.set.memberships.filter(left_at=None).count() == 7


def test_who_wants_no_such_mail_finds_it_in_the_notices(cast):
    switch_mail(cast.pia.pk, "meeting_reminder", on=False)
    send_now(cast.meeting, by=cast.membership("fay"))

    drain(until=now() + HOUR)

    notice = Notice.objects.get(person=cast.pia)
    assert (notice.why, notice.headline[:13]) == ("switched off", "Harbour meets")


def test_the_next_one_has_to_wait_four_hours(cast):
    fay = cast.membership("fay")
    with time_machine.travel(now(), tick=False) as clock:
        assert send_now(cast.meeting, by=fay) == 7
        clock.shift(4 * HOUR - dt.timedelta(minutes=1))
        with pytest.raises(NotAllowedYet, match="can go at"):
            send_now(cast.meeting, by=fay)
        clock.shift(dt.timedelta(minutes=1))

        assert send_now(cast.meeting, by=fay) == 7


def test_the_page_says_when_the_next_one_can_go(cast):
    client = cast.client("fay")
    assert "Send the reminder now" in client.get(page_of(cast)).text

    client.post(f"{page_of(cast)}sending/")

    page = client.get(page_of(cast)).text
    again_at = Reminder.objects.get(meeting=cast.meeting).again_at
    assert again_at
    assert f"can go at {cast.fay.local(again_at):%H:%M}." in page
    assert "Send the reminder now" not in page
    assert client.post(f"{page_of(cast)}sending/").status_code == 422


@pytest.mark.django_db
def test_on_the_day_itself_it_takes_the_place_of_the_morning_mail():
    harbour = TuesdaySet("")
    with time_machine.travel(at(MEETS_ON, 6, 30), tick=False):
        assert send_now(harbour.meeting, by=harbour.fay) == 2

        assert plan(at(MEETS_ON)) == 0


@pytest.mark.django_db
def test_the_day_before_it_takes_nothing_away():
    harbour = TuesdaySet("")
    with time_machine.travel(at(MEETS_ON, 6, 30) - DAY, tick=False):
        assert send_now(harbour.meeting, by=harbour.fay) == 2

    assert plan(at(MEETS_ON)) == 2


@pytest.mark.django_db
def test_after_the_morning_mail_it_is_one_more():
    harbour = TuesdaySet("")
    plan(at(MEETS_ON))
    with time_machine.travel(at(MEETS_ON, 8, 30), tick=False):
        assert send_now(harbour.meeting, by=harbour.fay) == 2

    assert Notice.objects.filter(kind="meeting_reminder").count() == 4
