"""Yes, no or perhaps: on a page of the set, and from a mail without signing in."""

import datetime as dt
import re

import pytest
from django.test import Client

from actionlearning.accounts.models import User
from actionlearning.lib.clock import now
from meetings.attendance import services as attendance
from meetings.attendance.queries.replies import counted
from meetings.dates.services import not_held
from meetings.dates.services.moving import move
from meetings.models import Attendance, Meeting
from meetings.models.attendance import ids_in, reply_address
from meetings.rota.queries import turns as rota
from sets import memberships as membership
from tests.support.cast import Cast

WHY = "The boiler man comes."


def said(cast: Cast, who: str) -> tuple[str, str]:
    kept = Attendance.objects.get(meeting=cast.meeting, membership=cast.membership(who))
    return kept.reply, kept.reason


def link(cast: Cast, who: str) -> str:
    return reply_address(cast.meeting, cast.membership(who))


def test_perhaps_is_an_answer_that_keeps_the_turn(cast: Cast):
    attendance.reply(cast.meeting, by=cast.membership("fay"), answer="perhaps")

    duty = rota.ahead(cast.set)[0]
    assert (said(cast, "fay"), duty.facilitator) == (
        ("perhaps", ""),
        cast.membership("fay"),
    )


def test_a_new_answer_brings_its_own_reason_or_none(cast: Cast):
    fay = cast.membership("fay")
    attendance.reply(cast.meeting, by=fay, answer="cannot", reason=WHY)
    assert said(cast, "fay") == ("cannot", WHY)

    attendance.reply(cast.meeting, by=fay, answer="coming")
    assert said(cast, "fay") == ("coming", "")


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        (
            ["coming"] * 4 + ["perhaps", "cannot"],
            "4 of 6 are coming, 1 perhaps; 3 are needed.",
        ),
        (["coming"] + ["unknown"] * 6, "1 of 7 is coming; 4 are needed."),
    ],
)
def test_the_count_names_the_quorum(answers: list[str], words: str):
    assert counted(answers) == words


def test_the_mailed_link_shows_and_only_a_post_answers(cast: Cast):
    browser, address = Client(), link(cast, "ben")

    page = browser.get(address)
    assert page.status_code == 200
    assert not cast.meeting.attendances.exists()

    answered = browser.post(address, {"answer": "cannot", "reason": WHY})
    assert (answered.status_code, answered["Location"]) == (302, address)
    assert said(cast, "ben") == ("cannot", WHY)
    assert "Saved: you can’t come." in browser.get(address).text


def test_the_mailed_link_is_in_the_language_of_its_mail(cast: Cast):
    User.objects.filter(pk=cast.pia.pk).update(language="de")
    path = link(cast, "pia")
    browser = Client(headers={"Accept-Language": "en"})

    shown = browser.get(path)
    answered = browser.post(path, {"answer": "coming"}, follow=True)

    assert '<html lang="de"' in shown.text
    assert "trifft sich Harbour." in shown.text
    assert "Ich kann nicht kommen" in shown.text
    assert "Gespeichert: Du kommst." in answered.text
    assert 'lang="en' in browser.get(link(cast, "tom")).text


def test_a_forwarded_link_tells_the_set_and_the_date_and_no_more(cast: Cast):
    attendance.reply(
        cast.meeting, by=cast.membership("ben"), answer="cannot", reason=WHY
    )

    page = Client().get(link(cast, "ben")).text

    shown = re.sub(r"(?s)<head>.*?</head>|<[^>]+>", " ", page)
    assert cast.set.name in shown
    hidden = [p.name for p in cast.harbour.memberships] + [
        "Ben",
        "Room 2",
        "video",
        WHY,
    ]
    assert [word for word in hidden if word in page] == []


def test_it_answers_for_nobody_else(cast: Cast):
    address = link(cast, "ben")

    assert cast.client("tom").post(address, {"answer": "cannot"}).status_code == 404
    assert cast.client("ben").post(address, {"answer": "cannot"}).status_code == 302
    assert [a.membership for a in cast.meeting.attendances.all()] == [
        cast.membership("ben")
    ]


