"""People outside a set who may see something of it: managers and administrators."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from actionlearning.lib.clock import now
from sets.models.set import LearningSet, Organisation, Programme


class SetManager(models.Model):
    """A manager of one set, who sees counts and releases, and answers requests."""

    learning_set = models.ForeignKey(
        LearningSet, on_delete=models.CASCADE, related_name="managers"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="manages"
    )
    since = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learning_set", "user"],
                condition=Q(ended_at=None),
                name="one_current_appointment_per_manager_and_set",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} manages {self.learning_set}"


class Administrator(models.Model):
    """An administrator of an organisation or a programme, who never sees content."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="administrators"
    )
    programme = models.ForeignKey(
        Programme,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="administrators",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="administers"
    )
    since = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "user"],
                condition=Q(programme=None),
                name="one_desk_per_organisation_and_person",
            ),
            models.UniqueConstraint(
                fields=["programme", "user"], name="one_desk_per_programme_and_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} administers {self.programme or self.organisation}"
