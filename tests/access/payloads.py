"""What each route needs so that whoever may, can: its address, its form, its moment."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace

from reports.models import Release, Request
from reports.services.release import preview, release
from reports.services.request import raise_request
from tests.access.routes import Route
from tests.cast import Cast

Form = dict[str, str]


def _nothing(cast: Cast) -> None:
    """Leave the world as it is."""


@dataclass(frozen=True)
class Payload:
    """How to ask one route so that somebody may.

    `form` is what is posted; `args` fills the address, beyond the code that its first
    word names; `moment` brings the world to where the deed is possible.
    """

    form: Callable[[Cast], Form] = lambda cast: {}
    args: Callable[[Cast], dict[str, object]] = lambda cast: {}
    moment: Callable[[Cast], None] = _nothing


def form(**fields: str) -> Callable[[Cast], Form]:
    """Return a form that is the same whatever the world holds."""
    return lambda cast: fields


def _for_zoe(cast: Cast) -> None:
    """Address Harbour's open invitation to the stranger."""
    cast.set.invitations.update(email=cast.zoe.email)


def _pia_releases(cast: Cast) -> None:
    release(cast.story.actions[0], by=cast.place("pia"))


def _pia_asks(cast: Cast) -> None:
    raise_request(
        cast.set,
        by=cast.place("pia"),
        sentence="A room with a door.",
        needed_by=None,
        client_id=uuid.uuid4(),
    )


def _story(cast: Cast) -> Form:
    shown = replace(preview(cast.story.actions[0]), result="They said yes.")
    words = {name: str(text) for name, text in asdict(shown).items()}
    return {**words, "seen": shown.digest, "release": "1"}


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


PAYLOADS: dict[str, Payload] = {
    "meetings:founding": Payload(_founding),
    "meetings:end": Payload(args=lambda cast: {"pk": cast.place("ben").pk}),
    "meetings:reply": Payload(form(answer="coming")),
    "sets:invitation": Payload(
        args=lambda cast: {"token": cast.harbour.invitation.token},
        moment=_for_zoe,
    ),
    "sets:members": Payload(form(people="new@example.org", role="member")),
    "sets:revocation": Payload(args=lambda cast: {"pk": cast.harbour.invitation.pk}),
    "sets:agreement": Payload(form(ground_rules="We begin on time.")),
    "sets:acceptance": Payload(form(version="1")),
    "reports:release": Payload(
        _story, args=lambda cast: {"pk": cast.story.actions[0].pk}
    ),
    "reports:revocation": Payload(
        args=lambda cast: {"pk": Release.objects.get(owner__user=cast.pia).pk},
        moment=_pia_releases,
    ),
    "reports:requests": Payload(
        lambda cast: {"sentence": "Two days.", "client_id": str(uuid.uuid4())}
    ),
    "reports:withdrawal": Payload(
        args=lambda cast: {"pk": Request.objects.get(raised_by__user=cast.pia).pk},
        moment=_pia_asks,
    ),
    "reports:answer": Payload(
        form(state="decided", answer="Yes, from May."),
        args=lambda cast: {"pk": cast.story.request.pk},
    ),
}


def kwargs_of(route: Route, cast: Cast) -> dict[str, object]:
    """Return what fills the route's address: Harbour's own codes and ids."""
    given = PAYLOADS.get(route.name, Payload()).args(cast)
    codes = {
        "meetings": cast.meeting.code,
        "organisations": cast.set.programme.organisation.code,
    }
    known = {"code": codes.get(route.about, cast.set.code), **given}
    return {param: known[param] for param in route.params}
