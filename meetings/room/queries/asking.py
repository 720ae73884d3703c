"""The spoken side of an airtime for one viewer: whose turn it is, and what they may do.

Pure: all of it lies in the view. Instants are in milliseconds since 1970, so that each
browser ends by itself what lasts only for a moment.
"""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _, ngettext

from actionlearning.lib.clock import milliseconds
from meetings.formats.wording import check_questions
from meetings.permissions import may_steer
from meetings.room.queries.hands import Waiting
from meetings.room.queries.view import RoomView
from meetings.room.queue import prompt_times, quiet
from sets.models import Membership

#: For how long everybody reads that the presenter passed on a question.
PASSED_FOR = dt.timedelta(seconds=20)


@dataclass(frozen=True)
class Asking:
    """What the airtime is for `place`; outside an airtime nearly nothing."""

    view: RoomView
    membership: Membership

    @property
    def is_airtime(self) -> bool:
        """Whether somebody presents, and this person is in the room."""
        person = self.view.person(self.membership.pk)
        return self.view.presenter_id is not None and bool(person and person.has_come)

    @property
    def is_asking(self) -> bool:
        """Whether questions are asked now; in a process check nobody asks any."""
        return self.is_airtime and self.view.is_asking and not self.view.is_checking

    @property
    def steers(self) -> bool:
        """Whether this person gives the floor."""
        return may_steer(self.membership, self.view.meeting)

    # -- The queue -------------------------------------------------------------------

    @property
    def queue(self) -> list[Waiting]:
        """Who would like to ask, the next one first."""
        return self.view.queue

    @property
    def hand(self) -> Waiting | None:
        """This person's own raised hand."""
        own = (each for each in self.queue if each.person.pk == self.membership.pk)
        return next(own, None)

    @property
    def may_raise(self) -> bool:
        """Whether this person could raise a hand: the facilitator just takes the floor."""
        if not self.is_asking or self.steers or self.hand:
            return False
        return self.membership.pk not in {
            self.view.presenter_id,
            self.view.meeting.floor_id,
        }

    @property
    def turn_words(self) -> str:
        """Say who asks before this person: "Ama, then you."; "" without a raised hand."""
        return turn_words(self.view, self.membership)

    # -- The right to pass -----------------------------------------------------------

    @property
    def may_pass(self) -> bool:
        """Whether this person could leave a question unanswered."""
        is_asked = self.view.speaking is not None or not self.view.is_presenting
        return (
            self.is_asking and self.membership.pk == self.view.presenter_id and is_asked
        )

    @property
    def seen_turn(self) -> int | str:
        """The turn that a press on a button means, or "" where nobody has one."""
        return self.view.speaking.pk if self.view.speaking else ""

    @property
    def passed(self) -> str:
        """Say that the presenter passed, until somebody asks again."""
        if not self.passed_until or self.view.speaking:
            return ""
        return _("%(name)s passes on this one.") % {"name": self.view.presenter_name}

    @property
    def passed_until(self) -> int:
        """Until when that is said, or 0."""
        passed_at = self.view.meeting.question_passed_at
        return _until(self.view, passed_at + PASSED_FOR if passed_at else None)

    # -- Silence and the process check -----------------------------------------------

    @property
    def silence_until(self) -> int:
        """Until when the room is silent, or 0."""
        return _until(self.view, self.view.meeting.silence_until)

    @property
    def check(self) -> list[str]:
        """The three questions of a process check, while there is one."""
        return check_questions() if self.view.is_checking else []

    @property
    def may_wish(self) -> bool:
        """Whether this person could ask the facilitator for a process check."""
        wished = self.view.meeting.check_asked_at is not None
        return self.is_airtime and not (self.steers or wished or self.view.is_checking)

    @property
    def is_wished(self) -> bool:
        """Whether the facilitator should know that somebody would like one."""
        return self.steers and self.view.meeting.check_asked_at is not None

    # -- Voices, for the facilitator -------------------------------------------------

    @property
    def quiet(self) -> list[str]:
        """Name who neither asked in this phase nor wants to; nobody before the first."""
        if not (self.is_asking and self.steers):
            return []
        waiting = {each.person.pk for each in self.queue}
        silent = {*quiet(self.view.voices)} - waiting - {self.membership.pk}
        return [each.name for each in self.view.here if each.pk in silent]

    @property
    def prompt(self) -> str:
        """Say once, at half of the time, who has not asked yet."""
        if not self.quiet:
            return ""
        return ngettext(
            "Half of the time is over. %(names)s has not asked anything yet. Leave a "
            "silence, then offer.",
            "Half of the time is over. %(names)s have not asked anything yet. Leave a "
            "silence, then offer.",
            len(self.quiet),
        ) % {"names": ", ".join(self.quiet)}

    @property
    def prompt_times(self) -> tuple[int, int]:
        """From when until when that is said."""
        phase, began_at = self.view.phase, self.view.meeting.phase_started_at
        if phase is None or began_at is None:
            return 0, 0
        first, last = prompt_times(began_at, phase.minutes)
        return milliseconds(first), milliseconds(last)


def turn_words(view: RoomView, membership: Membership) -> str:
    """Say who asks before `place`; "" without a raised hand."""
    names = [each.person.name for each in view.queue]
    ids = [each.person.pk for each in view.queue]
    if membership.pk not in ids:
        return ""
    ahead = names[: ids.index(membership.pk)]
    if not ahead:
        return _("You are next.")
    return _("%(names)s, then you.") % {"names": ", ".join(ahead)}


def _until(view: RoomView, until: dt.datetime | None) -> int:
    return milliseconds(until) if until and until > view.now else 0
