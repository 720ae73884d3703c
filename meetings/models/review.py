"""The process review: everybody writes alone, then the set sees all of it at once."""

from django.db import models

from actionlearning.lib.clock import now
from meetings.models.meeting import Meeting
from sets.models import Membership


class Review(models.Model):
    """One member's view of how the set worked; hidden until the facilitator reveals it."""

    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="reviews"
    )
    membership = models.ForeignKey(
        Membership, on_delete=models.CASCADE, related_name="reviews"
    )
    helped = models.CharField(max_length=500, blank=True)
    differently = models.CharField(max_length=500, blank=True)
    scores = models.JSONField(default=dict, blank=True)
    saved_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "membership"], name="one_review_per_member"
            )
        ]

    def __str__(self) -> str:
        return f"Review of {self.membership}"