def test_it_opens_nothing_once_the_place_has_ended(cast: Cast):
    address = link(cast, "ben")
    assert Client().get(address).status_code == 200

    membership.end(cast.membership("ben"), by=cast.membership("fay"))

    assert Client().get(address).status_code == 404
    assert Client().post(address, {"answer": "coming"}).status_code == 404


def test_a_link_that_was_changed_is_no_link(cast: Cast):
    address = link(cast, "ben")
    other = address.replace(
        f"-{cast.membership('ben').pk}.", f"-{cast.membership('tom').pk}."
    )

    assert other != address
    assert Client().get(other).status_code == 404
    assert ids_in("1-2.forged") is None


def test_a_link_to_the_meeting_of_another_set_is_none(cast: Cast):
    address = reply_address(cast.quay.meeting, cast.membership("ben"))

    assert Client().get(address).status_code == 404


def test_it_ends_when_the_meeting_starts(cast: Cast):
    address = link(cast, "ben")
    assert "Perhaps" in Client().get(address).text

    begun = now() - dt.timedelta(seconds=1)
    Meeting.objects.filter(pk=cast.meeting.pk).update(starts_at=begun)

    assert "no longer taking replies" in Client().get(address).text
    assert Client().post(address, {"answer": "coming"}).status_code == 409
    assert not cast.meeting.attendances.exists()


def test_a_link_mailed_before_the_move_still_answers(cast: Cast):
    address = link(cast, "ben")
    on = cast.meeting.date + dt.timedelta(days=1)
    move(cast.meeting, by=cast.membership("fay"), date=on, time=dt.time(10))

    assert Client().post(address, {"answer": "perhaps"}).status_code == 302
    assert said(cast, "ben") == ("perhaps", "")


def test_a_wrong_answer_keeps_what_was_typed(cast: Cast):
    page = Client().post(link(cast, "ben"), {"answer": "maybe", "reason": WHY})

    assert page.status_code == 422
    assert WHY in page.text


def test_enter_in_the_reason_answers_nothing(cast: Cast):
    page = Client().get(link(cast, "ben")).text

    assert re.search(r'<textarea[^>]*name="reason"', page)
    assert 'type="text"' not in page


def test_a_reason_of_two_lines_is_kept_as_one(cast: Cast):
    Client().post(link(cast, "ben"), {"answer": "cannot", "reason": "A\r\nB"})

    assert said(cast, "ben") == ("cannot", "A B")


def test_members_read_the_reason_and_the_adviser_does_not(cast: Cast):
    attendance.reply(
        cast.meeting, by=cast.membership("ben"), answer="cannot", reason=WHY
    )
    address = cast.meeting.get_absolute_url()

    readers = {who: WHY in cast.client(who).get(address).text for who in ("tom", "ada")}

    assert readers == {"tom": True, "ada": False}


def test_who_said_no_may_say_why_and_who_comes_is_not_asked(cast: Cast):
    address = cast.meeting.get_absolute_url()
    attendance.reply(cast.meeting, by=cast.membership("ben"), answer="perhaps")
    attendance.reply(cast.meeting, by=cast.membership("tom"), answer="coming")

    asked = {
        who: "Why (optional)." in cast.client(who).get(address).text
        for who in ("ben", "tom", "pia")
    }

    assert asked == {"ben": True, "tom": False, "pia": False}


def test_a_reason_goes_with_the_meeting_that_it_was_for(cast: Cast):
    attendance.reply(
        cast.meeting, by=cast.membership("ben"), answer="cannot", reason=WHY
    )
    begun = now() - dt.timedelta(days=2)
    Meeting.objects.filter(pk=cast.meeting.pk).update(starts_at=begun)

    assert not_held.lapse(now()) == 1

    assert said(cast, "ben") == ("cannot", "")
