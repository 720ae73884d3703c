"""One line that asks the set for airtime."""

import uuid

from django.db import models
from django.db.models import Q

from actionlearning.lib.clock import now
from meetings.models.issue import Issue
from meetings.models.meeting import Meeting
from sets.models import Membership


class Bid(models.Model):
    """ "How can I …?": for a new issue, or to go on with one (`issue`)."""

    class State(models.TextChoices):
        OPEN = "open", "open"
        CHOSEN = "chosen", "chosen"
        WITHDRAWN = "withdrawn", "withdrawn"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="bids")
    membership = models.ForeignKey(
        Membership, on_delete=models.CASCADE, related_name="bids"
    )
    issue = models.ForeignKey(
        Issue, on_delete=models.CASCADE, null=True, blank=True, related_name="bids"
    )
    sentence = models.CharField(max_length=300)
    state = models.CharField(max_length=9, choices=State.choices, default=State.OPEN)
    client_id = models.UUIDField(unique=True, default=uuid.uuid4)
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "membership"],
                condition=~Q(state="withdrawn"),
                name="one_standing_bid_per_member",
            )
        ]

    def __str__(self) -> str:
        return f"Bid of {self.membership}"
