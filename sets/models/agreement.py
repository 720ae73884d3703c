"""The ground rules of a set, and who has accepted them."""

from django.db import models

from actionlearning.lib.clock import now
from sets.models.membership import Membership
from sets.models.set import LearningSet


class Agreement(models.Model):
    """One version of a set's ground rules; an edit makes a new version."""

    learning_set = models.ForeignKey(
        LearningSet, on_delete=models.CASCADE, related_name="agreements"
    )
    version = models.PositiveIntegerField()
    ground_rules = models.TextField(max_length=4000)
    written_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True)
    created_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["learning_set", "version"], name="one_text_per_version"
            )
        ]

    def __str__(self) -> str:
        return f"Agreement {self.version}"

    @property
    def rules(self) -> list[str]:
        """The ground rules, one sentence each."""
        return [line.strip() for line in self.ground_rules.splitlines() if line.strip()]


class Acceptance(models.Model):
    """A member has read one version and accepted it."""

    agreement = models.ForeignKey(
        Agreement, on_delete=models.CASCADE, related_name="acceptances"
    )
    membership = models.ForeignKey(
        Membership, on_delete=models.CASCADE, related_name="acceptances"
    )
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "membership"], name="one_word_per_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.membership} accepts {self.agreement}"
