"""An organisation, its programmes, and the sets that meet in them."""

from django.db import models
from django.urls import reverse

from actionlearning.lib.clock import now
from actionlearning.lib.ids import public_code


class Organisation(models.Model):
    """The employer, charity or network whose people meet in sets."""

    code = models.CharField(max_length=24, unique=True, default=public_code)
    name = models.CharField(max_length=80)
    created_at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("meetings:organisation", args=[self.code])


class Programme(models.Model):
    """Several sets under one purpose."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="programmes"
    )
    name = models.CharField(max_length=80)
    created_at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return self.name


class LearningSet(models.Model):
    """A stable group of about six people: the set."""

    code = models.CharField(max_length=24, unique=True, default=public_code)
    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="sets"
    )
    name = models.CharField(max_length=80)
    purpose = models.CharField(max_length=300, blank=True)
    zone = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=now)
    closed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("meetings:set", args=[self.code])

    @property
    def is_closed(self) -> bool:
        """Whether the set has been closed and no longer meets."""
        return self.closed_at is not None
