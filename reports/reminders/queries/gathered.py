"""What the reminders of one batch have in common, asked once for all of them.

A morning reminds the six of a set at the same time, so that a batch would ask for the
rota of the set six times. See docs/decisions/0027.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from actionlearning.outbox.models import Notice
from meetings.models import Meeting
from meetings.rota.facts import LOOKED_THROUGH, duty_of
from meetings.rota.queries.turns import Duty, Rota, rotas_of
from reports.reminders.queries.readiness import Readiness, readiness, readiness_of
from sets.models import LearningSet, Membership


@dataclass(frozen=True)
class Gathered:
    """The rotas of some sets, by their ids, and how ready their people are.

    What is not in it is asked when it is needed.
    """

    rotas: Mapping[int, Rota] = field(default_factory=dict)
    ready: Mapping[tuple[int, int], Readiness] = field(default_factory=dict)

    def duty_of(self, meeting: Meeting) -> Duty:
        """Return who facilitates the meeting."""
        return duty_of(meeting, self.rotas.get(meeting.learning_set_id))

    def readiness(self, meeting: Meeting, membership: Membership) -> Readiness:
        """Return how ready the member is for the meeting."""
        known = self.ready.get((meeting.pk, membership.pk))
        return known or readiness(meeting, membership)


def gathered(notice: Notice) -> Gathered:
    """Return what the batch of a row has asked; nothing if it is written alone."""
    known = notice.gathered
    return known if isinstance(known, Gathered) else Gathered()


def gather_reminders(notices: Sequence[Notice]) -> None:
    """Ask for the rotas of these sets, and how ready these people are: five queries."""
    _keep(notices, Gathered(_rotas(notices), _ready(notices)))


def gather_readiness(notices: Sequence[Notice]) -> None:
    """Ask how ready these people are, in one query."""
    _keep(notices, Gathered(ready=_ready(notices)))


def gather_rotas(notices: Sequence[Notice]) -> None:
    """Ask for the rotas of these sets, in four queries."""
    _keep(notices, Gathered(_rotas(notices)))


def _keep(notices: Sequence[Notice], known: Gathered) -> None:
    for notice in notices:
        notice.gathered = known


def _rotas(notices: Sequence[Notice]) -> dict[int, Rota]:
    codes = {notice.set_code for notice in notices}
    sets = list(LearningSet.objects.filter(code__in=codes))
    return {of.pk: rota for of, rota in rotas_of(sets, LOOKED_THROUGH).items()}


def _ready(notices: Sequence[Notice]) -> dict[tuple[int, int], Readiness]:
    meetings = {int(notice.about["meeting"]) for notice in notices}
    people = {notice.person_id for notice in notices if notice.person_id is not None}
    return readiness_of(meetings, people)
