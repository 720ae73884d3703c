"""Write every kind of letter to the people of the cast, as the outbox would."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from typing import ClassVar

from django.core.mail import EmailMultiAlternatives
from django.db.models import QuerySet

from actionlearning.accounts.models import User
from actionlearning.lib.clock import now
from actionlearning.outbox.email import compose
from actionlearning.outbox.models import Notice
from meetings.models import Meeting, Swap
from reports.models import ReportBack, Request
from tests.meetings.polls.polling import Polling
from tests.support.build import WEEK
from tests.support.cast import Cast


@dataclass
class Letters:
    """Writes letters about Harbour."""

    cast: Cast

    OTHERS: ClassVar = {
        "released": "sam",
        "request_raised": "sam",
        "manager_digest": "sam",
        "rota_declined": "fay",
        "place_ended": "eve",
    }
    MORNING: ClassVar = ("meeting_reminder", "report_due", "action_follow_up")

    def notice(self, kind: str, to: str = "") -> Notice:
        """Return a row as its cause would have queued it; Pia is its reader."""
        name = to or self.OTHERS.get(kind, "pia")
        if kind == "morning":
            return self._morning(name)
        person: User | None = None if kind == "invitation" else self.cast.users[name]
        return Notice(
            pk=1,
            kind=kind,
            key=kind,
            person=person,
            address=person.email if person else self.cast.harbour.invitation.email,
            about=self._about(kind),
            set_code=self.cast.set.code,
            useless_after=now() + dt.timedelta(days=1),
        )

    def _morning(self, name: str) -> Notice:
        """Return a stored daily digest with every message that it can bundle."""
        digest = self._stored(Notice(kind="morning"), name)
        for kind in self.MORNING:
            self._stored(self.notice(kind, name), name, bundled_in=digest)
        return digest

    def _stored(self, notice: Notice, name: str, **more: Notice) -> Notice:
        notice.pk, notice.key = None, f"{notice.kind}:{Notice.objects.count()}"
        notice.person = self.cast.users[name]
        notice.useless_after = now() + dt.timedelta(days=1)
        notice.state = Notice.State.BUNDLED if more else Notice.State.SENDING
        notice.bundled_in = more.get("bundled_in")
        notice.save()
        return notice

    def write(self, kind: str, to: str = "") -> EmailMultiAlternatives | None:
        """Return the mail as it would leave now, or None."""
        return compose(self.notice(kind, to))

    def read(self, kind: str, to: str = "") -> str:
        """Return subject and text of a mail that must be written."""
        message = self.write(kind, to)
        assert message
        return f"{message.subject}\n{message.body}"

    def _poll(self) -> int:
        """Return Harbour's newest poll, or one that Fay opens for the next meeting."""
        known = self.cast.set.polls.first()
        return known.pk if known else Polling(self.cast).open().pk

    def text(self, notice: Notice) -> str:
        """Return subject and text of the mail that a row of the outbox asks for."""
        message = compose(notice)
        assert message
        return f"{message.subject}\n{message.body}"

    def _about(self, kind: str) -> dict[str, int | str]:
        """Return the `about` of a row; look up only what the kind needs."""
        if kind.startswith("poll_"):
            return {"poll": self._poll()}
        story, world = self.cast.past, self.cast.harbour
        meeting, held, later = self.cast.meeting.pk, self.cast.held.pk, world.later
        abouts: dict[str, Callable[[], dict[str, int | str]]] = {
            "invitation": lambda: {"invitation": world.invitation.pk},
            "place_ended": lambda: {"membership": self._pk("eve"), "by": self._pk()},
            "meeting_scheduled": dict,
            "meeting_moved": lambda: {
                "meeting": meeting,
                "was": (self.cast.meeting.starts_at - WEEK).isoformat(),
                "to": self.cast.meeting.starts_at.isoformat(),
                "by": self._pk(),
            },
            "meeting_added": lambda: {"meeting": meeting, "by": self._pk()},
            "meeting_cancelled": lambda: {
                "meeting": later[0].pk,
                "meetings": str(later[0].pk),
                "by": self._pk(),
            },
            "dates_changed": lambda: {
                "first": meeting,
                "meetings": f"{meeting},{later[1].pk}",
                "cancelled": str(later[0].pk),
                "series": self.cast.meeting.series_id or 0,
                "by": self._pk(),
            },
            "meeting_entry": lambda: {"meeting": meeting},
            "set_closed": lambda: {"closed_by": self._pk()},
            "swap_offered": lambda: {"swap": self._swap().pk},
            "swap_accepted": lambda: {"swap": self._swap(taken=True).pk},
            "rota_declined": lambda: {"member": self._pk("ben")},
            "meeting_reminder": lambda: {"meeting": meeting},
            "report_due": lambda: {"meeting": meeting},
            "action_follow_up": lambda: {
                "meeting": held,
                "due_on": story.actions[0].due_on.isoformat(),
                "at": "eve",
            },
            "starts_soon": lambda: {"meeting": meeting},
            "manager_digest": lambda: {
                "monday": (now() + dt.timedelta(days=1)).date().isoformat()
            },
            "wrap_up": lambda: {"meeting": held},
            "released": lambda: {"release": story.release.pk},
            "request_raised": lambda: {"request": story.request.pk},
            "request_answered": lambda: {"request": story.request.pk},
        }
        return abouts[kind]()

    def _pk(self, name: str = "fay") -> int:
        """Return the key of somebody's membership; of Fay's unless another is named."""
        return self.cast.membership(name).pk

    def _swap(self, *, taken: bool = False) -> Swap:
        """Return Fay's offer to anyone, or her older one that Max has taken."""
        meeting, max_ = self.cast.meeting, self.cast.membership("max")
        swap, _new = Swap.objects.get_or_create(
            meeting=self.cast.harbour.later[0] if taken else meeting,
            giver=self.cast.membership("fay"),
            state=Swap.State.TAKEN if taken else Swap.State.OPEN,
            taker=max_ if taken else None,
            starts_at=(self.cast.harbour.later[0] if taken else meeting).starts_at,
        )
        return swap


def reports(cast: Cast) -> QuerySet[ReportBack]:
    """Return Pia's report-back."""
    return ReportBack.objects.filter(pk=cast.past.filed.pk)


def answer(letters: Letters, state: str = "decided") -> None:
    """Let Sam answer the request of the set."""
    Request.objects.filter(pk=letters.cast.past.request.pk).update(
        state=state,
        answered_by=letters.cast.sam,
        answer="Yes, until spring.",
        answered_at=now(),
    )


def prepare(letters: Letters, kind: str) -> None:
    """Make the event happen of which a kind of letter tells."""
    if kind == "request_answered":
        answer(letters)
    if kind == "meeting_cancelled":
        row = Meeting.objects.filter(pk=letters.cast.harbour.later[0].pk)
        row.update(state=Meeting.State.CANCELLED)


def words(text: str) -> list[str]:
    """Return the words of a text or HTML mail, without markup, links or head."""
    body = re.sub(r"(?s)<head>.*?</head>|<[^>]+>", " ", text)
    return re.findall(r"[^\W_]+", re.sub(r"https?://\S+", "", unescape(body)))
