"""The room's routes for written texts, each at a moment when somebody may use it.

Tom facilitates and Pia presents.
"""

import uuid

from meetings.models import Bid, Meeting, Slip
from meetings.room.services import (
    bids,
    facilitation,
    inquiry,
    questions,
    sentences,
    votes,
)
from meetings.room.services.inquiry import fingerprint
from tests.access.payload import Form, Payload, form
from tests.meetings.room.live_meeting import LiveMeeting
from tests.support.cast import Cast

PROPOSED = "They do not talk."


def _now(cast: Cast) -> Meeting:
    return Meeting.objects.get(pk=cast.meeting.pk)


def _tom_takes(live_meeting: LiveMeeting) -> None:
    fay, tom = live_meeting.membership("fay"), live_meeting.membership("tom")
    facilitation.hand_over(live_meeting.meeting, by=fay, to=tom)


def _two_bid(cast: Cast) -> LiveMeeting:
    live_meeting = LiveMeeting(cast).go_to("choose")
    for name in ("pia", "ben"):
        live_meeting.bid(name, f"How can I, {name}?")
    return live_meeting


def _hidden_bids(cast: Cast) -> None:
    _tom_takes(_two_bid(cast))


def _shown_bids(cast: Cast) -> None:
    _hidden_bids(cast)
    bids.reveal(_now(cast), by=cast.membership("tom"))


def _chosen(cast: Cast) -> None:
    _shown_bids(cast)
    bid = _now(cast).bids.get(membership=cast.membership("pia"))
    bids.choose(_now(cast), by=cast.membership("tom"), bid_id=bid.pk)


def _voting(cast: Cast) -> None:
    _shown_bids(cast)
    votes.call(_now(cast), by=cast.membership("tom"))


def _pias_bid(cast: Cast) -> dict[str, object]:
    return {"pk": _now(cast).bids.get(membership=cast.membership("pia")).pk}


def _ben_waits(cast: Cast) -> None:
    LiveMeeting(cast).go_to("choose")
    Bid.objects.create(
        meeting=cast.held, membership=cast.membership("ben"), sentence="How can I rest?"
    )


def _waiting_bid(cast: Cast) -> dict[str, object]:
    return {"pk": cast.held.bids.get(state=Bid.State.OPEN).pk}


def _asking(cast: Cast) -> None:
    _tom_takes(LiveMeeting(cast).go_to("current_issue"))


def _proposed(cast: Cast) -> None:
    _asking(cast)
    inquiry.answer(
        _now(cast),
        by=cast.membership("tom"),
        question="current_issue",
        text=PROPOSED,
        seen=fingerprint(""),
    )


def _ben_writes(cast: Cast) -> None:
    _asking(cast)
    questions.write(
        _now(cast),
        by=cast.membership("ben"),
        text="Who decides?",
        client_id=uuid.uuid4(),
    )


def _ben_hands(cast: Cast) -> None:
    _ben_writes(cast)
    slip = _now(cast).slips.get(kind=Slip.Kind.QUESTION)
    questions.hand(_now(cast), by=cast.membership("ben"), slip_id=slip.pk)


def _slip(cast: Cast) -> dict[str, object]:
    return {"pk": _now(cast).slips.get(kind=Slip.Kind.QUESTION).pk}


def _pia_kept(cast: Cast) -> None:
    """Let Pia have saved a question at the last meeting, where she presented."""
    cast.held.slips.create(
        membership=cast.membership("pia"),
        kind=Slip.Kind.QUESTION,
        slot=1,
        text="Who decides?",
        is_handed=True,
        is_kept=True,
    )
    Meeting.objects.filter(pk=cast.held.pk).update(ended_at=cast.held.starts_at)


def _kept(cast: Cast) -> dict[str, object]:
    return {"code": cast.held.code, "pk": cast.held.slips.get().pk}


def _naming(cast: Cast) -> None:
    Meeting.objects.filter(pk=cast.meeting.pk).update(format="one_problem")
    _tom_takes(LiveMeeting(cast).go_to("write"))
    sentences.write(_now(cast), by=cast.membership("pia"), text="I wait.")


def _question(cast: Cast) -> Form:
    return {"text": "Who decides?", "client_id": str(uuid.uuid4())}


def _current_issue(cast: Cast) -> dict[str, object]:
    return {"question": "current_issue"}


_YES = form(text=PROPOSED, seen=fingerprint(""), proposed=fingerprint(PROPOSED))

PAPER: dict[str, Payload] = {
    "meetings:parking": Payload(moment=_shown_bids),
    "meetings:bids_reveal": Payload(moment=_hidden_bids),
    "meetings:choice_back": Payload(args=_pias_bid, moment=_chosen),
    "meetings:letting_go": Payload(args=_waiting_bid, moment=_ben_waits),
    "meetings:vote": Payload(moment=_shown_bids),
    "meetings:bid_vote": Payload(args=_pias_bid, moment=_voting),
    "meetings:vote_count": Payload(moment=_voting),
    "meetings:pad": Payload(
        form(text="Who decides?", seen=fingerprint("")), moment=_asking
    ),
    "meetings:questions": Payload(_question, moment=_asking),
    "meetings:kept": Payload(_question, moment=_asking),
    "reports:disposal": Payload(args=_kept, moment=_pia_kept),
    "meetings:question": Payload(
        form(text="Who else decides?"), args=_slip, moment=_ben_writes
    ),
    "meetings:handing": Payload(args=_slip, moment=_ben_writes),
    "meetings:tearing": Payload(args=_slip, moment=_ben_writes),
    "meetings:sorting": Payload(form(to="keep"), args=_slip, moment=_ben_hands),
    "meetings:sentence": Payload(form(text="Nobody decides."), moment=_naming),
    "meetings:showing": Payload(moment=_naming),
    "meetings:approval": Payload(_YES, args=_current_issue, moment=_proposed),
    "meetings:refusal": Payload(
        form(proposed=fingerprint(PROPOSED)), args=_current_issue, moment=_proposed
    ),
}
