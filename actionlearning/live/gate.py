"""Who may listen: the session of a cookie, its person, and `LIVE_GATE`.

The stream is beside Django, so none of Django's middleware has run for it. A few threads
of its own ask the database, and give their connection back after every answer: an open
stream holds none.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from types import SimpleNamespace
from typing import Any, cast

from django.conf import settings
from django.contrib.auth import get_user
from django.db import connections
from django.http import HttpRequest, parse_cookie
from django.utils.module_loading import import_string

from actionlearning.accounts.models import User

_threads = ThreadPoolExecutor(4, thread_name_prefix="live")


@dataclass(frozen=True, slots=True)
class Admission:
    """A session's person who may hear the room, which is at `version`."""

    user_id: int
    version: int


def session_key_in(cookies: str) -> str:
    """Return the key of the session in a Cookie header, or ""."""
    return parse_cookie(cookies).get(settings.SESSION_COOKIE_NAME, "")


async def admit(session_key: str, room: str) -> Admission | None:
    """Return the session's person if they may hear `room`, else None.

    Raises `DatabaseError` if the database cannot answer.
    """
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_threads, _admission, session_key, room)


def _admission(session_key: str, room: str) -> Admission | None:
    try:
        user = _user(session_key)
        heard = user and import_string(settings.LIVE_GATE)(user, room)
        return Admission(user.pk, heard[1]) if user and heard else None
    finally:
        connections.close_all()


def _user(session_key: str) -> User | None:
    if not session_key.isalnum():  # not a key of ours; PostgreSQL would refuse a NUL
        return None
    store = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    request = SimpleNamespace(session=_Peek(store.load()))
    user = get_user(cast("HttpRequest", request))
    return user if isinstance(user, User) else None


class _Peek(dict[str, Any]):
    """A session to read: Django must not end or renew it for the stream.

    It would renew one that was signed with a fallback key, but a stream cannot set the new
    cookie.
    """

    def flush(self) -> None:
        """Do nothing."""

    def cycle_key(self) -> None:
        """Do nothing."""
