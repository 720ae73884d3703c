"""As each identity, read every page there is: no forbidden word, all permitted ones.

See docs/threat-model.md#who-sees-what. The addresses come from the resolver and are filled
with the codes and ids of all three sets, while one of them sits together.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from django.db.models import Model
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from actionlearning.outbox.kinds import KINDS, WRITERS
from actionlearning.outbox.models import Notice
from actionlearning.outbox.unsubscribe import path_of
from meetings.attendance.services import reply
from meetings.calendar.queries import own
from meetings.calendar.services.feed import open_feed
from meetings.models import Action, Bid, Inquiry, Issue, OwnFormat, Poll, Swap, Turn
from meetings.models.attendance import reply_address
from reports.models import Release, Reminder, ReportBack, Request
from sets.chat.services import connect
from sets.models import Activity, Invitation, LearningSet, Membership, SetManager
from tests.access import table
from tests.access.room import pia_speaks
from tests.access.routes import Route, ours
from tests.meetings.polls.polling import Polling
from tests.reports.letters import Letters
from tests.support.canaries import WORD, Canary, plant, unclassified
from tests.support.cast import Cast
from tests.support.chat import SECRET

pytestmark = pytest.mark.crawl

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
INSIDE = ("pia", "fay", "ben", "max", "lea", "tom", "ada")
#: the word before an id in an address → whose id it is, and the way to its set
ROWS: dict[str, tuple[type[Model], str]] = {
    "members": (Membership, "learning_set"),
    "invitations": (Invitation, "learning_set"),
    "managers": (SetManager, "learning_set"),
    "formats": (OwnFormat, "learning_set"),
    "polls": (Poll, "learning_set"),
    "issues": (Issue, "learning_set"),
    "actions": (Action, "learning_set"),
    "notices": (Notice, "person__memberships__learning_set"),
    "releases": (Release, "learning_set"),
    "requests": (Request, "learning_set"),
    "bids": (Bid, "meeting__learning_set"),
    "swaps": (Swap, "meeting__learning_set"),
    "turns": (Turn, "meeting__learning_set"),
    "inquiries": (Inquiry, "meeting__learning_set"),
    "report-backs": (ReportBack, "meeting__learning_set"),
}


def _values(route: Route, param: str, of: LearningSet) -> list[object]:
    """Return everything of one set that could stand in an address."""
    if param in {"token", "link"}:
        return _signed(route, of)
    if param == "code":
        codes: dict[str, list[object]] = {
            "organisations": [of.programme.organisation.code],
            "meetings": list(of.meetings.values_list("code", flat=True)),
        }
        return codes.get(route.about, [of.code])
    before = route.path.split(f":{param}>")[0].rsplit("/<", 1)[0]
    return _ids(before.rsplit("/", 1)[-1], of)


def _signed(route: Route, of: LearningSet) -> list[object]:
    """Return what stands in the links that mails of a set hold."""
    if route.about == "unsubscribe":
        return [_unsubscribing(of)]
    if route.about == "replies":
        return [
            reply_address(meeting, membership).split("/")[-2]
            for meeting in of.meetings.all()
            for membership in of.memberships.all()
        ]
    return [invitation.token for invitation in of.invitations.all()]


def _unsubscribing(of: LearningSet) -> str:
    """Return the token that one of the set's mails holds."""
    membership = of.memberships.select_related("user").earliest("pk")
    return path_of(membership.user, KINDS["wrap_up"]).split("/")[2]


def _ids(kind: str, of: LearningSet) -> list[object]:
    model, way = ROWS[kind]
    rows = model._default_manager.filter(**{way: of})
    return list(rows.values_list("pk", flat=True))


def _addresses(cast: Cast) -> Iterator[str]:
    """Yield every address that answers a GET, with every code and id that there is."""
    answered = {
        name
        for (name, method), cells in table.read().items()
        if method == "GET" and "200" in cells.values()
    }
    for route, world in itertools.product(ours(), cast.worlds):
        if route.name in answered:
            values = [_values(route, param, world.set) for param in route.params]
            for chosen in itertools.product(*values):
                filled = dict(zip(route.params, chosen, strict=True))
                yield reverse(route.name, kwargs=filled)


