"""As each identity, read every page there is: no forbidden word, all permitted ones.

TRUST bar 1. The addresses come from the resolver and are tried with the codes and ids of
all three sets.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

import pytest
from django.core import mail
from django.db.models import Model
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from actionlearning.outbox.models import Notice
from meetings.models import Action, Bid, Issue, Meeting, Turn
from reports.models import Release, Request
from sets.models import Activity, Invitation, LearningSet, Membership, Organisation
from tests.access.routes import Route, ours
from tests.canaries import WORD, Canary, plant, unclassified
from tests.cast import Cast

READERS = (
    "nobody",
    "zoe",
    "ola",
    "pia",
    "ben",
    "fay",
    "ada",
    "sam",
    "peg",
    "olu",
    "eve",
)
#: the word before an id in an address → whose id it is
ROWS: dict[str, type[Model]] = {
    "members": Membership,
    "invitations": Invitation,
    "issues": Issue,
    "actions": Action,
    "releases": Release,
    "requests": Request,
    "bids": Bid,
    "turns": Turn,
}


def _values(route: Route, param: str) -> list[object]:
    """Return everything that could stand in an address, from all three sets."""
    if param == "token":
        return [invitation.token for invitation in Invitation.objects.all()]
    if param == "code":
        named = {"meetings": Meeting, "organisations": Organisation}
        return _column(named.get(route.about, LearningSet), "code")
    before = route.path.split(f":{param}>")[0].rsplit("/<", 1)[0]
    return _column(ROWS[before.rsplit("/", 1)[-1]], "pk")


def _column(model: type[Model], name: str) -> list[object]:
    return list(model._default_manager.values_list(name, flat=True))


def _addresses() -> Iterator[str]:
    for route in ours():
        values = [_values(route, param) for param in route.params]
        for chosen in itertools.product(*values):
            filled = dict(zip(route.params, chosen, strict=True))
            yield reverse(route.name, kwargs=filled)


def _read(cast: Cast, who: str, addresses: list[str]) -> dict[str, set[str]]:
    """Return each word this person saw, and where."""
    seen: dict[str, set[str]] = {}
    for address in addresses:
        response = cast.client(who).get(address)
        body = b"" if response.streaming else response.content
        text = f"{body.decode()} {response.headers}"
        for word in WORD.findall(text):
            seen.setdefault(word, set()).add(address)
        title = re.search(r"<title>(.*?)</title>", text, re.DOTALL)
        assert not (title and WORD.search(title[1])), f"A title tells: {address}"
    return seen


@pytest.fixture(scope="module")
def planted(shared_cast: Cast, django_db_blocker: DjangoDbBlocker) -> list[Canary]:
    with django_db_blocker.unblock():
        return plant(shared_cast)


@pytest.fixture
def cast(shared_cast: Cast, planted: list[Canary], db: None) -> Cast:
    """One world, in which every confidential text has become a word of its own."""
    return shared_cast


@pytest.fixture
def canaries(cast: Cast, planted: list[Canary]) -> list[Canary]:
    return planted


def test_every_text_field_is_classified():
    assert unclassified() == [], "Put it into SECRETS or PLAIN in tests/canaries.py."


@pytest.mark.parametrize("who", READERS)
def test_nobody_reads_a_forbidden_word(cast: Cast, canaries: list[Canary], who: str):
    may_read = {c.word for c in canaries if who in c.readers(cast)}

    seen = _read(cast, who, list(_addresses()))

    assert {word: seen[word] for word in seen.keys() - may_read} == {}


@pytest.mark.parametrize("who", ["pia", "ben", "fay", "ada"])
def test_the_set_reads_what_it_shares(cast: Cast, canaries: list[Canary], who: str):
    shared = {
        c.word for c in canaries if c.is_shown_for_long and who in c.readers(cast)
    }

    seen = _read(cast, who, list(_addresses()))

    missed = shared - seen.keys()
    assert len(missed) <= len(shared) // 100, sorted(missed)


def test_the_manager_reads_what_was_released(cast: Cast, canaries: list[Canary]):
    released = {
        c.word
        for c in canaries
        if c.model in {Release, Request} and "sam" in c.readers(cast)
    }

    seen = _read(cast, "sam", list(_addresses()))

    assert released - seen.keys() == set()


def test_the_log_and_the_outbox_hold_no_word(cast: Cast, canaries: list[Canary]):
    rows = [*Activity.objects.values(), *Notice.objects.values()]

    assert [row for row in rows if WORD.search(str(row))] == []


def test_mail_tells_people_their_own_words_only(cast: Cast, canaries: list[Canary]):
    own = {
        user.email: {c.word for c in canaries if c.owner == name}
        for name, user in cast.users.items()
    }

    told = [
        (letter.to, word)
        for letter in mail.outbox
        for word in WORD.findall(str(letter.message()))
        if word not in own.get(letter.to[0], set())
    ]

    assert told == []
