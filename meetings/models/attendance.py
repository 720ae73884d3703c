"""Who replied, who came, and whether their browser still answers."""

from django.core import signing
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.models.meeting import Meeting
from sets.models import Membership


def _signer() -> signing.Signer:
    return signing.Signer(salt="meetings.reply", sep=".")


def reply_address(meeting: Meeting, membership: Membership) -> str:
    """Return the address at which this person answers a mail, without signing in.

    The signature covers the membership and the meeting but not its date, so that a link
    that was mailed before the meeting moved still answers (docs/decisions/0003).
    """
    link = _signer().sign(f"{meeting.pk}-{membership.pk}")
    return reverse("meetings:reply_link", args=[link])


def ids_in(link: str) -> tuple[int, int] | None:
    """Return the ids of meeting and membership in a mailed link; None if it is not ours."""
    try:
        meeting, membership = _signer().unsign(link).split("-")
    except (signing.BadSignature, ValueError):
        return None
    return int(meeting), int(membership)


class Attendance(models.Model):
    """One member at one meeting: the reply before it, the presence during it.

    `reason` is what they said with the reply, for the members of the set alone; it is
    deleted when the meeting is over. `declined_at`: they can't facilitate, which says
    nothing about whether they come.

    A person who is here though no page of theirs ever answered (`seen_at`) sits beside
    the facilitator's laptop.
    """

    class Reply(models.TextChoices):
        UNKNOWN = "unknown", "no answer yet"
        COMING = "coming", _("coming")
        PERHAPS = "perhaps", _("perhaps")
        CANNOT = "cannot", _("can’t come")

    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="attendances"
    )
    membership = models.ForeignKey(
        Membership, on_delete=models.CASCADE, related_name="attendances"
    )
    reply = models.CharField(max_length=8, choices=Reply.choices, default=Reply.UNKNOWN)
    reason = models.CharField(max_length=200, blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    present_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    is_away = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "membership"], name="one_attendance_per_member"
            )
        ]

    def __str__(self) -> str:
        return f"{self.membership} at {self.meeting}: {self.reply}"

    @property
    def sits_beside(self) -> bool:
        """Whether they are here without a page of their own."""
        return self.present_at is not None and not self.is_away and not self.seen_at
