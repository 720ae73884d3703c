"""Who comes with a request: two questions that every request asks, prepared."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from actionlearning.accounts.models import User
from actionlearning.lib.clock import now
from actionlearning.lib.prepared import Prepared


class SessionStore(DatabaseSessions):
    """Django's sessions in the database (`SESSION_ENGINE`)."""

    def load(self) -> dict[str, Any]:
        """Return what the session holds; of one that has ended, nothing."""
        found = _SESSION.first(key=self.session_key)
        if found is None or found[1] <= now():
            self._session_key = None
            return {}
        held: dict[str, Any] = self.decode(found[0])
        return held


class Backend(AuthenticationBackend):
    """allauth's ways to sign in (`AUTHENTICATION_BACKENDS`)."""

    def get_user(self, user_id: int) -> User | None:
        """Return the person of a session, unless they may not sign in any more."""
        found = _PERSON.objects(pk=user_id)
        return next(filter(self.user_can_authenticate, found), None)


def _session(key: str) -> QuerySet[Session, Any]:
    rows = Session.objects.filter(session_key=key)
    return rows.values_list("session_data", "expire_date")


def _person(pk: int) -> QuerySet[User]:
    return User.objects.filter(pk=pk)


_SESSION = Prepared(_session, key="the key of a session")
_PERSON = Prepared(_person, pk=-404404)
