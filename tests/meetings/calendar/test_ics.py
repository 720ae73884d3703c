"""Calendar files, read back by a second parser (docs/threat-model.md#calendars)."""

import datetime as dt
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest

from meetings.calendar.ics import Entry, Person, invitation, publication
from tests.support.calendars import read

NINE = dt.datetime(2027, 3, 30, 8, tzinfo=dt.UTC)  # 09:00 in London, in summer
STAMP = dt.datetime(2027, 3, 1, tzinfo=dt.UTC)
ENTRY = Entry(
    uid="meeting-abc@action-learning",
    sequence=3,
    starts_at=NINE,
    ends_at=NINE + dt.timedelta(minutes=90),
    zone="Europe/London",
    title="Harbour, meeting 12",
    place="Room 2, https://video.example.org/room-2",
    notes="https://sets.example.org/meetings/abc/\nSay there whether you come.",
    url="https://sets.example.org/meetings/abc/",
)
HOUSE = Person("Action learning", "sets@example.org")
PIA = Person("Pia Lind", "pia@example.org")
HOSTILE = (
    "a\r\nATTENDEE:mailto:eve@example.org",
    "a\rATTENDEE:mailto:eve@example.org",
    "a\nEND:VEVENT\nBEGIN:VEVENT",
    'a;b,c\\d:e"f^g',
    "a\u2028METHOD:CANCEL\u0085b",
    "an evening \u202egnidnats",
    "\N{FACE WITH TEARS OF JOY}é" * 60,
    "x" * 10_000,
    " ",
)


def invited(entry: Entry, reader: Person = PIA) -> bytes:
    return invitation(entry, organizer=HOUSE, reader=reader, stamp=STAMP)


def lines(content: bytes) -> list[str]:
    """Return the property lines, unfolded as RFC 5545 §3.1 says."""
    return content.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def shape(content: bytes) -> list[str]:
    """Return the names of the property lines, in order."""
    return [line.replace(";", ":").split(":")[0] for line in lines(content)]


def test_an_invitation_is_written_like_this():
    assert lines(invited(ENTRY)) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Action learning//Meetings//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:REQUEST",
        "BEGIN:VTIMEZONE",
        "TZID:Europe/London",
        "BEGIN:DAYLIGHT",
        "DTSTART:20270329T090000",
        "TZNAME:BST",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0100",
        "END:DAYLIGHT",
        "END:VTIMEZONE",
        "BEGIN:VEVENT",
        "SUMMARY:Harbour\\, meeting 12",
        "DTSTART;TZID=Europe/London:20270330T090000",
        "DTEND;TZID=Europe/London:20270330T103000",
        "DTSTAMP:20270301T000000Z",
        "UID:meeting-abc@action-learning",
        "SEQUENCE:3",
        'ATTENDEE;CN="Pia Lind";PARTSTAT=NEEDS-ACTION;ROLE=REQ-PARTICIPANT;'
        "RSVP=FALSE:mailto:pia@example.org",
        "CLASS:PRIVATE",
        "DESCRIPTION:https://sets.example.org/meetings/abc/\\nSay there whether you "
        "come.",
        "LOCATION:Room 2\\, https://video.example.org/room-2",
        'ORGANIZER;CN="Action learning":mailto:sets@example.org',
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "URL:https://sets.example.org/meetings/abc/",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


def test_a_second_parser_reads_the_same():
    event = read(invited(ENTRY)).vevent

    assert event.uid.value == ENTRY.uid
    assert event.sequence.value == "3"
    assert event.summary.value == ENTRY.title
    assert event.location.value == ENTRY.place
    assert event.description.value == ENTRY.notes
    assert event.dtstart.value == ENTRY.starts_at
    assert event.dtend.value == ENTRY.ends_at
    assert event.organizer.value == "mailto:sets@example.org"
    assert [who.value for who in event.attendee_list] == ["mailto:pia@example.org"]


def test_what_is_cancelled_says_so():
    content = invited(replace(ENTRY, is_cancelled=True, sequence=4))

    calendar = read(content)
    assert calendar.method.value == "CANCEL"
    assert calendar.vevent.status.value == "CANCELLED"
    assert calendar.vevent.sequence.value == "4"
    assert calendar.vevent.uid.value == ENTRY.uid


@pytest.mark.parametrize(
    ("answer", "partstat", "busy"),
    [
        ("coming", "ACCEPTED", "OPAQUE"),
        ("perhaps", "TENTATIVE", "OPAQUE"),
        ("cannot", "DECLINED", "TRANSPARENT"),
        ("unknown", "NEEDS-ACTION", "OPAQUE"),
    ],
)
def test_the_entry_knows_what_the_reader_answered(answer, partstat, busy):
    event = read(invited(replace(ENTRY, answer=answer))).vevent

    assert event.attendee.params["PARTSTAT"] == [partstat]
    assert event.attendee.params["RSVP"] == ["FALSE"]
    assert event.transp.value == busy


def test_a_file_for_oneself_names_nobody():
    content = publication([ENTRY, replace(ENTRY, uid="2")], stamp=STAMP)

    calendar = read(content)
    assert calendar.method.value == "PUBLISH"
    assert len(calendar.vevent_list) == 2
    assert {"ATTENDEE", "ORGANIZER"} & set(shape(content)) == set()


