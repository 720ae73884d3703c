import re

import pytest

from actionlearning.accounts.models import User
from actionlearning.lib.clock import now
from actionlearning.outbox.kinds import WRITERS
from meetings.attendance.services import reply
from meetings.models import Meeting
from reports.models import Request
from sets.memberships import join
from tests.reports.letters import answer, prepare, reports, words
from tests.support.canaries import WORD, plant

KINDS = sorted(WRITERS)
OWN = {"action_follow_up", "morning", "report_due", "wrap_up"}

LINED = {"meeting_reminder", "morning"}  #: with the coordinator's line


@pytest.mark.parametrize("kind", KINDS)
def test_text_and_html_say_the_same_words(letters, kind):
    prepare(letters, kind)

    message = letters.write(kind)

    assert message
    html, _mime = message.alternatives[0]
    assert words(str(message.body)) == words(str(html))


@pytest.mark.parametrize("kind", KINDS)
def test_the_subject_names_the_set_and_holds_no_content(letters, kind):
    prepare(letters, kind)
    plant(letters.cast)

    message = letters.write(kind)

    assert message
    assert "Harbour" in message.subject
    assert WORD.search(message.subject) is None


@pytest.mark.parametrize("kind", KINDS)
def test_a_letter_holds_no_words_of_a_set_but_the_reader_s_actions(letters, kind):
    prepare(letters, kind)
    told = ("sentence", "expectation") if kind == "wrap_up" else ("sentence",)
    own = [
        f"canaryaction{f}{a.pk}x" for f in told for a in letters.cast.past.actions[:2]
    ]
    plant(letters.cast)

    message = letters.write(kind)

    assert message
    line = f"canaryreminderline{letters.cast.meeting.reminder.pk}x"
    found = set(WORD.findall(message.message().as_string()))
    assert found == {*(own if kind in OWN else []), *([line] if kind in LINED else [])}


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"invitation", "place_ended"}))
@pytest.mark.parametrize("name", ["eve", "ola", "zoe", "olu"])
def test_nobody_outside_gets_a_letter(letters, kind, name):
    prepare(letters, kind)

    assert letters.write(kind) is not None
    assert letters.write(kind, to=name) is None


@pytest.mark.parametrize("name", ["fay", "ben", "ola", "sam"])
def test_only_who_was_removed_is_told_of_it(letters, name):
    assert letters.write("place_ended", to="eve") is not None
    assert letters.write("place_ended", to=name) is None


def test_who_is_back_is_not_told_that_they_are_gone(letters):
    join(letters.cast.set, letters.cast.eve)

    assert letters.write("place_ended") is None


def test_a_manager_whose_time_is_over_gets_no_letter(letters):
    letters.cast.set.managers.update(ended_at=now())

    assert letters.write("released") is None
    assert letters.write("request_raised") is None


def test_a_reminder_says_when_where_who_and_what_is_to_do(letters):
    text = letters.read("meeting_reminder")

    assert " at nine, Harbour meets." in text
    assert "09:00–10:30 London" in text
    assert "Where: Room 2" in text
    assert "Online: https://video.example.org/room-2" in text
    assert "Facilitator: Fay Okoro" in text
    assert "Your report-back is not filed yet." in text
    assert "2 actions of yours are open." in text


def test_a_reminder_tells_the_facilitator_why(letters):
    text = letters.read("meeting_reminder", to="fay")

    assert "Facilitator: you" in text
    assert "You are facilitating this time. Fay: no turn yet in 1 meeting." in text


def test_a_reminder_shows_both_clocks_to_a_reader_elsewhere(letters):
    User.objects.filter(pk=letters.cast.pia.pk).update(zone="Asia/Kathmandu")
    letters.cast.pia.refresh_from_db()

    text = letters.read("meeting_reminder")

    assert re.search(
        r"When: .*, 1[34]:45–1[56]:15 Kathmandu\nIn the set’s time zone: .* London",
        text,
    )


def test_a_reminder_knows_who_cannot_come(letters):
    reply(letters.cast.meeting, by=letters.cast.membership("pia"), answer="cannot")

    assert "You said that you can’t come." in letters.read("meeting_reminder")


def test_an_adviser_has_nothing_to_file(letters):
    text = letters.read("meeting_reminder", to="ada")

    assert "report-back" not in text
    assert letters.write("report_due", to="ada") is None


@pytest.mark.parametrize("kind", ["meeting_reminder", "report_due"])
def test_a_cancelled_meeting_is_not_announced(letters, kind):
    Meeting.objects.filter(pk=letters.cast.meeting.pk).update(state="cancelled")

    assert letters.write(kind) is None


def test_who_filed_in_the_meantime_is_not_asked(letters):
    reports(letters.cast).update(state="filed")

    assert letters.write("report_due") is None
    assert "Your report-back is filed." in letters.read("meeting_reminder")


def test_an_action_done_in_the_meantime_is_not_followed_up(letters):
    letters.cast.set.actions.update(state="done", closed_at=now())

    assert letters.write("action_follow_up") is None


def test_a_wrap_up_begins_with_one_s_own_actions(letters):
    text = letters.read("wrap_up")

    assert text.index("ask both leads") < text.index("7 people were there")
    assert "The set agreed 3 actions in all." in text
    assert "The next meeting:" in text
    assert "Facilitator: Fay Okoro" in text


def test_a_wrap_up_for_somebody_without_an_action_is_shorter(letters):
    text = letters.read("wrap_up", to="tom")

    assert "you would do" not in text
    assert "7 people were there." in text


def test_a_revoked_release_is_not_announced(letters):
    letters.cast.set.releases.update(revoked_at=now())

    assert letters.write("released") is None


def test_a_settled_request_is_not_announced(letters):
    answer(letters)

    assert letters.write("request_raised") is None


def test_a_request_does_not_tell_managers_who_raised_it(letters):
    text = letters.read("request_raised")

    assert not any(name in text for name in ("Fay", "Pia", "Max"))


@pytest.mark.parametrize("state", sorted({"acknowledged", "decided", "declined"}))
def test_an_answer_says_who_and_in_which_way(letters, state):
    answer(letters, state)

    assert "Sam Field" in letters.read("request_answered")


def test_a_withdrawn_request_has_no_answer(letters):
    answer(letters, Request.State.WITHDRAWN)

    assert letters.write("request_answered") is None
