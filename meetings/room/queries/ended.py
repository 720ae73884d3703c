"""When a meeting ended that nobody closed in time: with the last thing that happened in it."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Min

from actionlearning.lib.clock import shared_now
from meetings.going_on import last_of
from meetings.models import Meeting
from sets.models import Activity
from sets.verbs import Verb

#: Deeds that happen in a room while a set meets. To come in, or to look in, is none.
DEEDS = (
    Verb.FACILITATOR_HANDED_OVER,
    Verb.FACILITATOR_TAKEN_OVER,
    Verb.FACILITATOR_TAKEN_BACK,
    Verb.PHASE_ADVANCED,
    Verb.PHASE_RETURNED,
    Verb.CLOCK_EXTENDED,
    Verb.CLOCK_PAUSED,
    Verb.CLOCK_RESUMED,
    Verb.CHECK_BEGUN,
    Verb.ROUND_BEGUN,
    Verb.TURN_DONE,
    Verb.TURN_PASSED,
    Verb.READER_NAMED,
    Verb.FLOOR_GIVEN,
    Verb.BID_PLACED,
    Verb.BID_RECORDED,
    Verb.BID_WITHDRAWN,
    Verb.BID_PARKED,
    Verb.BIDS_REVEALED,
    Verb.VOTE_CALLED,
    Verb.VOTE_COUNTED,
    Verb.ISSUE_CHOSEN,
    Verb.ISSUE_UNCHOSEN,
    Verb.INQUIRY_ANSWERED,
    Verb.INQUIRY_RECORDED,
    Verb.SENTENCES_SHOWN,
    Verb.REVIEW_WRITTEN,
    Verb.REVIEW_REVEALED,
    Verb.REPORT_BACK_TOLD,
)


def over_at(meeting: Meeting) -> dt.datetime:
    """Return when a live meeting that ends now was over.

    That is now. If nobody closed it in time, it is the last thing that happened in it.
    """
    moment = shared_now()
    if not meeting.is_left_open(moment):
        return moment
    began = meeting.started_at or meeting.starts_at
    happened = _happened(meeting, began)
    return last_of(happened, began=began, planned_end=meeting.whole_until)


def _happened(meeting: Meeting, began: dt.datetime) -> Iterator[dt.datetime]:
    """Yield the instants at which something happened in a meeting, in no order."""
    yield from _deeds(meeting, began)
    for rows, field in (
        (meeting.turns, "began_at"),
        (meeting.turns, "ended_at"),
        (meeting.bids, "at"),
        (meeting.slips, "at"),
        (meeting.actions, "created_at"),
        (meeting.reviews, "saved_at"),
        (meeting.feedbacks, "at"),
    ):
        known = rows.exclude(**{field: None})
        yield from known.values_list(field, flat=True)


def _deeds(meeting: Meeting, began: dt.datetime) -> Iterator[dt.datetime]:
    """Yield the deeds of the set's log until the set began another meeting."""
    of = meeting.learning_set_id
    others = Meeting.objects.filter(learning_set=of, started_at__gt=began)
    until = others.exclude(pk=meeting.pk).aggregate(at=Min("started_at"))["at"]
    log = Activity.objects.filter(learning_set=of, verb__in=DEEDS, at__gte=began)
    yield from (log.filter(at__lt=until) if until else log).values_list("at", flat=True)
