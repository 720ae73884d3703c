"""An action is one sentence in its writer's language, and says each word once."""

import importlib

import pytest
from django.apps import apps
from django.utils.translation import override

from meetings.action_words import as_sentence, bare_cue, bare_deed
from meetings.models import Action
from tests.support.cast import Cast

SAID = [
    ("en-gb", "the call ends", "ask Jo", "When the call ends, I will ask Jo"),
    ("en-gb", "", "ask Jo", "I will ask Jo"),
    ("en-gb", "", "when I come in, I ask Jo", "When I come in, I ask Jo"),
    (
        "de",
        "das Treffen endet",
        "Jo fragen",
        "Wenn das Treffen endet, werde ich Jo fragen",
    ),
    ("de", "", "Jo fragen", "Ich werde Jo fragen"),
]


@pytest.mark.parametrize(("language", "cue", "deed", "said"), SAID)
def test_it_is_a_sentence_of_its_language(language, cue, deed, said):
    with override(language):
        assert as_sentence(cue, deed) == said


@pytest.mark.parametrize(
    ("typed", "bare"),
    [
        ("When I come in", "I come in"),
        ("when … when I come in,", "I come in"),
        ("Wenn ich komme", "ich komme"),
        ("Whenever Jo calls", "Whenever Jo calls"),
        ("When", "When"),
        ("", ""),
    ],
)
def test_the_label_of_a_cue_is_not_said_again(typed, bare):
    assert bare_cue(typed) == bare


@pytest.mark.parametrize(
    ("typed", "bare"),
    [
        ("I will record the calls", "record the calls"),
        ("I will I’ll record the calls", "record the calls"),
        ("Ich werde die Anrufe notieren", "die Anrufe notieren"),
        ("I willingly help", "I willingly help"),
        ("ask Jo", "ask Jo"),
    ],
)
def test_the_label_of_a_deed_is_not_said_again(typed, bare):
    assert bare_deed(typed) == bare


@pytest.mark.django_db
def test_what_was_agreed_before_is_said_once_in_its_owner_s_language(cast: Cast):
    migration = importlib.import_module("meetings.migrations.0008_action_sentence")
    ben, pia = cast.membership("ben"), cast.membership("pia")
    ben.user.language = "de"
    ben.user.save()
    for owner in (ben, pia):
        Action.objects.create(
            learning_set=cast.set,
            owner=owner,
            meeting=cast.held,
            cue="When I come in,",
            deed="I will record",
            due_on=cast.held.date,
        )

    migration.say_each_once(apps, None)

    said = Action.objects.filter(deed="record").values_list("sentence", flat=True)
    assert sorted(said) == [
        "Wenn I come in, werde ich record",
        "When I come in, I will record",
    ]
