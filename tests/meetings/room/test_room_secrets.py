"""Pads, bids, votes, questions and proposals never reach anybody else's page.

In each moment every private text is a word of its own; everybody reads every page of the
room and the meeting, and only those who may see a word do.

See docs/threat-model.md#the-rooms-slips.
"""

import re
import uuid
from collections.abc import Callable

import pytest
from django.urls import reverse

from meetings.models import Meeting
from meetings.room.services import (
    bids,
    inquiry,
    pads,
    phase,
    questions,
    sentences,
    votes,
)
from meetings.room.services.inquiry import fingerprint
from tests.meetings.room.live_meeting import SIX, LiveMeeting
from tests.support.cast import Cast

ROOM = ("meetings:room", "meetings:panels", "reports:meeting")
READERS = (*SIX, "ada")
ALL = set(READERS)
WORD = re.compile(r"canary\w+")
Secrets = dict[str, set[str]]  #: word → who may read it


def _begin(cast: Cast, form: str, key: str) -> LiveMeeting:
    Meeting.objects.filter(pk=cast.meeting.pk).update(format=form)
    return LiveMeeting(cast, people=READERS).go_to(key)


def _pad(live_meeting: LiveMeeting, name: str) -> Secrets:
    pads.write(
        live_meeting.meeting,
        by=live_meeting.membership(name),
        text=f"canarypad{name}",
        seen=fingerprint(""),
    )
    return {f"canarypad{name}": {name}}


def _ask(live_meeting: LiveMeeting, name: str, *, hand: bool = False) -> Secrets:
    word = f"canary{'handed' if hand else 'own'}{name}"
    by = live_meeting.membership(name)
    questions.write(
        live_meeting.meeting, by=by, text=f"Who {word}?", client_id=uuid.uuid4()
    )
    if hand:
        slip = live_meeting.meeting.slips.get(text=f"Who {word}?")
        questions.hand(live_meeting.meeting, by=by, slip_id=slip.pk)
    return {word: {name, "pia"} if hand else {name}}


def _hidden_bids(cast: Cast) -> Secrets:
    live_meeting = _begin(cast, "airtime", "choose")
    for name in ("max", "ben", "fay"):
        live_meeting.bid(name, f"How can I canarybid{name}?")
    return {f"canarybid{name}": {name} for name in ("max", "ben", "fay")}


def _shown_bids(cast: Cast) -> Secrets:
    secrets = _hidden_bids(cast)
    bids.reveal(LiveMeeting(cast).meeting, by=cast.membership("fay"))
    return dict.fromkeys(secrets, ALL)


def _waiting_bids(cast: Cast) -> Secrets:
    live_meeting = _begin(cast, "airtime", "choose")
    cast.held.bids.create(membership=cast.membership("max"), sentence="canarywaits")
    live_meeting.bid("ben", "How can I canarybidben?")
    return {"canarywaits": {"max"}, "canarybidben": {"ben"}}


def _listening(cast: Cast) -> Secrets:
    live_meeting = _begin(cast, "airtime", "tell_1")
    inquiry.answer(
        live_meeting.meeting,
        by=live_meeting.membership("fay"),
        question="current_issue",
        text="canaryproposal",
        seen=fingerprint(""),
    )
    return {
        **_pad(live_meeting, "tom"),
        **_pad(live_meeting, "fay"),
        **_ask(live_meeting, "max"),
        **_ask(live_meeting, "ada"),
        **_ask(live_meeting, "ben", hand=True),
        "canaryproposal": {"pia", "fay"},
    }


def _reading(cast: Cast) -> Secrets:
    live_meeting = _begin(cast, "written_questions", "write_1")
    secrets = {**_ask(live_meeting, "tom"), **_pad(live_meeting, "lea")}
    secrets |= _ask(live_meeting, "ben", hand=True)
    live_meeting.go_to("hand_1").begin()
    return secrets


def _naming(cast: Cast) -> Secrets:
    live_meeting = _begin(cast, "one_problem", "write")
    for name in ("pia", "tom"):
        sentences.write(
            live_meeting.meeting,
            by=live_meeting.membership(name),
            text=f"canarysentence{name}",
        )
    return {f"canarysentence{name}": {name} for name in ("pia", "tom")}


def _named(cast: Cast) -> Secrets:
    secrets = _naming(cast)
    sentences.show(LiveMeeting(cast).meeting, by=cast.membership("fay"))
    return dict.fromkeys(secrets, ALL)


def _closed(cast: Cast) -> Secrets:
    """Of all that lay on the table only what Pia kept is left, for her alone."""
    secrets = _listening(cast)
    live_meeting = LiveMeeting(cast)
    slip = live_meeting.meeting.slips.get(text="Who canaryhandedben?")
    pia, fay = live_meeting.membership("pia"), live_meeting.membership("fay")
    questions.sort(live_meeting.meeting, by=pia, slip_id=slip.pk, to="keep")
    live_meeting.go_to("close")
    phase.close(live_meeting.meeting, by=fay, seen="close")
    gone: Secrets = {word: set() for word in secrets}
    return {**gone, "canaryhandedben": {"pia"}}


MOMENTS: tuple[Callable[[Cast], Secrets], ...] = (
    *(_hidden_bids, _shown_bids, _waiting_bids, _listening),
    *(_reading, _naming, _named, _closed),
)


def _seen(cast: Cast, name: str) -> set[str]:
    client, code = cast.client(name), cast.meeting.code
    pages = [client.get(reverse(page, args=[code]), follow=True) for page in ROOM]
    return {word for page in pages for word in WORD.findall(page.content.decode())}


@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: moment.__name__)
def test_each_reads_what_they_may_and_nothing_else(
    cast: Cast, moment: Callable[[Cast], Secrets]
):
    secrets = moment(cast)

    seen = {name: _seen(cast, name) for name in READERS}

    assert seen == {
        name: {word for word, readers in secrets.items() if name in readers}
        for name in READERS
    }


def test_a_vote_is_nobodys_business(cast: Cast):
    _shown_bids(cast)
    meeting = LiveMeeting(cast).meeting
    votes.call(meeting, by=cast.membership("fay"))
    bid = meeting.bids.get(membership=cast.membership("max"))
    votes.cast(meeting, by=cast.membership("tom"), bid_id=bid.pk)

    pages = {
        name: cast.client(name)
        .get(reverse("meetings:room", args=[meeting.code]))
        .content.decode()
        for name in SIX
    }

    assert {name for name, page in pages.items() if "your vote" in page} == {"tom"}
    assert not any("1 vote<" in page or "1 vote " in page for page in pages.values())
    assert all("1 of 6 has voted." in page for page in pages.values())
