"""Letters about places in a set."""

from __future__ import annotations

import datetime as dt

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from actionlearning.lib.clock import local
from actionlearning.lib.dates import city
from actionlearning.outbox.letter import Letter, Say
from actionlearning.outbox.models import Notice
from sets.access import manager_or_404, membership_or_404
from sets.models import Invitation, Membership, SetManager


def place_of(notice: Notice) -> Membership:
    """Return the reader's current place in the notice's set, or 404."""
    if notice.person is None:
        raise Http404
    return membership_or_404(notice.person, notice.set_code)


def manager_of(notice: Notice) -> SetManager:
    """Return the reader's current appointment as manager of the notice's set, or 404."""
    if notice.person is None:
        raise Http404
    return manager_or_404(notice.person, notice.set_code)


def invitation(notice: Notice) -> Letter | None:
    """Who asks whom into which set, and until when; while the invitation is open."""
    asked = get_object_or_404(
        Invitation.objects.select_related(
            "learning_set__programme__organisation", "invited_by"
        ),
        pk=notice.about["invitation"],
    )
    if asked.state != "open" or asked.learning_set.is_closed:
        return None
    names = {
        "host": asked.invited_by.display_name,
        "set": asked.learning_set.name,
        "organisation": asked.learning_set.programme.organisation.name,
        "until": _until(asked.expires_at, asked.learning_set.zone),
        "address": asked.email,
    }
    return Letter(
        subject=_("%(host)s invites you to the set %(set)s") % names,
        parts=[
            *(Say(sentence % names) for sentence in _asks(asked.role)),
            Say(
                _(
                    "You can accept until %(until)s, signed in as %(address)s. "
                    "Opening the link does not commit you to anything."
                )
                % names
            ),
        ],
        link=reverse("sets:invitation", args=[asked.token]),
        act=_("Read the invitation"),
        why=_(
            "You get this because %(host)s gave your address. If you do not know "
            "them, do nothing: the invitation ends by itself."
        )
        % names,
    )


def _until(instant: dt.datetime, zone: str) -> str:
    """Return "Monday 30 November, 16:58 London"; an outsider's own zone is unknown."""
    return f"{date_format(local(instant, zone), 'l j F, H:i')} {city(zone)}"


def _asks(role: str) -> list[str]:
    """Return what is asked of somebody in this role, and what that means."""
    if role == Invitation.Role.MANAGER:
        return [
            _("%(host)s asks you to be a manager of %(set)s at %(organisation)s."),
            _(
                "Its members meet to work on real problems and report back what came "
                "of them. As their manager you see what they have released to you, "
                "and answer what the set asks of you."
            ),
        ]
    if role == Invitation.Role.ADVISER:
        opening = _("%(host)s asks you to advise %(set)s at %(organisation)s.")
    else:
        opening = _("%(host)s asks you to join %(set)s at %(organisation)s.")
    return [
        opening,
        _(
            "An action learning set is a small group of people who meet regularly, "
            "work on real problems by asking each other questions, act on them "
            "between meetings, and report back what they learnt."
        ),
    ]
