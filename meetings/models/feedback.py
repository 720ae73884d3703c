"""Two taps for the facilitator, read by nobody else."""

from django.db import models

from actionlearning.lib.clock import now
from meetings.models.meeting import Meeting
from sets.models import Membership


class Feedback(models.Model):
    """What one member told the facilitator `to`: keys of ready sentences.

    It is read without names, and only if at least three members told something.
    """

    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="feedbacks"
    )
    membership = models.ForeignKey(
        Membership, on_delete=models.CASCADE, related_name="feedbacks"
    )
    to = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    helped = models.CharField(max_length=20, blank=True)
    more_of = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "membership", "to"],
                name="one_feedback_per_member_and_facilitator",
            )
        ]

    def __str__(self) -> str:
        return f"Feedback {self.pk}"
