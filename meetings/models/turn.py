"""A turn in a round: everyone speaks once, and passing is a turn."""

from django.db import models
from django.db.models import Q

from meetings.models.meeting import Meeting
from sets.models import Membership


class Turn(models.Model):
    """One member's turn in one round (the `phase`) of a meeting.

    In a phase of questions `times` counts how often they had the floor. `reader` reads
    out an absent member's report-back.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "waiting"
        SPEAKING = "speaking", "speaking"
        DONE = "done", "has spoken"
        PASSED = "passed", "passed"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="turns")
    phase = models.CharField(max_length=20)
    membership = models.ForeignKey(
        Membership, on_delete=models.CASCADE, related_name="turns"
    )
    position = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    times = models.PositiveSmallIntegerField(default=0)
    reader = models.ForeignKey(
        Membership,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "phase", "membership"], name="one_turn_per_round"
            ),
            models.UniqueConstraint(
                fields=["meeting", "phase"],
                condition=Q(state="speaking"),
                name="one_voice_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.membership} in {self.phase}: {self.state}"