def test_a_feed_has_a_name_and_says_when_to_look_again():
    text = publication([], stamp=STAMP, name="Action\r\nlearning").decode()

    assert "\r\nX-WR-CALNAME:Action learning\r\n" in text
    assert "\r\nREFRESH-INTERVAL;VALUE=DURATION:PT4H\r\n" in text


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_adds_a_property(text: str):
    hostile = replace(ENTRY, title=text, place=f"x{text}", notes=text)

    content = invited(hostile, Person(f"P{text}", "pia@example.org"))

    assert shape(content.replace(b"\\n", b"")) == shape(invited(ENTRY))
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert b"\r" not in content.replace(b"\r\n", b"")
    assert b"\n" not in content.replace(b"\r\n", b"")


@pytest.mark.parametrize("text", HOSTILE[:-1], ids=range(len(HOSTILE) - 1))
def test_both_parsers_read_what_is_visible_of_it(text: str):
    content = invited(replace(ENTRY, title=text)).decode()

    seen = " ".join(
        "".join(c if c.isprintable() or c == " " else " " for c in text).split()
    )
    [event] = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert str(event["summary"]) == seen
    assert read(content).vevent.summary.value == seen


def test_only_the_days_that_are_needed_are_described():
    year = replace(ENTRY, uid="2", starts_at=NINE + dt.timedelta(days=364))

    one = publication([ENTRY], stamp=STAMP)
    whole = publication([ENTRY, replace(year, ends_at=year.starts_at)], stamp=STAMP)

    assert shape(one).count("TZOFFSETTO") == 1
    assert shape(whole).count("TZOFFSETTO") == 3


@pytest.mark.parametrize("zone", ["Europe/London", "Africa/Cairo", "Pacific/Chatham"])
def test_a_switch_is_written_by_the_clock_before_it(zone: str):
    """RFC 5545 §3.6.5: an onset is read with TZOFFSETFROM."""
    new_year = dt.datetime(2027, 1, 1, tzinfo=dt.UTC)
    one = replace(ENTRY, zone=zone, starts_at=new_year, ends_at=new_year)
    other = replace(one, ends_at=new_year + dt.timedelta(days=360))

    [described] = icalendar.Calendar.from_ical(
        publication([one, other], stamp=STAMP)
    ).walk("VTIMEZONE")

    parts: list[Any] = described.subcomponents[1:]
    onsets = [
        (part["DTSTART"].dt - part["TZOFFSETFROM"].td).replace(tzinfo=dt.UTC)
        for part in parts
    ]
    clock = ZoneInfo(zone)
    second = dt.timedelta(seconds=1)
    assert len(onsets) == 2
    for onset in onsets:
        before, after = (on.astimezone(clock) for on in (onset - second, onset))
        assert before.utcoffset() != after.utcoffset()


def test_each_zone_is_described_once():
    other = replace(ENTRY, uid="2", zone="Asia/Kathmandu")
    utc = replace(ENTRY, uid="3", zone="UTC")

    content = publication([ENTRY, other, other, utc], stamp=STAMP)

    zones = [line for line in lines(content) if line.startswith("TZID:")]
    assert zones == ["TZID:Asia/Kathmandu", "TZID:Europe/London"]
    assert "DTSTART:20270330T080000Z" in lines(content)


@pytest.mark.parametrize(
    ("zone", "starts", "wall"),
    [
        ("Europe/London", "2027-03-28T01:30", "20270328T023000"),
        ("Europe/London", "2027-03-28T08:00", "20270328T090000"),
        ("Europe/London", "2027-10-31T00:30", "20271031T013000"),
        ("America/New_York", "2027-11-07T14:00", "20271107T090000"),
        ("Australia/Lord_Howe", "2027-10-02T22:00", "20271003T090000"),
        ("Africa/Cairo", "2027-04-29T22:30", "20270430T013000"),
    ],
)
def test_what_is_read_on_a_day_of_change_is_what_was_meant(zone, starts, wall):
    """The second parser goes by the file's own description of the zone."""
    starts_at = dt.datetime.fromisoformat(f"{starts}+00:00")
    entry = replace(ENTRY, zone=zone, starts_at=starts_at, ends_at=starts_at)

    content = invited(entry)

    assert f"DTSTART;TZID={zone}:{wall}" in lines(content)
    # In UTC: Python calls a time that comes twice equal to nothing in another zone.
    assert read(content).vevent.dtstart.value.astimezone(dt.UTC) == starts_at


def test_an_end_in_the_hour_that_comes_twice_is_not_misread():
    """From 01:15 in summer to 01:45 in winter time is an hour and a half."""
    starts_at = dt.datetime(2027, 10, 31, 0, 15, tzinfo=dt.UTC)
    ends_at = starts_at + dt.timedelta(minutes=90)

    content = invited(replace(ENTRY, starts_at=starts_at, ends_at=ends_at))

    event = read(content).vevent
    assert "DTSTART;TZID=Europe/London:20271031T011500" in lines(content)
    assert "DTEND:20271031T014500Z" in lines(content)
    assert event.dtend.value - event.dtstart.value == dt.timedelta(minutes=90)
