"""A person who signs in, with their e-mail address."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django.contrib.auth.models import (
    AbstractBaseUser,
    BaseUserManager,
    PermissionsMixin,
)
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from actionlearning.lib.addresses import spelled
from actionlearning.lib.clock import is_zone, local, now

MORNING = dt.time(7, 30)


class UserManager(BaseUserManager["User"]):
    """Create people by e-mail address."""

    def create_user(
        self, email: str, password: str | None = None, **fields: Any
    ) -> User:
        """Create a person who signs in with `email`, by code if there is no password."""
        user = self.model(email=spelled(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        """Return the person with this address, however it is spelled."""
        return self.get(email__iexact=spelled(username or ""))


class User(AbstractBaseUser, PermissionsMixin):
    """A person: their address, their name, and when it is morning for them."""

    email = models.EmailField(_("e-mail"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=80, blank=True)
    zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    zone_confirmed = models.BooleanField(default=False)
    language = models.CharField(max_length=12, default="en-gb")
    morning = models.TimeField(_("morning mail"), default=MORNING)
    #: kind of message → {"mail": …, "inbox": …}, if that differs from the default
    channels = models.JSONField(default=dict, blank=True)
    #: days without mail that can wait, 0 for Monday
    quiet_days = models.JSONField(default=list, blank=True)
    away_from = models.DateField(null=True, blank=True)
    away_until = models.DateField(null=True, blank=True)
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_person_per_address")
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        """The person's name, or the local part of the address if they have none."""
        return self.name or self.email.split("@")[0]

    @property
    def first_name(self) -> str:
        """The name that people use across a table."""
        return self.display_name.split()[0]

    @property
    def known_zone(self) -> str:
        """The person's zone, or UTC if the stored name is unknown here."""
        return self.zone if is_zone(self.zone) else "UTC"

    def local(self, instant: dt.datetime) -> dt.datetime:
        """Return the wall time of `instant` in the person's zone."""
        return local(instant, self.known_zone)

    def is_quiet_on(self, day: dt.date) -> bool:
        """Return whether this person wants no mail on that day that can wait."""
        begins, ends = self.away_from, self.away_until
        is_away = begins is not None and ends is not None and begins <= day <= ends
        return is_away or day.weekday() in self.quiet_days

    def get_full_name(self) -> str:
        """Return the name, as Django and allauth ask for it."""
        return self.display_name

    def get_short_name(self) -> str:
        """Return the short name, as Django asks for it."""
        return self.first_name
