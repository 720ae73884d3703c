"""A request of a set to management, and the answer."""

import uuid

from django.conf import settings
from django.db import models

from actionlearning.lib.clock import now
from sets.models import LearningSet, Membership


class Request(models.Model):
    """One sentence to the set's managers; its age is shown until it is answered."""

    class State(models.TextChoices):
        WAITING = "waiting", "waiting"
        ACKNOWLEDGED = "acknowledged", "being looked at"
        DECIDED = "decided", "decided"
        DECLINED = "declined", "declined"
        WITHDRAWN = "withdrawn", "withdrawn"

    learning_set = models.ForeignKey(
        LearningSet, on_delete=models.CASCADE, related_name="requests"
    )
    raised_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="requests"
    )
    sentence = models.CharField(max_length=300)
    needed_by = models.DateField(null=True, blank=True)
    raised_at = models.DateTimeField(default=now)
    client_id = models.UUIDField(unique=True, default=uuid.uuid4)
    state = models.CharField(
        max_length=12, choices=State.choices, default=State.WAITING
    )
    answer = models.TextField(max_length=2000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-raised_at", "-pk"]

    def __str__(self) -> str:
        return f"Request {self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether management still owes an answer."""
        return self.state in {self.State.WAITING, self.State.ACKNOWLEDGED}
