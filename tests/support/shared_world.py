"""The world of cast.py, built once and kept from test to test.

Building it takes longer than most tests do. So it stands in a transaction that stays
open: each test (with `db`) works inside it and is rolled back to it. On top of it,
Harbour's meeting may have begun, and on top of that stand at a phase, and at a later
one on top of that, for the tests that begin there. All of it is taken away before a test
that did not ask for it, which would otherwise see its rows.
"""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from itertools import takewhile
from typing import NamedTuple

from django.db import transaction
from pytest_django import DjangoDbBlocker

from meetings.formats.shipped import FORMATS, REPORT_AND_RESOLVE
from tests.meetings.room.live_meeting import LiveMeeting
from tests.support.cast import cast as build_cast


class Moment(NamedTuple):
    """A phase of a format that Harbour's next meeting is in; empty before it begins."""

    form: str = ""
    place: int = -1

    @classmethod
    def at(cls, phase: str, form: str = REPORT_AND_RESOLVE.key) -> Moment:
        """Return the moment at which a phase of a format begins."""
        keys = [each.key for each in FORMATS[form].phases]
        return cls(form, keys.index(phase))

    @property
    def phase(self) -> str:
        """The key of the phase."""
        return FORMATS[self.form].phases[self.place].key

    def leads_to(self, other: Moment) -> bool:
        """Return whether a meeting at this moment can go on to the other."""
        return self == NOT_YET or (
            self.form == other.form and self.place <= other.place
        )


NOT_YET = Moment()


@dataclass
class _Savepoint:
    """A savepoint, and the live meeting as it was then."""

    moment: Moment
    held: transaction.Atomic
    frozen: bytes


class SharedWorld:
    """Nothing, or one world, or one world and a meeting in a phase."""

    def __init__(self) -> None:
        self._savepoints: list[_Savepoint] = []
        self._blocker: DjangoDbBlocker | None = None
        self._wanted: Moment | None = None

    def ready(self, blocker: DjangoDbBlocker) -> None:
        """Build the wanted moment, now that there is a database."""
        self._blocker = blocker
        self.want(self._wanted)

    def want(self, moment: Moment | None) -> None:
        """Bring Harbour's next meeting to a moment; None means an empty database."""
        self._wanted = moment
        if not self._blocker:
            return
        with self._blocker.unblock():
            if moment is None:
                self._take_down(to=0)
            else:
                self._build(moment)

    def copy(self) -> LiveMeeting:
        """Return the live meeting as it is there, in objects that no other test holds."""
        live_meeting: LiveMeeting = pickle.loads(self._savepoints[-1].frozen)  # noqa: S301
        return live_meeting

    def _build(self, wanted: Moment) -> None:
        """Keep the savepoints that lead to the wanted moment, and add the others."""
        standing = [savepoint.moment for savepoint in self._savepoints]
        kept = list(takewhile(lambda moment: moment.leads_to(wanted), standing))
        self._take_down(to=len(kept))
        begun = [wanted._replace(place=0), wanted] if wanted.form else []
        for moment in [NOT_YET, *begun]:
            if moment not in [savepoint.moment for savepoint in self._savepoints]:
                self._add(moment)

    def _add(self, moment: Moment) -> None:
        """Go on from the last savepoint, and set another one there."""
        held = self._hold()
        if moment == NOT_YET:
            live_meeting = LiveMeeting(build_cast().sign_in())
        else:
            live_meeting = self.copy().hold(moment.form).go_to(moment.phase)
        self._savepoints.append(_Savepoint(moment, held, pickle.dumps(live_meeting)))

    def _hold(self) -> transaction.Atomic:
        held = transaction.atomic()
        held.__enter__()
        return held

    def _take_down(self, *, to: int) -> None:
        while len(self._savepoints) > to:
            transaction.set_rollback(True)
            self._savepoints.pop().held.__exit__(None, None, None)
