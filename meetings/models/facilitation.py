"""Who facilitated a meeting, why, and how much of a turn it counts."""

from django.db import models

from meetings.models.meeting import Meeting
from sets.models import Membership

TURN = 10  #: a whole turn, in the tenths that are stored


class Facilitation(models.Model):
    """One member's part in facilitating one meeting: a fact, written as it happens.

    `why` and `instead_of` say how they came to it, in codes and ids: the words are made
    when they are shown. `since` is set while they hold the role, `seconds` is how long
    they held it before; `tenths` of a turn are settled when the meeting closes. Meetings
    held before such facts were kept have none: the turn is `Meeting.facilitator`'s.
    """

    class Why(models.TextChoices):
        TURN = "turn", "proposed by the rota"
        COVER = "cover", "covered for somebody who could not come"
        DECLINE = "decline", "covered for somebody who could not facilitate"
        SWAP = "swap", "swapped"
        ROOM = "room", "chosen in the room"
        STAND_IN = "stand_in", "stood in"
        PAPER = "paper", "entered from paper"

    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="facilitations"
    )
    membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="facilitations"
    )
    why = models.CharField(max_length=8, choices=Why.choices)
    instead_of = models.ForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    since = models.DateTimeField(null=True, blank=True)
    seconds = models.PositiveIntegerField(default=0)
    tenths = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "membership"], name="one_part_per_member_and_meeting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.membership} at {self.meeting}: {self.why}"
