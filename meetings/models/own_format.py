"""A format that a set has made its own: a copy of one that comes with the product."""

from django.db import models
from django.db.models import Q

from actionlearning.lib.clock import now
from sets.models import LearningSet, Membership


class OwnFormat(models.Model):
    """Phases in the set's own order, minutes and words; `base` is the copied format.

    `formats.as_data` writes `phases`. A retired format is offered no more; meetings
    that used it keep their own copy.
    """

    learning_set = models.ForeignKey(
        LearningSet, on_delete=models.CASCADE, related_name="formats"
    )
    name = models.CharField(max_length=80)
    base = models.CharField(max_length=40)
    phases = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    changed_at = models.DateTimeField(default=now)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["learning_set", "name"],
                condition=Q(retired_at=None),
                name="one_own_format_per_name",
            )
        ]

    def __str__(self) -> str:
        return f"Format {self.pk}"
