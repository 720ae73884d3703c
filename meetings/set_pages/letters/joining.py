"""Letters to newcomers: an invitation, and when their set meets."""

import datetime as dt

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy

from actionlearning.lib.clock import local
from actionlearning.lib.dates import city, clock_time, weekday
from actionlearning.outbox.kinds import MAIL, SET, kind
from actionlearning.outbox.letter import Facts, Letter, Part, Points, Say
from actionlearning.outbox.models import Notice
from meetings.calendar.queries import to_come, with_calendar
from meetings.rota.facts import (
    coming,
    day_of,
    when,
)
from meetings.rota.queries.turns import ahead
from meetings.set_pages.queries.invitation import plan
from sets.agreement.queries import is_asked
from sets.letters import membership_of
from sets.models import Invitation

DATES = 3  #: coming meetings that a letter to a newcomer names


@kind(
    "invitation",
    gettext_lazy("Somebody invites you to a set"),
    group=SET,
    order=5,
    channels=MAIL,
    always=MAIL,
    reason=gettext_lazy("It goes to an address, not to an account, and comes once."),
    cannot_wait=True,
    about_future=True,
    listed_as=gettext_lazy("Invitations"),
)
def invitation(notice: Notice) -> Letter | None:
    """Who asks whom into which set, when it meets, and until when; while that is open.

    What the set is for stands on the page: it is the set's own sentence.

    See docs/threat-model.md#what-messages-carry.
    """
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
            *([Facts(facts)] if (facts := plan(asked)) else []),
            Say(
                _(
                    "You can accept until %(until)s, signed in as %(address)s. "
                    "Opening the link does not commit you to anything."
                )
                % names
            ),
        ],
        link=reverse("meetings:invitation", args=[asked.token]),
        act=_("Read the invitation"),
        why=_(
            "You get this because %(host)s gave your address. If you do not know "
            "them, do nothing: the invitation ends by itself."
        )
        % names,
    )


@kind(
    "meeting_scheduled",
    gettext_lazy("You joined a set: when it meets"),
    group=SET,
    order=1,
    about_future=True,
    listed_as=gettext_lazy("First dates, for newcomers"),
)
def meeting_scheduled(notice: Notice) -> Letter | None:
    """When the set meets, for somebody who has just come in."""
    membership = membership_of(notice)
    duties = ahead(membership.learning_set, count=DATES)
    if membership.learning_set.is_closed or not duties:
        return None
    name = {"set": membership.learning_set.name}
    parts: list[Part] = [
        Say(_("You have a place in %(set)s. This is when it meets next:") % name),
        coming(duties[0], membership.user),
    ]
    if later := [when(duty.meeting, membership.user) for duty in duties[1:]]:
        parts.append(Points(_("After that"), later))
    if is_asked(membership):
        parts.append(
            Say(
                _(
                    "Before the first meeting, please read how the set works "
                    "together, and give your word on it."
                )
            )
        )
    written = Letter(
        subject=_("%(set)s meets on %(day)s")
        % {**name, "day": day_of(duties[0].meeting, membership.user)},
        parts=parts,
        link=membership.learning_set.get_absolute_url(),
        act=_("Open the set"),
        why=_("You get this because you have joined %(set)s.") % name,
    )
    return with_calendar(written, to_come(membership.learning_set), membership.user)


def _until(instant: dt.datetime, zone: str) -> str:
    """Return "Monday 30 November, 16:58 London"; an outsider's own zone is unknown."""
    return _("%(date)s, %(time)s %(place)s") % {
        "date": weekday(local(instant, zone)),
        "time": clock_time(instant, zone),
        "place": city(zone),
    }


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
