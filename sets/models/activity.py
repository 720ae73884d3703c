"""The log, one line per deed: ids and verbs, no content.

See docs/threat-model.md#what-messages-carry.
"""

from django.conf import settings
from django.db import models

from actionlearning.lib.clock import now
from sets.models.set import LearningSet


class Activity(models.Model):
    """Who did what to which row, and when. It never holds text."""

    learning_set = models.ForeignKey(
        LearningSet, on_delete=models.CASCADE, related_name="activities"
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    verb = models.CharField(max_length=40)
    subject = models.CharField(max_length=20, blank=True)
    subject_id = models.BigIntegerField(null=True, blank=True)
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["learning_set", "-at"], name="log_of_a_set")]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject} {self.subject_id or ''}".strip()
