"""Who comes with a request: what every request asks, prepared, and mostly in one query."""

from __future__ import annotations

import datetime as dt
from contextvars import ContextVar
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.contrib.sessions.models import Session
from django.db.models import OuterRef, QuerySet, Subquery

from actionlearning.accounts.models import User
from actionlearning.lib.clock import now
from actionlearning.lib.prepared import Prepared

#: Whose session was opened last, for the question who that is, which follows at once.
_arrived: ContextVar[User | None] = ContextVar("arrived", default=None)


class SessionStore(DatabaseSessions):
    """Django's sessions in the database (`SESSION_ENGINE`).

    A session is fetched together with the person of whom allauth lists it.
    """

    def load(self) -> dict[str, Any]:
        """Return what the session holds; of one that has ended, nothing."""
        words, until = self._open()
        if words is None or until is None or until <= now():
            _arrived.set(None)
            self._session_key = None
            return {}
        held: dict[str, Any] = self.decode(words)
        return held

    def _open(self) -> tuple[str | None, dt.datetime | None]:
        _arrived.set(None)  # nobody, should the database not answer
        listed = _LISTED.objects(key=self.session_key)
        _arrived.set(listed[0] if listed else None)
        if listed:
            brought = vars(listed[0])
            return brought.pop("held"), brought.pop("until")
        found = _SESSION.first(key=self.session_key)
        return (found[0], found[1]) if found else (None, None)


class Backend(AuthenticationBackend):
    """allauth's ways to sign in (`AUTHENTICATION_BACKENDS`)."""

    def get_user(self, user_id: int) -> User | None:
        """Return the person of a session, unless they may not sign in any more."""
        arrived = _arrived.get()
        _arrived.set(None)
        known = arrived is not None and arrived.pk == user_id
        found = [arrived] if known else _PERSON.objects(pk=user_id)
        return next(filter(self.user_can_authenticate, found), None)


def _listed(key: str) -> QuerySet[User]:
    session = Session.objects.filter(session_key=OuterRef("usersession__session_key"))
    return User.objects.filter(usersession__session_key=key).annotate(
        held=Subquery(session.values("session_data")),
        until=Subquery(session.values("expire_date")),
    )


def _session(key: str) -> QuerySet[Session, Any]:
    rows = Session.objects.filter(session_key=key)
    return rows.values_list("session_data", "expire_date")


def _person(pk: int) -> QuerySet[User]:
    return User.objects.filter(pk=pk)


_LISTED = Prepared(_listed, key="the key of a session")
_SESSION = Prepared(_session, key="the key of a session")
_PERSON = Prepared(_person, pk=-404404)
