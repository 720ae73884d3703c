"""A person's membership in a set. Services take it as `by`: person, set and role."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from actionlearning.accounts.models import User
from actionlearning.lib.clock import now
from sets.models.set import LearningSet


class CurrentMemberships(models.Manager["Membership"]):
    """Memberships that have not ended; only these give access."""

    def get_queryset(self) -> models.QuerySet[Membership]:
        return super().get_queryset().filter(left_at=None)

    def of(self, learning_set: LearningSet | int) -> models.QuerySet[Membership]:
        """Return the current members and advisers of the set."""
        return self.filter(learning_set=learning_set)

    def in_order(self, learning_set: LearningSet | int) -> models.QuerySet[Membership]:
        """Return everybody in the set now, in the order in which they joined."""
        people = self.of(learning_set).select_related("user")
        return people.order_by("joined_at", "pk")

    def members_of(
        self, learning_set: LearningSet | int
    ) -> models.QuerySet[Membership]:
        """Return the members, who report, present and facilitate."""
        return self.of(learning_set).filter(kind=Membership.Kind.MEMBER)


class Membership(models.Model):
    """One person's membership in one set, from joining to leaving.

    `on_rota_since` is when the person came back to the rota after stepping out of it.
    """

    class Kind(models.TextChoices):
        MEMBER = "member", _("member")
        ADVISER = "adviser", _("adviser")

    learning_set = models.ForeignKey(
        LearningSet, on_delete=models.CASCADE, related_name="memberships"
    )
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.MEMBER)
    is_coordinator = models.BooleanField(default=False)
    on_rota = models.BooleanField(default=True)
    on_rota_since = models.DateTimeField(null=True, blank=True)
    joined_at = models.DateTimeField(default=now)
    left_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager[Membership]] = models.Manager()
    current: ClassVar[CurrentMemberships] = CurrentMemberships()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learning_set", "user"],
                condition=Q(left_at=None),
                name="one_current_place_per_person_and_set",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The person's whole name."""
        return self.user.display_name

    @property
    def first_name(self) -> str:
        """What the others call this person."""
        return self.user.first_name

    @property
    def is_member(self) -> bool:
        """Whether this person reports, presents and facilitates (an adviser does not)."""
        return self.kind == self.Kind.MEMBER

    @property
    def has_left(self) -> bool:
        """Whether the membership has ended."""
        return self.left_at is not None
