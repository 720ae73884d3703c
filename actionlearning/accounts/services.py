"""What a person can change about themselves."""

import datetime as dt
from collections.abc import Collection, Mapping

from django.db import transaction

from actionlearning.accounts.models import User

Away = tuple[dt.date, dt.date] | tuple[None, None]  #: from, and until with that day
NOT_AWAY: Away = (None, None)


def keep_profile(
    user: User, *, name: str, language: str, zone: str, morning: dt.time
) -> User:
    """Keep what the profile says; a zone that was looked at is confirmed."""
    user.name, user.language = name, language
    user.zone, user.zone_confirmed, user.morning = zone, True, morning
    user.save(update_fields=["name", "language", "zone", "zone_confirmed", "morning"])
    return user


def keep_zone(user: User, zone: str) -> User:
    """Keep a confirmed zone."""
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
    """Keep which messages come which way, and when none come; `NOT_AWAY` ends that.

    What is not named stays as it is stored: another tab may have changed it meanwhile.
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
    """Let one kind of message come by mail or not; return whether there is such a person."""
    with transaction.atomic():
        person = User.objects.select_for_update().filter(pk=pk).first()
        if person is None:
            return False
        chosen = {**person.channels.get(kind, {}), "mail": on}
        person.channels = {**person.channels, kind: chosen}
        person.save(update_fields=["channels"])
    return True


def forget_password(user: User) -> User:
    """Let a person in by code only, until they set a password anew."""
    user.set_unusable_password()
    user.save(update_fields=["password"])
    return user
