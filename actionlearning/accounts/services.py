"""What a person can change about themselves."""

from __future__ import annotations

import datetime as dt

from actionlearning.accounts.models import User


def keep_profile(user: User, *, name: str, zone: str, morning: dt.time) -> User:
    """Keep what the profile says; a zone that was looked at is confirmed."""
    user.name, user.zone, user.morning = name, zone, morning
    user.zone_confirmed = True
    user.save(update_fields=["name", "zone", "morning", "zone_confirmed"])
    return user


def keep_zone(user: User, zone: str) -> User:
    """Keep a confirmed zone."""
    user.zone, user.zone_confirmed = zone, True
    user.save(update_fields=["zone", "zone_confirmed"])
    return user


def forget_password(user: User) -> User:
    """Let a person in by code only, until they set a password anew."""
    user.set_unusable_password()
    user.save(update_fields=["password"])
    return user
