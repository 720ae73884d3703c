"""What each route needs to succeed for those who may use it: address, form and moment."""

import uuid

from actionlearning.lib.clock import now
from actionlearning.outbox import heartbeat
from actionlearning.outbox.kinds import KINDS
from actionlearning.outbox.unsubscribe import path_of
from reports.actions.services import close
from reports.models import Release, Request
from reports.releases.forms import PARTS
from reports.releases.queries.releases import preview
from reports.releases.services import release
from reports.requests.services import raise_request
from tests.access.calendar import CALENDAR
from tests.access.dates import DATES
from tests.access.noticed import noticed
from tests.access.paper import PAPER
from tests.access.payload import Form, Moment, Payload, form, nothing
from tests.access.planning import PLANNING
from tests.access.room import ROOM
from tests.access.rota import ROTA
from tests.access.routes import Route
from tests.access.sheet import SHEET
from tests.support.cast import Cast
from tests.support.chat import SECRET


def _token(cast: Cast) -> dict[str, object]:
    return {"token": cast.harbour.invitation.token}


def _unsubscribing(cast: Cast) -> dict[str, object]:
    return {"token": path_of(cast.pia, KINDS["wrap_up"]).split("/")[2]}


def _somebody_works(cast: Cast) -> None:
    """Record that a worker has worked a moment ago."""
    heartbeat.woken(now())


def _for_zoe(cast: Cast) -> None:
    """Address Harbour's open invitation to the stranger."""
    cast.set.invitations.update(email=cast.zoe.email)


def _pia_releases(cast: Cast) -> None:
    release(cast.past.actions[0], by=cast.membership("pia"))


def _pia_asks(cast: Cast) -> None:
    raise_request(
        cast.set,
        by=cast.membership("pia"),
        sentence="A room with a door.",
        needed_by=None,
        client_id=uuid.uuid4(),
    )


def _pia_is_done(cast: Cast) -> None:
    close(cast.past.actions[0], by=cast.membership("pia"), state="done")


def _nobody_has_written(cast: Cast) -> None:
    cast.meeting.report_backs.all().delete()


def _founding(cast: Cast) -> Form:
    return {
        "name": "Orchard",
        "organisation": "Harbour Trust",
        "programme": "Leading",
        "starts_on": cast.meeting.date.isoformat(),
        "time": "09:00",
        "zone": "UTC",
        "frequency": "weekly",
        "minutes": "90",
        "place": "Room 3",
    }


def _story(cast: Cast) -> Form:
    shown = preview(cast.past.actions[0])
    shown.result = "They said yes."
    words = {name: str(getattr(shown, name)) for name in PARTS}
    words |= {f"show_{name}": "on" for name in PARTS}
    return {**words, "seen": shown.digest, "release": "1"}


def _report(cast: Cast) -> Form:
    return {"did": "I asked.", "version": "0", "page": str(uuid.uuid4())}


def _request(cast: Cast) -> Form:
    return {"sentence": "Two days.", "client_id": str(uuid.uuid4())}


def _action(cast: Cast) -> dict[str, object]:
    return {"pk": cast.past.actions[0].pk}


def _issue(cast: Cast) -> dict[str, object]:
    return {"pk": cast.past.issue.pk}


def _given(cast: Cast) -> dict[str, object]:
    return {"code": cast.held.code, "pk": cast.past.given.pk}


PAYLOADS: dict[str, Payload] = {
    **ROOM,
    **PAPER,
    **PLANNING,
    **DATES,
    **ROTA,
    **SHEET,
    **CALENDAR,
    "profile": Payload(
        form(name="Somebody", language="de", zone="Europe/Paris", morning="08:00")
    ),
    "messages": Payload(form(mail_wrap_up="on", quiet_days="6")),
    "sets:notice": Payload(args=lambda cast: {"pk": noticed(cast)}),
    "unsubscribe": Payload(args=_unsubscribing),
    "zone": Payload(form(zone="Europe/Paris")),
    "health_of_work": Payload(moment=_somebody_works),
    "meetings:invitation": Payload(args=_token, moment=_for_zoe),
    "meetings:new_account": Payload(args=_token),
    "sets:chat": Payload(form(address=SECRET, service="")),
    "sets:members": Payload(form(people="new@example.org", role="member")),
    "sets:revocation": Payload(args=lambda cast: {"pk": cast.harbour.invitation.pk}),
    "sets:manager_end": Payload(args=lambda cast: {"pk": cast.manager.pk}),
    "sets:agreement": Payload(form(ground_rules="We begin on time.")),
    "sets:acceptance": Payload(form(version="1")),
    "meetings:founding": Payload(_founding),
    "meetings:end": Payload(args=lambda cast: {"pk": cast.membership("ben").pk}),
    "meetings:reply": Payload(form(answer="coming")),
    "reports:report_back": Payload(_report, moment=_nobody_has_written),
    "reports:draft": Payload(_report, moment=_nobody_has_written),
    "reports:excuse": Payload(form(reason="On leave."), moment=_nobody_has_written),
    "reports:additions": Payload(form(text="They called."), args=_given),
    "reports:next_steps": Payload(
        lambda cast: {"issue": str(cast.past.issue.pk), "choice": "park"}, args=_given
    ),
    "reports:new_issue": Payload(form(sentence="How can I go on?"), args=_given),
    "reports:issue": Payload(args=_issue),
    "reports:sentence": Payload(form(sentence="How can I ask?"), args=_issue),
    "reports:issue_state": Payload(form(state="parked"), args=_issue),
    "reports:action_end": Payload(form(state="done"), args=_action),
    "reports:reopening": Payload(args=_action, moment=_pia_is_done),
    "reports:release": Payload(_story, args=_action),
    "reports:revocation": Payload(
        args=lambda cast: {"pk": Release.objects.get(owner__user=cast.pia).pk},
        moment=_pia_releases,
    ),
    "reports:retraction": Payload(
        args=lambda cast: {"pk": Release.objects.get(owner__user=cast.pia).pk},
        moment=_pia_releases,
    ),
    "reports:requests": Payload(_request),
    "reports:withdrawal": Payload(
        args=lambda cast: {"pk": Request.objects.get(raised_by__user=cast.pia).pk},
        moment=_pia_asks,
    ),
    "reports:answer": Payload(
        form(state="decided", answer="Yes, from May."),
        args=lambda cast: {"pk": cast.past.request.pk},
    ),
}


def asked_in_moments(routes: list[Route]) -> list[tuple[Moment, Route]]:
    """Return routes with their moments, those of one moment together.

    The routes that need none come last, so that what else is asked finds the world as it is.
    """
    moments = [PAYLOADS.get(route.name, Payload()).moment for route in routes]
    order = [*dict.fromkeys(each for each in moments if each is not nothing), nothing]
    pairs = zip(moments, routes, strict=True)
    return sorted(pairs, key=lambda pair: order.index(pair[0]))


def kwargs_of(route: Route, cast: Cast) -> dict[str, object]:
    """Return the arguments of the route's address: Harbour's own codes and ids."""
    given = PAYLOADS.get(route.name, Payload()).args(cast)
    codes = {
        "meetings": cast.meeting.code,
        "organisations": cast.set.programme.organisation.code,
    }
    known = {"code": codes.get(route.about, cast.set.code), **given}
    return {param: known[param] for param in route.params}
