"""An invitation to one address, open until it is accepted, revoked or too old."""

import datetime as dt

from django.conf import settings
from django.core import signing
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from actionlearning.lib.clock import now
from sets.models.set import LearningSet


def _signer() -> signing.Signer:
    return signing.Signer(salt="sets.invitation", sep=".")


def id_in(token: str) -> int | None:
    """Return the id in an invitation's token, or None if the token is not ours."""
    try:
        return int(_signer().unsign(token))
    except (signing.BadSignature, ValueError):
        return None


VALID_FOR = dt.timedelta(days=7)


class Invitation(models.Model):
    """An invitation of one address to one set.

    The link's token is the row's id, signed: no secret is stored, and revoking
    or accepting the row ends the link (docs/decisions/0003).
    """

    class Role(models.TextChoices):
        MEMBER = "member", _("member")
        ADVISER = "adviser", _("adviser")
        MANAGER = "manager", _("manager")

    learning_set = models.ForeignKey(
        LearningSet, on_delete=models.CASCADE, related_name="invitations"
    )
    email = models.EmailField(max_length=254)
    role = models.CharField(max_length=8, choices=Role.choices, default=Role.MEMBER)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    created_at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                "learning_set",
                condition=Q(accepted_at=None, revoked_at=None),
                name="one_open_invitation_per_address_and_set",
            )
        ]

    def __str__(self) -> str:
        return f"Invitation {self.pk}"

    @property
    def token(self) -> str:
        """The token of the mailed link: this row's id under a 256-bit signature."""
        return _signer().sign(str(self.pk))

    @property
    def state(self) -> str:
        """One of accepted, revoked, expired, open."""
        if self.accepted_at:
            return "accepted"
        if self.revoked_at:
            return "revoked"
        return "expired" if self.expires_at <= now() else "open"
