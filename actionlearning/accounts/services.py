"""Services that change a person's own settings."""

import datetime as dt
from collections.abc import Collection, Mapping

from django.db import transaction

from actionlearning.accounts.models import User

Away = tuple[dt.date, dt.date] | tuple[None, None]  #: first and last day
NOT_AWAY: Away = (None, None)


def keep_profile(
    user: User, *, name: str, language: str, zone: str, morning: dt.time
) -> User:
    """Store the profile; its zone counts as confirmed."""
    user.name, user.language = name, language
    user.zone, user.zone_confirmed, user.morning = zone, True, morning
    user.save(update_fields=["name", "language", "zone", "zone_confirmed", "morning"])
    return user


def keep_zone(user: User, zone: str) -> User:
    """Store a confirmed zone."""
    user.zone, user.zone_confirmed = zone, True
    user.save(update_fields=["zone", "zone_confirmed"])
    return user


def keep_messages(
    user: User,
    *,
    channels: Mapping[str, Mapping[str, bool]] = {},
    quiet_days: Collection[int] | None = None,
    away: Away | None = None,
) -> User:
    """Store which messages come by which way, and when none come; `NOT_AWAY` ends that.

    Choices that are not named stay: another tab may have changed them meanwhile.
    """
    with transaction.atomic():
        stored = User.objects.select_for_update().get(pk=user.pk)
        user.channels, fields = dict(stored.channels), ["channels"]
        for kind, ways in channels.items():
            user.channels[kind] = {**user.channels.get(kind, {}), **ways}
        if quiet_days is not None:
            user.quiet_days = sorted(quiet_days)
            fields.append("quiet_days")
        if away is not None:
            user.away_from, user.away_until = away
            fields += ["away_from", "away_until"]
        user.save(update_fields=fields)
    return user


def switch_mail(pk: int, kind: str, *, on: bool) -> bool:
    """Switch the mail of one kind of message; return whether the person exists."""
    with transaction.atomic():
        person = User.objects.select_for_update().filter(pk=pk).first()
        if person is None:
            return False
        chosen = {**person.channels.get(kind, {}), "mail": on}
        person.channels = {**person.channels, kind: chosen}
        person.save(update_fields=["channels"])
    return True


def forget_password(user: User) -> User:
    """Delete the person's password: they sign in by code until they set a new one."""
    user.set_unusable_password()
    user.save(update_fields=["password"])
    return user
