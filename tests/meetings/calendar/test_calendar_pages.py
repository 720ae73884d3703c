"""The page of one's calendar, the feed behind its secret address, and one meeting's file."""

import re

import pytest
from django.test import Client

from meetings.calendar.services.feed import choose
from meetings.models import PersonalCalendar
from meetings.models.calendar import digest_of
from tests.meetings.calendar.feeding import opened, titles
from tests.support.calendars import read
from tests.support.cast import Cast

PAGE = "/profile/calendar/"
ADDRESS = re.compile(r"http://testserver/calendars/([\w-]{43})\.ics")


# -- The page


def test_the_feed_is_off_at_first(cast: Cast):
    text = cast.client("pia").get(PAGE).content.decode()

    assert "Switch it on" in text
    assert "Switch it off" not in text
    assert not PersonalCalendar.objects.exists()


def test_the_profile_leads_there(cast: Cast):
    assert f'href="{PAGE}"' in cast.client("pia").get("/profile/").content.decode()


def test_the_address_is_shown_once_and_kept_as_a_hash(cast: Cast):
    answer = cast.client("pia").post(f"{PAGE}address/", {"seen": "off"})

    [token] = set(ADDRESS.findall(answer.content.decode()))
    row = PersonalCalendar.objects.get(user=cast.pia)
    assert row.digest == digest_of(token)
    assert token not in str(PersonalCalendar.objects.values())
    assert answer.headers["Cache-Control"] == "no-store"
    later = cast.client("pia").get(PAGE).content.decode()
    assert not ADDRESS.search(later)
    assert "Make a new address" in later


def test_the_same_page_sent_twice_keeps_the_address(cast: Cast):
    browser, form = cast.client("pia"), {"seen": "off"}
    shown = browser.post(f"{PAGE}address/", form).content.decode()

    again = browser.post(f"{PAGE}address/", form)

    assert again.status_code == 409
    assert not ADDRESS.search(again.content.decode())
    [token] = set(ADDRESS.findall(shown))
    assert titles(f"/calendars/{token}.ics") != []


def test_a_new_address_ends_the_old_one(cast: Cast):
    old = opened(cast)

    new = opened(cast)

    assert Client().get(old).status_code == 404
    assert len(titles(new)) == 4


def test_switching_off_and_on_again_makes_another_address(cast: Cast):
    first = opened(cast)
    assert cast.client("pia").post(f"{PAGE}end/").status_code == 302
    assert Client().get(first).status_code == 404

    second = opened(cast)

    assert (Client().get(first).status_code, len(titles(second))) == (404, 4)


def test_the_feed_ends_entries_by_mail(cast: Cast):
    opened(cast)

    assert not PersonalCalendar.objects.get(user=cast.pia).by_mail


def test_a_new_address_leaves_entries_by_mail_as_they_are(cast: Cast):
    opened(cast)
    choose(cast.pia, names=True, by_mail=True)

    opened(cast)

    assert PersonalCalendar.objects.get(user=cast.pia).by_mail


def test_choices_are_kept(cast: Cast):
    browser = cast.client("pia")

    browser.post(PAGE, {"names": "on"})

    kept = PersonalCalendar.objects.get(user=cast.pia)
    assert (kept.names, kept.by_mail) == (True, False)
    browser.post(PAGE, {"by_mail": "on"})
    kept.refresh_from_db()
    assert (kept.names, kept.by_mail) == (False, True)


# -- One meeting's file


def test_a_member_takes_one_meeting_along(cast: Cast):
    answer = cast.client("pia").get(f"/meetings/{cast.meeting.code}/calendar/")

    calendar = read(answer.content)
    assert calendar.method.value == "PUBLISH"
    assert calendar.vevent.dtstart.value == cast.meeting.starts_at
    assert calendar.vevent.uid.value == f"meeting-{cast.meeting.code}@action-learning"
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="meeting-2.ics"'
    )
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("who", ["zoe", "ola", "sam", "peg", "olu", "eve"])
def test_nobody_else_does(cast: Cast, who: str):
    path = f"/meetings/{cast.meeting.code}/calendar/"

    assert cast.client("ada").get(path).status_code == 200
    assert cast.client(who).get(path).status_code == 404


def test_the_page_of_a_meeting_offers_it(cast: Cast):
    code = cast.meeting.code

    text = cast.client("pia").get(f"/meetings/{code}/").content.decode()

    assert f'href="/meetings/{code}/calendar/"' in text
