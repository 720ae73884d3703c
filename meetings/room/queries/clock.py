"""The clocks of the room: the phase's, and the speaker's own."""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _, ngettext

from actionlearning.lib.clock import milliseconds
from actionlearning.lib.templatetags.lib_tags import minutes
from meetings.formats.definitions import Phase
from meetings.formats.phases import MINUTE_MS, share_ms
from meetings.models import Meeting, Turn
from meetings.room.queries.parts import Clock, InTurn

MILLISECOND = dt.timedelta(milliseconds=1)


def phase_clock(meeting: Meeting, phase: Phase, now: dt.datetime) -> Clock:
    """Return the clock of the phase; how the meeting stands is the budget's to say."""
    whole = ngettext("of %(n)d min", "of %(n)d min", phase.minutes) % {
        "n": phase.minutes
    }
    ends, stood = meeting.phase_ends_at, meeting.left_ms
    return Clock(
        ends_ms=milliseconds(ends) if ends else None,
        left_ms=(ends - now) // MILLISECOND if ends else stood or 0,
        total_ms=phase.minutes * MINUTE_MS,
        caption=whole if ends else _("%(whole)s, paused") % {"whole": whole},
    )


def speaker_clock(
    phase: Phase | None, order: Sequence[InTurn], now: dt.datetime
) -> Clock | None:
    """Return the clock of whoever speaks, where the phase shares its minutes out."""
    speaking = [each.turn for each in order if each.turn.state == Turn.State.SPEAKING]
    began_at = speaking[0].began_at if speaking else None
    if began_at is None or phase is None or not phase.per_person:
        return None
    total = share_ms(phase, sum(each.reader is None for each in order))
    ends, stood_at = began_at + total * MILLISECOND, speaking[0].ended_at
    return Clock(
        ends_ms=None if stood_at else milliseconds(ends),
        left_ms=(ends - (stood_at or now)) // MILLISECOND,
        total_ms=total,
        caption=_("of %(time)s each") % {"time": minutes(total)},
    )
