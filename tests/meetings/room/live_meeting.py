"""Lead a set through a live meeting in few statements, by the services."""

from __future__ import annotations

import datetime as dt
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import connection, transaction

from actionlearning.lib.clock import shared_now
from meetings.locking import commit_change, lock_meeting
from meetings.models import Attendance, Bid, Meeting, Turn
from meetings.room.services import bids, lobby, phase, turns
from sets.models import Membership
from tests.support.cast import Cast

SIX = ("fay", "pia", "max", "ben", "lea", "tom")


@dataclass
class LiveMeeting:
    """One meeting of Harbour, driven by first names. Fay facilitates."""

    cast: Cast
    people: tuple[str, ...] = SIX
    memberships: dict[str, Membership] = field(default_factory=dict)

    def membership(self, name: str) -> Membership:
        """Return a person's membership, read once."""
        if name not in self.memberships:
            self.memberships[name] = self.cast.membership(name)
        return self.memberships[name]

    @property
    def meeting(self) -> Meeting:
        """The meeting, read afresh."""
        return Meeting.objects.get(pk=self.cast.meeting.pk)

    def hold(self, form: str) -> LiveMeeting:
        """Give the meeting another format."""
        Meeting.objects.filter(pk=self.cast.meeting.pk).update(format=form)
        return self

    def gather(self) -> LiveMeeting:
        """Let everybody come in."""
        for name in self.people:
            lobby.enter(self.meeting, by=self.membership(name))
        return self

    def start(self) -> LiveMeeting:
        """Gather, choose Fay, begin."""
        self.gather()
        fay = self.membership("fay")
        lobby.choose_facilitator(self.meeting, by=self.membership("pia"), who=fay)
        lobby.start(self.meeting, by=fay)
        return self

    def go_to(self, key: str) -> LiveMeeting:
        """Walk on to a phase; Pia's bid is chosen where an issue is needed."""
        if not self.meeting.is_live:
            self.start()
        while (seen := self.meeting.phase) != key:
            if seen == "choose" and not self.meeting.inquiries.exists():
                self.choose("pia")
            phase.advance(self.meeting, by=self.membership("fay"), seen=seen)
        return self

    def bid(self, name: str, sentence: str = "How can I begin?") -> Bid:
        """Place a bid."""
        bids.submit(
            self.meeting,
            by=self.membership(name),
            sentence=sentence,
            client_id=uuid.uuid4(),
        )
        return self.meeting.bids.get(membership=self.membership(name), state="open")

    def choose(self, name: str) -> LiveMeeting:
        """Let somebody bid and the set choose them."""
        bid = self.bid(name)
        bids.choose(self.meeting, by=self.membership("fay"), bid_id=bid.pk)
        return self

    def turn(self, name: str) -> Turn:
        """Return the person's turn in the present round."""
        return self.meeting.turns.get(
            phase=self.meeting.phase, membership=self.membership(name)
        )

    def speaker(self) -> str:
        """Return who has the floor, by first name in small letters, or ""."""
        floor = self.meeting.floor_id
        by_id = {membership.pk: name for name, membership in self.memberships.items()}
        return by_id.get(floor, "") if floor else ""

    def order(self) -> list[str]:
        """Return the names in the order of the present round."""
        by_id = {membership.pk: name for name, membership in self.memberships.items()}
        rows = self.meeting.turns.filter(phase=self.meeting.phase)
        return [by_id[turn.membership_id] for turn in rows]

    def begin(self) -> LiveMeeting:
        """Let the round begin."""
        turns.begin(self.meeting, by=self.membership("fay"))
        return self

    def begin_if_round(self) -> LiveMeeting:
        """Begin the round, if this phase is one."""
        rounds = {"open", "report_backs", "actions"}
        return self.begin() if self.meeting.phase in rounds else self

    def silence(self, name: str, seconds: int) -> LiveMeeting:
        """Let somebody's browser have been silent for `seconds`."""
        seen_at = shared_now() - dt.timedelta(seconds=seconds)
        Attendance.objects.filter(
            meeting=self.meeting, membership=self.membership(name)
        ).update(seen_at=seen_at)
        return self

    def leave(self, *names: str) -> LiveMeeting:
        """Mark people as away, as if their browsers were gone."""
        memberships = [self.membership(name) for name in names]
        rows = Attendance.objects.filter(
            meeting=self.meeting, membership__in=memberships
        )
        with transaction.atomic():
            rows.update(is_away=True)
            commit_change(lock_meeting(self.meeting, by=None))
        return self


def together(*deeds: Callable[[], object]) -> list[BaseException | None]:
    """Run functions at once, each on its own connection; return what each raised."""
    raised: list[BaseException | None] = [None] * len(deeds)
    gate = threading.Barrier(len(deeds))

    def run(n: int) -> None:
        gate.wait()
        try:
            deeds[n]()
        except Exception as error:  # noqa: BLE001
            raised[n] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(len(deeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return raised
