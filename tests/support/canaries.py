"""Put a unique word into every confidential text, and say who may read it.

See docs/threat-model.md#who-sees-what.
"""

import re
from dataclasses import dataclass

from django.apps import apps
from django.db.models import CharField, Model, TextField

from actionlearning.outbox.models import ChatWebhook
from meetings.models import (
    Action,
    Attendance,
    Bid,
    Generation,
    Inquiry,
    Meeting,
    OwnFormat,
    Review,
    Slip,
)
from reports.models import (
    ActionReport,
    Addition,
    Release,
    Reminder,
    ReportBack,
    Request,
)
from sets.models import Agreement
from tests.support.cast import Cast

WORD = re.compile(r"canary[a-z_]+\d+x")


@dataclass(frozen=True)
class Secret:
    """The confidential texts of a model, and the way from a row to its set and owner."""

    model: type[Model]
    fields: tuple[str, ...]
    of: str
    owner: str

    @property
    def way(self) -> tuple[str, str]:
        """The fields that name set and owner; the outbox knows a set by its code only."""
        if not self.of:
            return "set_code", self.owner
        return f"{self.of}__code", f"{self.owner}__user"


REPORT = ("did", "happened", "difference", "lesson", "skip_reason")
SECRETS = (
    Secret(ReportBack, REPORT, "meeting__learning_set", "membership"),
    Secret(
        *(ActionReport, ("why",), "report_back__meeting__learning_set"),
        "report_back__membership",
    ),
    Secret(
        *(Addition, ("text",), "report_back__meeting__learning_set"),
        "report_back__membership",
    ),
    Secret(Generation, ("sentence",), "issue__learning_set", "issue__owner"),
    Secret(
        *(Inquiry, ("current_issue", "action_to_take", "action_points")),
        *("meeting__learning_set", "presenter"),
    ),
    Secret(Bid, ("sentence",), "meeting__learning_set", "membership"),
    Secret(
        *(Action, ("cue", "deed", "sentence", "expectation")), "learning_set", "owner"
    ),
    Secret(
        *(Review, ("helped", "differently", "scores"), "meeting__learning_set"),
        "membership",
    ),
    Secret(Attendance, ("reason",), "meeting__learning_set", "membership"),
    Secret(Slip, ("text",), "meeting__learning_set", "membership"),
    Secret(OwnFormat, ("name",), "learning_set", "changed_by"),
    Secret(Meeting, ("format_name",), "learning_set", "facilitator"),
    Secret(Request, ("sentence", "answer"), "learning_set", "raised_by"),
    Secret(Release, ("issue", "deed", "result", "lesson"), "learning_set", "owner"),
    Secret(Reminder, ("line",), "meeting__learning_set", "written_by"),
    Secret(ChatWebhook, ("address",), "", "set_by"),
    Secret(Agreement, ("ground_rules",), "learning_set", "written_by"),
)

#: Texts that are no secret of a set: names, places, keys, and words we chose ourselves.
PLAIN = {
    "outbox.Notice": {"kind", "key", "address", "set_code", "why", "headline", "link"},
    "outbox.ChatWebhook": {"set_code", "host", "tail", "language", "ended_why"},
    "outbox.SuppressedAddress": {"address"},
    "outbox.FailingRow": {"work", "row", "error"},
    "sets.Organisation": {"code", "name"},
    "sets.Programme": {"name"},
    "sets.LearningSet": {"code", "name", "purpose", "zone"},
    "sets.Activity": {"verb", "subject"},
    "sets.Invitation": {"email"},
    "meetings.Series": {"zone", "place", "link", "format", "weekdays", "country"},
    "meetings.OwnFormat": {"base"},
    "meetings.Meeting": {"code", "zone", "place", "link", "format", "phase"},
    "meetings.Poll": {"zone"},
    "meetings.PersonalCalendar": {"digest"},
    "meetings.Turn": {"phase"},
    "meetings.Slip": {"about"},
    "meetings.Feedback": {"helped", "more_of"},
}


def unclassified() -> list[str]:
    """Return every text field that is neither a secret nor plain."""
    known = {name: set(fields) for name, fields in PLAIN.items()}
    for secret in SECRETS:
        known.setdefault(secret.model._meta.label, set()).update(secret.fields)
    return [
        f"{model._meta.label}.{field.name}"
        for label in ("outbox", "sets", "meetings", "reports")
        for model in apps.get_app_config(label).get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, CharField | TextField) and not field.choices
        if field.name not in known.get(model._meta.label, set())
    ]


@dataclass(frozen=True)
class Canary:
    """One word in one text of one row."""

    word: str
    model: type[Model]
    field: str
    pk: int
    set_code: str
    owner: str

    def readers(self, cast: Cast) -> set[str]:
        """Return the first names of the people who may read it."""
        if self.model is ChatWebhook:  # whoever holds it writes into the channel
            return set()
        names = {user.pk: name for name, user in cast.users.items()}
        world = next(w for w in cast.worlds if w.set.code == self.set_code)
        inside = {
            names[user]
            for user in world.set.memberships.filter(left_at=None).values_list(
                "user", flat=True
            )
        }
        if self.model is Attendance:  # for those who wait for somebody, no adviser
            return inside - {"ada"} | {self.owner}
        if self.model in {Release, Request}:
            managers = world.set.managers.filter(ended_at=None)
            return inside | {
                names[pk] for pk in managers.values_list("user", flat=True)
            }
        return {self.owner} if self._is_private() else inside

    def _is_private(self) -> bool:
        row = self.model._default_manager.get(pk=self.pk)
        if isinstance(row, Slip):
            return row.is_kept or not row.is_handed
        if isinstance(row, Bid):  # hidden until all are shown; unchosen, it waits
            is_shown = row.meeting.is_live and row.meeting.bids_revealed_at
            return row.state != Bid.State.CHOSEN and not is_shown
        report = getattr(row, "report_back", row)
        return isinstance(report, ReportBack) and not report.is_shared

    @property
    def outlives_its_meeting(self) -> bool:
        """Return whether pages show it after its meeting; what only served a room is deleted.

        They show an action as its one sentence, of which the cue is a part.
        """
        is_said = self.model is Action and self.field == "cue"
        return not is_said and self.model not in {Bid, Reminder, Review, Slip}


def plant(cast: Cast) -> list[Canary]:
    """Replace every confidential text by a unique word."""
    names = {user.pk: name for name, user in cast.users.items()}
    found = []
    for secret in SECRETS:
        keys = ("pk", *secret.way, *secret.fields)
        rows = list(secret.model._default_manager.values_list(*keys))
        for pk, code, owner, *texts in rows:
            fresh = {
                field: f"canary{secret.model._meta.model_name}{field}{pk}x"
                for field, text in zip(secret.fields, texts, strict=True)
                if text
            }
            rows_of = secret.model._default_manager.filter(pk=pk)
            rows_of.update(
                **{
                    field: {word: 3} if field == "scores" else word
                    for field, word in fresh.items()
                }
            )
            found += [
                Canary(word, secret.model, field, pk, code, names[owner])
                for field, word in fresh.items()
            ]
    return found
