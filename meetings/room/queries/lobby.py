"""What the lobby shows before a meeting: are we enough, what is agreed, what is planned."""

from dataclasses import dataclass

from django.utils.translation import gettext as _, ngettext

from meetings.formats.definitions import (
    WRITTEN_FOR,
    Phase,
    short,
)
from meetings.formats.queries.choice import (
    Choice,
    choices,
    whole,
)
from meetings.models import Meeting
from meetings.permissions import quorum


@dataclass(frozen=True)
class Light:
    """How many of a set are here, and whether that is enough to begin."""

    here: int
    members: int

    @property
    def needed(self) -> int:
        """How many make a meeting."""
        return quorum(self.members)

    @property
    def is_enough(self) -> bool:
        """Whether they are so many."""
        return self.here >= self.needed

    @property
    def dots(self) -> list[str]:
        """One word per member, for the picture: who is here, and who is still needed."""
        waited_for = max(self.needed - self.here, 0)
        rest = self.members - self.here - waited_for
        return ["here"] * self.here + ["needed"] * waited_for + [""] * rest

    @property
    def count(self) -> str:
        """Who is here, in words."""
        facts = {"here": self.here, "all": self.members}
        if self.here == self.members:
            return (
                ngettext("You are here.", "All %(all)d are here.", self.members) % facts
            )
        return (
            ngettext(
                "%(here)d of %(all)d is here.",
                "%(here)d of %(all)d are here.",
                self.here,
            )
            % facts
        )

    @property
    def verdict(self) -> str:
        """What that means."""
        if self.is_enough:
            return _("Enough to begin.")
        return ngettext(
            "One more, then there are enough.",
            "%(n)d more, then there are enough.",
            self.needed - self.here,
        ) % {"n": self.needed - self.here}


@dataclass(frozen=True)
class Plan:
    """How the set means to work today: its ground rules, the format and its minutes."""

    rules: list[str]
    today: str
    chosen: Choice
    choices: list[Choice]
    phases: tuple[Phase, ...]
    minutes: int
    short_minutes: int


def plan(meeting: Meeting, *, members: int) -> Plan:
    """Return the plan of a meeting that has not begun: two queries.

    Each meeting has another ground rule of the day, in turn.
    """
    newest = meeting.learning_set.agreements.first()
    rules = newest.rules if newest else []
    offered = choices(meeting.learning_set, used=meeting.own_format_id)
    chosen = next(each for each in offered if each.is_of(meeting))
    phases = whole(chosen.form, meeting, people=members or WRITTEN_FOR)
    return Plan(
        rules=rules,
        today=rules[meeting.number % len(rules)] if rules else "",
        chosen=chosen,
        choices=offered,
        phases=phases,
        minutes=meeting.minutes,
        short_minutes=sum(phase.minutes for phase in short(phases)),
    )
