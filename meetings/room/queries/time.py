"""The time of the whole meeting in words, and the sources of more of it. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext, gettext as _

from actionlearning.lib.clock import milliseconds
from meetings.formats.definitions import Phase
from meetings.formats.phases import MINUTE_MS, Loan, borrow
from meetings.models import Meeting
from meetings.room.budget import SLACK_MS, Pace, Segment, open_slots

OFFERED = (1, 2, 5)  #: minutes that a facilitator may add to a phase


@dataclass(frozen=True)
class Budget:
    """The strip of minutes above the room, at one instant."""

    pace: Pace
    now_ms: int

    @property
    def segments(self) -> list[Segment]:
        """The phases to scale."""
        return [replace(s, title=gettext(s.title)) for s in self.pace.segments]

    @property
    def hand(self) -> int:
        """The position of the real time on the strip, in thousandths."""
        return min(1000, 1000 * self._gone_ms // self.pace.scale_ms)

    @property
    def last_ms(self) -> int:
        """The latest instant at which the last phase may end."""
        return self.pace.end_ms + SLACK_MS

    @property
    def minute(self) -> str:
        """The present minute of the meeting, in words."""
        minute = self._gone_ms // MINUTE_MS + 1
        return self.minute_words.format(minute=minute, all=self.pace.minutes)

    @property
    def words(self) -> str:
        """Whether the meeting is late, early or on time, in words."""
        behind = round(self.pace.late_ms(self.now_ms) / MINUTE_MS)
        saved = self.pace.saved(self.now_ms)
        if behind > 0:
            return self.behind_words.format(n=behind)
        return self.saved_words.format(n=saved) if saved else self.fair_words

    @property
    def misfit(self) -> str:
        """The phases that do not fit any more, in words; "" if all do."""
        names = [gettext(each) for each in self.pace.misfits(self.now_ms)]
        return self.misfit_words.format(names=", ".join(names)) if names else ""

    # -- The same with gaps, which the page fills in as time goes on -------------------

    @property
    def minute_words(self) -> str:
        """The sentence with the minute."""
        return _("Minute {minute} of {all}")

    @property
    def behind_words(self) -> str:
        """The sentence if the meeting is late."""
        return _("{n} min behind plan")

    @property
    def saved_words(self) -> str:
        """The sentence if there is time in hand."""
        return _("{n} min in hand")

    @property
    def fair_words(self) -> str:
        """The sentence if the meeting is on time."""
        return _("on time")

    @property
    def misfit_words(self) -> str:
        """The sentence with the phases that do not fit."""
        return _("No longer fits: {names}")

    @property
    def _gone_ms(self) -> int:
        return max(self.now_ms - self.pace.started_ms, 0)


@dataclass(frozen=True)
class More:
    """One button of the facilitator's: so many minutes more, and their source."""

    minutes: int
    label: str
    source: str


def pace_of(
    meeting: Meeting, phases: Sequence[Phase], taken: Collection[int]
) -> Pace | None:
    """Return the pace of a live meeting; `taken` are the airtimes that have a presenter."""
    if not (meeting.is_live and meeting.phase and meeting.started_at):
        return None
    return Pace(
        phases=tuple(phases),
        key=meeting.phase,
        slots=open_slots(phases, meeting.phase, taken),
        minutes=meeting.minutes,
        started_ms=milliseconds(meeting.started_at),
        ends_ms=milliseconds(meeting.phase_ends_at) if meeting.phase_ends_at else None,
        left_ms=meeting.left_ms,
    )


def lend(pace: Pace, minutes: int, now_ms: int) -> tuple[tuple[Phase, ...], list[Loan]]:
    """Return the phases with more minutes for the present one, and the loans."""
    saved = pace.saved(now_ms)
    return borrow(pace.phases, pace.key, minutes, pace.slots, saved=saved)


def more_time(pace: Pace | None, now_ms: int) -> list[More]:
    """Return the facilitator's buttons for more time."""
    if pace is None:
        return []
    return [
        More(n, _("+%(n)d min") % {"n": n}, _source(lend(pace, n, now_ms)[1]))
        for n in OFFERED
    ]


def _source(loans: Sequence[Loan]) -> str:
    """Say "from the reserve", or "3 from the reserve, 2 from Process review"."""
    if len(loans) > 1:
        return ", ".join(_part(loan) for loan in loans)
    words = {
        "reserve": _("from the reserve"),
        "phase": _("from %(phase)s"),
        "later": _("ends %(n)d min later"),
    }
    return words[loans[0].source] % _facts(loans[0])


def _part(loan: Loan) -> str:
    words = {
        "reserve": _("%(n)d from the reserve"),
        "phase": _("%(n)d from %(phase)s"),
        "later": _("ends %(n)d min later"),
    }
    return words[loan.source] % _facts(loan)


def _facts(loan: Loan) -> dict[str, str | int]:
    return {"n": loan.minutes, "phase": gettext(loan.phase.title) if loan.phase else ""}
