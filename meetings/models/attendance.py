"""Who said they would come, who came, and whether their browser still answers."""

from __future__ import annotations

from django.db import models

from meetings.models.meeting import Meeting
from sets.models import Membership


class Attendance(models.Model):
    """One member at one meeting: the answer before, the presence during.

    Who is here though no page of theirs ever answered (`seen_at`) sits beside the
    facilitator's laptop.
    """

    class Reply(models.TextChoices):
        UNKNOWN = "unknown", "no answer yet"
        COMING = "coming", "coming"
        CANNOT = "cannot", "can’t come"

    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="attendances"
    )
    membership = models.ForeignKey(
        Membership, on_delete=models.CASCADE, related_name="attendances"
    )
    reply = models.CharField(max_length=8, choices=Reply.choices, default=Reply.UNKNOWN)
    replied_at = models.DateTimeField(null=True, blank=True)
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
