"""Paper on the table: pads, written questions, and what the problem is."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from actionlearning.accounts.http import SignedInRequest
from actionlearning.lib.errors import Conflict
from actionlearning.lib.refusals import refusals
from meetings.models import Meeting
from meetings.room.forms.slips import (
    KeptForm,
    PadForm,
    QuestionForm,
    RewordForm,
    SentenceForm,
    SortingForm,
)
from meetings.room.queries.slips import pad_lines
from meetings.room.services import pads, questions as asked, sentences
from meetings.room.services.inquiry import fingerprint
from meetings.room.views.room import (
    Again,
    command,
    show,
    valid,
)
from sets.models import Membership


def _both(
    request: SignedInRequest,
    conflict: Conflict,
    meeting: Meeting,
    membership: Membership,
) -> HttpResponse:
    sent = valid(PadForm(request.POST)).cleaned_data
    shown = {
        "meeting": meeting,
        "mine": sent["text"],
        "old": sent["seen"],
        "theirs": conflict.stored,
        "seen": fingerprint(conflict.stored),
    }
    part = "X-Part" in request.headers
    name = (
        "meetings/room/_pad_both.html" if part else "meetings/room/room_pad_both.html"
    )
    return render(request, name, shown)


@command
@refusals(_both, of=Conflict, warn=False)
def pad(
    request: SignedInRequest, meeting: Meeting, membership: Membership
) -> HttpResponse | None:
    """Save one's own pad; where another window saved meanwhile, show both (409)."""
    data = valid(PadForm(request.POST)).cleaned_data
    pads.write(meeting, by=membership, **data)
    if "X-Part" not in request.headers:
        return None
    text = data["text"]
    shown = {"meeting": meeting, "mine": text, "old": data["seen"]}
    shown |= {"seen": fingerprint(text), "lines": pad_lines(text)}
    return render(request, "meetings/room/_pad_saved.html", shown)


@command
def questions(
    request: SignedInRequest, meeting: Meeting, membership: Membership
) -> HttpResponse | Again | None:
    """Write a question; what sounds like advice comes back once, with a word."""
    form = QuestionForm(request.POST)
    if not form.is_valid():
        return Again({"question_form": form})
    data = form.cleaned_data
    if form.sounds_like and not data["from_pad"]:
        return Again({"question_form": form}, status=200)
    asked.write(meeting, by=membership, text=data["text"], client_id=data["client_id"])
    return _reworded(request, meeting, data["client_id"]) if form.sounds_like else None


def _reworded(
    request: SignedInRequest, meeting: Meeting, client_id: UUID
) -> HttpResponse:
    """Show a line of the pad as the question it became, with the word beside it."""
    slip = meeting.slips.get(client_id=client_id)
    form = RewordForm(request.POST, auto_id=f"id_question_{slip.pk}_%s")
    return show(request, meeting.code, bound={f"question_{slip.pk}": form})


@command
def question(
    request: SignedInRequest, meeting: Meeting, membership: Membership, pk: int
) -> HttpResponse | Again | None:
    """Word an own question anew."""
    form = RewordForm(request.POST, auto_id=f"id_question_{pk}_%s")
    if not form.is_valid() or form.sounds_like:
        status = 200 if form.is_valid() else 422
        bound = {f"question_{pk}": form}
        return Again(bound, status=status)
    asked.reword(meeting, by=membership, slip_id=pk, text=form.cleaned_data["text"])
    return None


@command
def handing(
    request: SignedInRequest, meeting: Meeting, membership: Membership, pk: int
) -> None:
    """Hand an own question over."""
    asked.hand(meeting, by=membership, slip_id=pk)


@command
def tearing(
    request: SignedInRequest, meeting: Meeting, membership: Membership, pk: int
) -> None:
    """Tear an own question up."""
    asked.take_back(meeting, by=membership, slip_id=pk)


@command
def kept(
    request: SignedInRequest, meeting: Meeting, membership: Membership
) -> HttpResponse | Again | None:
    """Keep a question that was spoken."""
    form = KeptForm(request.POST, auto_id="id_kept_%s")
    if not form.is_valid():
        return Again({"kept_form": form})
    asked.keep(meeting, by=membership, **form.cleaned_data)
    return None


@command
def sorting(
    request: SignedInRequest, meeting: Meeting, membership: Membership, pk: int
) -> None:
    """Keep, answer or put aside a question that was handed over."""
    to = valid(SortingForm(request.POST)).cleaned_data["to"]
    asked.sort(meeting, by=membership, slip_id=pk, to=to)


@command
def sentence(
    request: SignedInRequest, meeting: Meeting, membership: Membership
) -> HttpResponse | Again | None:
    """Write what the problem is."""
    form = SentenceForm(request.POST)
    if not form.is_valid():
        return Again({"sentence_form": form})
    sentences.write(meeting, by=membership, text=form.cleaned_data["text"])
    return None


@command
def showing(request: SignedInRequest, meeting: Meeting, membership: Membership) -> None:
    """Put the sentences on the table."""
    sentences.show(meeting, by=membership)
