"""The catalogue says all that the product says, in whole sentences, and nothing else."""

import os
import re
import subprocess
from io import StringIO
from pathlib import Path

import allauth
import django
import pytest
from babel.messages.catalog import Message
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils.translation import override

from actionlearning.lib.catalogue import (
    marked,
    read,
    reworded,
    untranslated,
)

BASE = Path(settings.BASE_DIR)
LANGUAGES = [
    code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE
]
PLACES = re.compile(r"%\(\w+\)0?\d*[sd]|%%\(\w+\)s|%%|\{\w+\}|</?\w[^>]*>")
Pair = tuple[str, str]


def catalogue(language: str) -> Path:
    return BASE / "locale" / language / "LC_MESSAGES" / "django.po"


def pairs(message: Message) -> list[Pair]:
    """Return each form of a sentence beside its translation."""
    if isinstance(message.id, str):
        return [(message.id, str(message.string))]
    return list(zip(message.id, message.string or (), strict=True))


def every(language: str) -> list[Pair]:
    return [
        pair for each in read(catalogue(language)) if each.id for pair in pairs(each)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_what_the_product_says(language):
    here = {(each.context, each.id) for each in marked(BASE) if each.id}
    there = {(each.context, each.id) for each in read(catalogue(language)) if each.id}

    advice = "Run .venv/bin/python manage.py sentences, and translate what it lists."
    assert here - there == set(), advice
    assert there - here == set(), advice


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_empty_or_doubtful(language):
    assert [each.id for each in untranslated(read(catalogue(language)))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_filled_in_is_filled_in_everywhere(language):
    ours = {each.id for each in reworded(BASE) if each.id}
    wrong = [
        pair
        for each in read(catalogue(language))
        if each.id and each.id not in ours
        for pair in pairs(each)
        if sorted(PLACES.findall(pair[0])) != sorted(PLACES.findall(pair[1]))
    ]

    assert wrong == []


@pytest.mark.parametrize("language", ["en_GB", *LANGUAGES])
def test_a_sentence_of_django_s_is_filled_in_with_what_django_knows(language):
    """It need not say all of that, for example not what somebody chose in vain."""
    ours = {each.id for each in reworded(BASE) if each.id}
    wrong = [
        pair
        for each in read(catalogue(language))
        if each.id in ours
        for pair in pairs(each)
        if set(PLACES.findall(pair[1])) - set(PLACES.findall(pair[0]))
    ]

    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plural_of_a_package_is_not_overwritten(language):
    """Its code would fill in another number, and fail: give ours a context."""
    folders = {Path(package.__file__ or "").parent for package in (django, allauth)}
    theirs = {
        (each.context, each.id[0]): each.id[1]
        for folder in folders
        for text in folder.rglob(f"locale/{language}/LC_MESSAGES/django.po")
        for each in read(text)
        if isinstance(each.id, tuple)
    }
    ours = [each for each in read(catalogue(language)) if isinstance(each.id, tuple)]

    assert theirs
    assert [
        each.id
        for each in ours
        if theirs.get((each.context, each.id[0]), each.id[1]) != each.id[1]
    ] == []


def test_what_is_reworded_is_said_by_django():
    """Another release of Django may word a sentence anew; then ours would be silent."""
    folder = Path(django.__file__).parent
    texts = [
        *folder.glob("conf/locale/en/LC_MESSAGES/django.po"),
        *folder.glob("contrib/auth/locale/en/LC_MESSAGES/django.po"),
    ]
    said = {each.id for text in texts for each in read(text)}

    assert {each.id for each in reworded(BASE)} - said == set()


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        (
            "en-gb",
            ["Please choose one of these.", "At most 2 characters; there are 3."],
        ),
        ("de", ["Bitte wähle eines davon.", "Höchstens 2 Zeichen; es sind 3."]),
    ],
)
def test_every_field_speaks_plainly(language, sentences):
    fields = [forms.ChoiceField(choices=[("a", "A")]), forms.CharField(max_length=2)]

    with override(language):
        assert [_refused(field, "bbb") for field in fields] == sentences


def _refused(field: forms.Field, value: str) -> str:
    with pytest.raises(ValidationError) as refused:
        field.clean(value)
    return " ".join(refused.value.messages)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_typeset(language):
    straight = re.compile(r"\s\"|\"\s|'|\.\.\.|!|  ")
    tags = re.compile(r"<[^>]+>")

    assert [w for _s, w in every(language) if straight.search(tags.sub("", w))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_ends_as_its_original_does(language):
    ends = re.compile(r"(?<![\dj])[.?…:]$")  # "am 17." ends in no full stop

    def end(words: str) -> list[str]:
        return ends.findall(words)

    assert [p for p in every(language) if end(p[0]) != end(p[1])] == []


def test_german_is_among_equals():
    formal = re.compile(
        r"(?<![.?:„] )(?<!^)\b(?:Sie|Ihnen|Ihre[nmrs]?|Ihr)\b|\w[*_:/]in(?:nen)?\b"
    )

    assert [words for _said, words in every("de") if formal.search(words)] == []


def test_a_newer_text_is_compiled_and_an_older_one_left(tmp_path):
    folder = tmp_path / "locale" / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (tmp_path / "bin").mkdir()
    (tmp_path / ".venv").symlink_to(BASE / ".venv")
    script = tmp_path / "bin" / "catalogues"
    script.write_bytes((BASE / "bin" / "catalogues").read_bytes())
    script.chmod(0o755)
    text, made = folder / "django.po", folder / "django.mo"
    text.write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8"\n')

    subprocess.run([script], check=True)  # noqa: S603  # ours
    first = made.read_bytes()
    with text.open("a") as file:
        file.write('\nmsgid "set"\nmsgstr "Gruppe"\n')
    os.utime(text, ns=(made.stat().st_mtime_ns + 1,) * 2)
    subprocess.run([script], check=True)  # noqa: S603  # ours
    second = made.stat().st_mtime_ns
    os.utime(text, (0, 0))
    subprocess.run([script], check=True)  # noqa: S603  # ours

    assert b"Gruppe" not in first
    assert b"Gruppe" in made.read_bytes()
    assert made.stat().st_mtime_ns == second


CATALOGUE = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8"

msgid "set"
msgstr "Gruppe"

msgid "chair"
msgstr "Stuhl"
"""


def test_new_sentences_are_listed_and_old_ones_go(tmp_path, settings):
    text = tmp_path / "locale" / "de" / "LC_MESSAGES" / "django.po"
    text.parent.mkdir(parents=True)
    text.write_text(CATALOGUE)
    (tmp_path / "sets").mkdir()
    (tmp_path / "sets" / "words.py").write_text('_("set"), ngettext("one", "%d", 2)')
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(
        '  {% translate "meeting" %}\n{% if a %}{{ day|date:_("j F") }}{% endif %}'
    )
    settings.BASE_DIR = tmp_path
    listed = StringIO()

    with pytest.raises(CommandError, match="Please translate 3"):
        call_command("sentences", stdout=listed)

    assert sorted(listed.getvalue().split("\n")) == [
        "",
        "de: j F",
        "de: meeting",
        "de: one",
    ]
    known = {each.id: each.string for each in read(text) if each.id}
    assert known == {
        "set": "Gruppe",
        "meeting": "",
        "j F": "",
        ("one", "%d"): ("", ""),
    }
