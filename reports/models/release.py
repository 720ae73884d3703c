"""A story that its owner released to the set's managers: a copy, never a window."""

import hashlib

from django.db import models
from django.db.models import Q

from actionlearning.lib.clock import now
from meetings.models import Action
from sets.models import LearningSet, Membership


class Release(models.Model):
    """The copy of an action's story; later edits do not change it."""

    learning_set = models.ForeignKey(
        LearningSet, on_delete=models.CASCADE, related_name="releases"
    )
    action = models.ForeignKey(
        Action, on_delete=models.CASCADE, related_name="releases"
    )
    owner = models.ForeignKey(
        Membership, on_delete=models.CASCADE, related_name="releases"
    )
    issue = models.CharField(max_length=300, blank=True)
    deed = models.CharField(max_length=600, blank=True)
    result = models.TextField(max_length=4000, blank=True)
    lesson = models.CharField(max_length=500, blank=True)
    released_at = models.DateTimeField(default=now)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-released_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["action"],
                condition=Q(revoked_at=None),
                name="one_standing_release_per_action",
            )
        ]

    def __str__(self) -> str:
        return f"Release {self.pk}"

    @property
    def is_visible(self) -> bool:
        """Whether the managers can read it now."""
        return self.revoked_at is None

    @property
    def is_empty(self) -> bool:
        """Whether it tells nothing."""
        return not any([self.issue, self.deed, self.result, self.lesson])

    @property
    def digest(self) -> str:
        """A fingerprint of the words, to check that the previewed words are released."""
        words = "\0".join([self.issue, self.deed, self.result, self.lesson])
        return hashlib.sha256(words.replace("\r\n", "\n").encode()).hexdigest()
