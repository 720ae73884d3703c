"""The one thing that needs a person now. Pure: it gets what home has fetched."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _, ngettext

from actionlearning.lib.clock import now
from meetings.attendance.queries.arrivals import early
from meetings.permissions import is_open

if TYPE_CHECKING:
    from meetings.attendance.queries.arrivals import Answer
    from reports.home.queries.home import SetCard
    from reports.meeting_page.queries import Preparation

#: Time before a meeting in which its report-back is what needs the person.
REPORT_WITHIN = dt.timedelta(days=3)


@dataclass(frozen=True)
class Need:
    """One thing that needs the person, why, and the link to it."""

    title: str
    text: str
    action: str
    url: str


def need(
    ahead: Sequence[SetCard],
    cards: Sequence[SetCard],
    *,
    open_actions: dict[int, int],
    answers: Sequence[Answer],
    coming: Preparation | None,
) -> Need | None:
    """Return the first that needs a member: a meeting now or left open, a turn, an answer, a report-back.

    `ahead` holds the sets with a meeting ahead, the soonest first; `open_actions` the
    number of the person's open actions by set; `answers` who is in which room; `coming`
    is the soonest meeting of all.
    """
    asked: list[tuple[Sequence[SetCard], Callable[[SetCard], Need | None]]] = [
        (ahead, _meets_now),
        (ahead, lambda card: _is_entered(card, answers)),
        (ahead, _meets_soon),
        (cards, _was_left_open),
        (ahead[:1], lambda card: _asks_to_facilitate(card, coming)),
        (cards, _asks_for_word),
        (cards, _asks_for_date),
        (ahead, lambda card: _asks_for_report(card, open_actions)),
    ]
    found = (ask(card) for some, ask in asked for card in some)
    return next((each for each in found if each), None)


def answering(requests: int) -> Need | None:
    """Return what needs a manager: requests that wait for their answer."""
    if not requests:
        return None
    title = ngettext(
        "A set is waiting for your answer.",
        "%(n)d requests are waiting for your answer.",
        requests,
    ) % {"n": requests}
    text = _("The set can see how long it has waited, and what you decide.")
    return Need(title, text, _("Read and answer"), reverse("reports:outcomes"))


def _meets_now(card: SetCard) -> Need | None:
    if not (card.meeting and card.meeting.is_now(now())):
        return None
    title = _("The set is meeting now.")
    return Need(title, card.name, _("Join"), card.meeting.get_room_url())


def _is_entered(card: SetCard, answers: Sequence[Answer]) -> Need | None:
    if card.meeting is None:
        return None
    title = early(card.meeting, answers, me=card.membership)
    if not title:
        return None
    return Need(title, card.name, _("Go in"), card.meeting.get_room_url())


def _meets_soon(card: SetCard) -> Need | None:
    if not (card.meeting and is_open(card.meeting, now())):
        return None
    title = _("The room is open.")
    return Need(title, card.name, _("Go into the room"), card.meeting.get_room_url())


def _was_left_open(card: SetCard) -> Need | None:
    if not card.left_open:
        return None
    title = _("Your set has not closed its last meeting.")
    url = reverse("meetings:late_closing", args=[card.left_open])
    return Need(title, card.name, _("Close it"), url)


def _asks_to_facilitate(card: SetCard, coming: Preparation | None) -> Need | None:
    """Return the need to answer, if the person is asked by name to facilitate next.

    A turn that is offered to anyone needs nobody; notices tell of later meetings.
    """
    duty = coming.duty if coming else None
    if not (duty and duty.facilitator and duty.asks(card.membership)):
        return None
    title = _("%(name)s is asking you to facilitate next time.")
    url = reverse("meetings:rota", args=[card.learning_set.code])
    named = title % {"name": duty.facilitator.first_name}
    return Need(named, card.name, _("Read and answer"), url)


def _asks_for_word(card: SetCard) -> Need | None:
    if not card.asks_for_my_word:
        return None
    title = _("The set asks you to accept its ground rules.")
    url = reverse("sets:agreement", args=[card.learning_set.code])
    return Need(title, card.name, _("Read and accept"), url)


def _asks_for_date(card: SetCard) -> Need | None:
    if not card.poll:
        return None
    title = _("Your set is looking for a date.")
    url = reverse("meetings:poll", args=[card.learning_set.code, card.poll])
    return Need(title, card.name, _("Say when you can make it"), url)


def _asks_for_report(card: SetCard, open_actions: dict[int, int]) -> Need | None:
    meeting = card.meeting
    if not (meeting and card.asks_for_report):
        return None
    if meeting.starts_at - now() > REPORT_WITHIN:
        return None
    count = open_actions.get(card.learning_set.pk, 0)
    told = ngettext("%(n)d action to report on.", "%(n)d actions to report on.", count)
    minutes = _("About three minutes.")
    text = f"{minutes} {told % {'n': count}}" if count else minutes
    url = reverse("reports:report_back", args=[meeting.code])
    title = _("Your report-back is not filed yet.")
    return Need(title, text, _("Write my report-back"), url)
