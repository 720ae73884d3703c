"""Every kind of message as somebody reads it who reads German."""

import re
from collections.abc import Iterator

import pytest
from django.utils import translation

from actionlearning.accounts.models import User
from actionlearning.outbox.email import as_the_reader, compose, written
from actionlearning.outbox.kinds import TELLERS, WRITERS
from actionlearning.outbox.letter import Facts, Head, Letter, Points, Say, Way
from actionlearning.outbox.models import Notice
from tests.reports.letters import Letters, prepare, words
from tests.support.cast import Cast

KINDS = sorted(WRITERS)
LINE = "Bring the plan of the yard."


def row(letters: Letters, kind: str, language: str) -> Notice:
    """Return a row whose reader, member or not, reads this language."""
    notice = letters.notice(kind)
    if notice.person:
        User.objects.filter(pk=notice.person.pk).update(language=language)
        notice.person.language = language
    else:
        notice.about = {**notice.about, "language": language}
    return notice


def sentences(letter: Letter) -> Iterator[str]:
    """Yield what the house says in a letter: nobody's own words, no place, no person."""
    yield from (letter.subject, letter.act, letter.why)
    for part in letter.parts:
        match part:
            case Say() | Head() | Way():
                yield part.text
            case Facts():
                yield from (row.name for row in part.rows)
                yield from (
                    row.value for row in part.rows if re.search(r"\d:", row.value)
                )
            case Points():
                yield part.title
                yield from () if part.own else part.items


def said(letters: Letters, kind: str, language: str) -> set[str]:
    notice = row(letters, kind, language)
    with as_the_reader(notice):
        letter = written(notice)
        assert letter
        return set(sentences(letter)) - {""}


@pytest.mark.parametrize("kind", KINDS)
def test_no_sentence_stays_english(letters: Letters, kind: str):
    prepare(letters, kind)

    english, german = said(letters, kind, "en-gb"), said(letters, kind, "de")

    # What both languages call alike.
    assert english & german <= {"Online"}
    assert len(german) == len(english)


@pytest.mark.parametrize("kind", KINDS)
def test_german_says_the_same_words_in_text_and_html(letters: Letters, kind: str):
    prepare(letters, kind)

    message = compose(row(letters, kind, "de"))

    assert message
    html, _mime = message.alternatives[0]
    assert '<html lang="de">' in str(html)
    assert words(str(message.body)) == words(str(html))


@pytest.mark.parametrize("kind", KINDS)
def test_a_german_mail_knows_no_english_day_or_greeting(letters: Letters, kind: str):
    prepare(letters, kind)

    message = compose(row(letters, kind, "de"))

    assert message
    text = f"{message.subject}\n{message.body}"
    english = r"\b(\w+day|December|Hello|You|the|your|Stop|at|on)\b"
    own = {"When the Monday call ends", LINE}
    told = [line for line in text.splitlines() if not any(o in line for o in own)]
    assert re.findall(english, re.sub(r"https?://\S+", "", "\n".join(told))) == []


def test_two_people_of_a_set_read_it_each_in_their_language(letters: Letters):
    User.objects.filter(pk=letters.cast.pia.pk).update(language="de")
    letters.cast.pia.refresh_from_db()

    pia, tom = letters.write("wrap_up"), letters.write("wrap_up", to="tom")

    assert pia
    assert tom
    assert "Protokoll lesen" in pia.body
    assert "Read the record" in tom.body
    assert "Read the record" not in pia.body


def test_the_words_of_people_are_nobody_s_to_translate(letters: Letters):
    reader = row(letters, "morning", "de")

    message = compose(reader)

    assert message
    assert f"Max Adler schreibt:\n– {LINE}" in message.body
    assert "I will ask both leads" in message.body


def test_the_notice_is_kept_in_the_language_it_was_mailed_in(letters: Letters):
    notice = row(letters, "meeting_reminder", "de")

    compose(notice)

    assert re.fullmatch(
        r"Harbour trifft sich am \w+tag, \d+\. \w+, um 09:00 Uhr|"
        r"Harbour trifft sich am Mittwoch, \d+\. \w+, um 09:00 Uhr",
        notice.headline,
    )


def test_both_clocks_are_named_as_germans_name_cities(letters: Letters):
    User.objects.filter(pk=letters.cast.pia.pk).update(zone="Europe/Rome")
    letters.cast.pia.refresh_from_db()
    notice = row(letters, "meeting_reminder", "de")

    message = compose(notice)

    assert message
    day = r"\w+, \d+\. \w+( \d{4})?"  # near its end, the year is said too
    assert re.search(
        rf"Wann: {day}, 10:00–11:30 Uhr \(Rom\)\n"
        rf"In der Zeitzone der Gruppe: {day}, 09:00–10:30 Uhr \(London\)",
        str(message.body),
    )


@pytest.mark.parametrize("kind", sorted(TELLERS))
def test_a_channel_hears_german(shared_cast: Cast, kind: str):
    write = TELLERS[kind]
    about = _told(shared_cast)

    def lines(language: str) -> set[str]:
        notice = Notice(kind=kind, set_code=shared_cast.set.code, about=about)
        with translation.override(language):
            return set(write(notice) or [])

    english, german = lines("en-gb"), lines("de")

    assert german
    assert english & german == set()


def _told(cast: Cast) -> dict[str, int | str]:
    """Return what the messages of a channel are about, one of Harbour's meetings being off."""
    off = cast.harbour.later[0]
    off.state = "cancelled"
    off.save(update_fields=["state"])
    return {
        "meeting": cast.meeting.pk,
        "meetings": str(off.pk),
        "sequence": cast.meeting.sequence,
        "was": cast.harbour.later[1].starts_at.isoformat(),
        "series": cast.meeting.series_id or 0,
        "day": str(cast.meeting.starts_at.date()),
    }