def _read(cast: Cast, who: str) -> dict[str, set[str]]:
    """Return each word this person sees anywhere, and where."""
    seen: dict[str, set[str]] = {}
    for address in dict.fromkeys(_addresses(cast)):
        response = cast.client(who).get(address)
        body = b"" if response.streaming else response.content
        text = f"{body.decode()} {response.headers}"
        for word in WORD.findall(text):
            seen.setdefault(word, set()).add(address)
        title = re.search(r"<title>(.*?)</title>", text, re.DOTALL)
        assert not (title and WORD.search(title[1])), f"A title tells: {address}"
    return seen


@dataclass
class Crawl:
    """The canaries of the world, and what each person has seen of them, read once."""

    cast: Cast
    canaries: list[Canary]
    seen: dict[str, dict[str, set[str]]] = field(default_factory=dict)

    def seen_by(self, who: str) -> dict[str, set[str]]:
        """Return the words this person sees, and where."""
        if who not in self.seen:
            self.seen[who] = _read(self.cast, who)
        return self.seen[who]

    def shared_with(self, who: str) -> set[str]:
        """Return the words this person may read."""
        return {c.word for c in self.canaries if who in c.readers(self.cast)}


@pytest.fixture(scope="module")
def planted(shared_cast: Cast, django_db_blocker: DjangoDbBlocker) -> Crawl:
    """Harbour sits together and Pia reports back; every secret is a canary."""
    with django_db_blocker.unblock():
        pia_speaks(shared_cast)
        Polling(shared_cast, for_more=True).open()
        later, ben = shared_cast.harbour.later[0], shared_cast.membership("ben")
        reply(later, by=ben, answer="cannot", reason="My daughter is ill.")
        fay = shared_cast.membership("fay")
        connect(shared_cast.set, by=fay, address=SECRET, service="slack")
        return Crawl(shared_cast, plant(shared_cast))


@pytest.fixture
def crawl(planted: Crawl, db: None) -> Crawl:
    return planted


def test_every_text_field_is_classified():
    assert unclassified() == [], (
        "Put it into SECRETS or PLAIN in tests/support/canaries.py."
    )


@pytest.mark.parametrize("who", READERS)
def test_nobody_reads_a_forbidden_word(crawl: Crawl, who: str):
    seen = crawl.seen_by(who)

    forbidden = seen.keys() - crawl.shared_with(who)
    assert {word: seen[word] for word in forbidden} == {}


@pytest.mark.parametrize("who", ["pia", "ben", "fay", "ada"])
def test_the_set_reads_what_it_shares(crawl: Crawl, who: str):
    lasting = {c.word for c in crawl.canaries if c.outlives_its_meeting}
    shared = crawl.shared_with(who) & lasting

    missed = shared - crawl.seen_by(who).keys()

    assert len(missed) <= len(shared) // 100, sorted(missed)


def test_the_manager_reads_what_was_released(crawl: Crawl):
    assert crawl.shared_with("sam") - crawl.seen_by("sam").keys() == set()


def test_the_log_and_the_outbox_hold_no_word(crawl: Crawl):
    rows = [*Activity.objects.values(), *Notice.objects.values()]

    assert [row for row in rows if WORD.search(str(row))] == []


@pytest.mark.parametrize("who", INSIDE)
def test_a_calendar_holds_no_word(crawl: Crawl, who: str):
    user = crawl.cast.users[who]

    token = open_feed(user, seen=own(user).mark)

    feed = crawl.cast.client("nobody").get(reverse("meetings:feed", args=[token]))
    assert feed.status_code == 200
    assert b"Harbour" in feed.content
    assert WORD.findall(f"{feed.content.decode()} {feed.headers}") == []


def test_letters_tell_people_their_own_words_only(crawl: Crawl):
    letters = Letters(crawl.cast)
    insiders = (*INSIDE, "sam")

    told = {
        (who, word)
        for who, kind in itertools.product(insiders, WRITERS)
        if (letter := letters.write(kind, who))
        for word in WORD.findall(str(letter.message()))
    }

    own = {(canary.owner, canary.word) for canary in crawl.canaries}
    lines = [canary for canary in crawl.canaries if canary.model is Reminder]
    to_the_set = {(who, c.word) for c in lines for who in c.readers(crawl.cast)}
    assert told - own - to_the_set == set()
    assert {who for who, _word in told & to_the_set} == set(INSIDE)
    assert "pia" in {who for who, _word in told}
