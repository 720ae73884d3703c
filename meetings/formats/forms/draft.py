"""A format while it is written: its head and its phases, in the order of the page.

The buttons beside the phases move, remove and add. They check and save nothing, so that
the minutes may be wrong for a while.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from meetings.formats.definitions import Phase
from meetings.formats.forms.fields import HeadForm, PhaseForm, fields_of
from meetings.formats.queries.choice import as_format
from meetings.formats.shipped.pieces import PIECES, WHOLE, WHOLE_AIRTIME, in_slot
from meetings.formats.validation import (
    MOST_PHASES,
    MOST_SLOTS,
    Problem,
    free_key,
    problems,
)
from meetings.formats.wording import spoken
from meetings.models import OwnFormat

Row = dict[str, Any]
PREFIX = "phase"
PhaseForms = forms.formset_factory(
    PhaseForm, extra=0, max_num=MOST_PHASES, absolute_max=MOST_PHASES + 10
)


class Draft:
    """The two forms as one. `moved` is the position of the phase that was just touched."""

    def __init__(self, head: HeadForm, rows: Any, *, moved: int | None = None) -> None:
        self.head, self.rows, self.moved = head, rows, moved

    @classmethod
    def of(cls, own: OwnFormat) -> Draft:
        """Return the draft of a saved format."""
        meeting_format = as_format(own)
        head = {
            "name": own.name,
            "length": meeting_format.minutes,
            "version": own.version,
        }
        rows = [fields_of(spoken(phase)) for phase in meeting_format.phases]
        return cls(HeadForm(initial=head), PhaseForms(initial=rows, prefix=PREFIX))

    @classmethod
    def sent(cls, data: Mapping[str, Any]) -> Draft:
        """Return the draft that somebody wants to save."""
        return cls(HeadForm(data), PhaseForms(data, prefix=PREFIX))

    @classmethod
    def rearranged(cls, data: Mapping[str, Any], command: str) -> Draft:
        """Return everything that was typed, after a button beside it was pressed."""
        head = {name: data.get(name, "") for name in HeadForm.base_fields}
        rows, moved = _rearrange(_rows(data), command, piece=data.get("piece", ""))
        forms_ = PhaseForms(initial=rows, prefix=PREFIX)
        return cls(HeadForm(initial=head), forms_, moved=moved)

    @property
    def phases(self) -> list[Phase]:
        """Return the phases of a valid draft."""
        return [form.phase for form in self.rows.forms]

    @property
    def minutes(self) -> int:
        """The sum of the minutes in the fields, for a browser without scripts."""
        typed = (str(form["minutes"].value() or "") for form in self.rows.forms)
        return sum(int(each) for each in typed if each.isdecimal() and len(each) < 5)

    @property
    def has_errors(self) -> bool:
        """Whether something is not right yet."""
        return self.head.is_bound and not self._is_flawless

    @property
    def _is_flawless(self) -> bool:
        return not (self.head.errors or any(self.rows.errors))

    def is_valid(self) -> bool:
        """Check every field and then the whole; each error is shown at its field."""
        if not (self.head.is_valid() and self.rows.is_valid()):
            return False
        for problem in problems(self.phases, self.head.cleaned_data["length"]):
            self._show(problem)
        return self._is_flawless

    def _show(self, problem: Problem) -> None:
        words = _(problem.sentence) % problem.facts
        if problem.at is None:
            self.head.add_error("length", words)
        else:
            self.rows.forms[problem.at].add_error("title", words)


def _rows(data: Mapping[str, Any]) -> list[Row]:
    sent = str(data.get(f"{PREFIX}-TOTAL_FORMS", ""))
    total = int(sent) if sent.isdecimal() and len(sent) < 4 else 0
    return [
        {name: data.get(f"{PREFIX}-{n}-{name}", "") for name in PhaseForm.base_fields}
        for n in range(min(total, MOST_PHASES + 10))
    ]


def _rearrange(
    rows: list[Row], command: str, *, piece: str
) -> tuple[list[Row], int | None]:
    """Return the rows after "up-3", "down-3", "remove-3" or "add", and the position."""
    verb, _dash, position = command.partition("-")
    at = int(position) if position.isdecimal() and len(position) < 4 else len(rows)
    if verb == "add":
        return _added(rows, piece)
    if verb == "remove":
        return [*rows[:at], *rows[at + 1 :]], None
    to = at + {"up": -1, "down": 1}.get(verb, 0)
    if max(at, to) < len(rows) and to >= 0:
        rows[at], rows[to] = rows[to], rows[at]
    return rows, to


def _added(rows: list[Row], piece: str) -> tuple[list[Row], int | None]:
    """Put a piece at the usual position of its kind."""
    slots = [int(row["slot"]) for row in rows if str(row["slot"]) in "1234"]
    last = max(slots, default=0)
    if piece == WHOLE:
        new = [in_slot(each, min(last + 1, MOST_SLOTS)) for each in WHOLE_AIRTIME]
    elif piece in PIECES:
        new = [in_slot(PIECES[piece], max(last, 1))]
    else:
        return rows, None
    at = _position_of(new[0], rows)
    keys = [str(row["key"]) for row in rows]
    for position, phase in enumerate(new, start=at):
        key = free_key(phase.key, keys) if phase.key in keys else phase.key
        keys.append(key)
        rows.insert(position, {**fields_of(spoken(phase)), "key": key})
    return rows, at


def _position_of(phase: Phase, rows: list[Row]) -> int:
    """Return the position of a new phase: in its airtime, before it, or before the close."""
    in_airtime = [n for n, row in enumerate(rows) if str(row["slot"]) not in {"", "0"}]
    closing = [n for n, row in enumerate(rows) if row["kind"] == "close"]
    end = closing[0] if closing else len(rows)
    if phase.kind == "float":
        return len(rows)
    if phase.slot:
        return in_airtime[-1] + 1 if in_airtime else end
    early = phase.kind == "decide" or phase.key == "report_backs"
    return in_airtime[0] if early and in_airtime else end
