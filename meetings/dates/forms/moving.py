"""The form that moves a meeting, or it and the later ones."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from actionlearning.lib.clock import now
from actionlearning.lib.forms import (
    LINE,
    DateField,
    LineField,
    TimeInput,
    VideoLinkField,
)
from meetings.dates.forms.rhythm import RULE, RhythmForm, as_answers
from meetings.dates.queries.moving import another_time
from meetings.dates.queries.replanning import ALL, FOLLOWING, THIS, Plan, mark, slot
from meetings.dates.services.moving import Where
from meetings.dates.services.replan import may_follow
from meetings.models import Meeting
from meetings.permissions import may_plan_all
from meetings.recurrence import DAY, Rule, dates
from sets.models import Membership

SCOPES = [
    (THIS, gettext_lazy("only this meeting")),
    (FOLLOWING, gettext_lazy("this one and all after it")),
    (ALL, gettext_lazy("all upcoming meetings")),
]
#: The fields that say on which days a set meets; the others say until when.
PATTERN = ("frequency", "weekdays", "every", "month_by")


class DatesForm(RhythmForm):
    """Date and time by the meeting's clock; `seen` marks the dates that were shown.

    The rule may be left out if only one meeting moves.
    """

    field_order = ("seen", "date", "time", "minutes", "place", "link", "scope")

    seen = forms.RegexField(r"^\d+\.\d+$", widget=forms.HiddenInput)
    date = DateField(label=gettext_lazy("Date"))
    time = forms.TimeField(label=gettext_lazy("At"), widget=TimeInput())
    minutes = forms.IntegerField(
        label=gettext_lazy("Length in minutes"), min_value=30, max_value=240
    )
    place = LineField(label=gettext_lazy("Place"), max_length=LINE, required=False)
    link = VideoLinkField()
    scope = forms.ChoiceField(
        label=gettext_lazy("Applies to"),
        choices=SCOPES,
        initial=THIS,
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any = None, *, meeting: Meeting, by: Membership) -> None:
        super().__init__(data, initial=_as_it_is(meeting))
        self.meeting = meeting
        self.follows = may_plan_all(by) and may_follow(meeting, now())
        self.fields["frequency"].label = _("How often")
        if not self.follows or self["scope"].value() == THIS:
            self.fields["frequency"].required = False
        if not self.follows:
            del self.fields["scope"]

    @property
    def chosen_scope(self) -> str:
        """Return which meetings the change is for."""
        return str(self.cleaned_data.get("scope", THIS))

    @property
    def sequence(self) -> int:
        """Return the sequence of the meeting as it was shown."""
        return int(self.cleaned_data["seen"].split(".")[0])

    @property
    def mark(self) -> int:
        """Return the mark of the dates as they were shown."""
        return int(self.cleaned_data["seen"].split(".")[1])

    @property
    def where(self) -> Where:
        """Return the length and the place."""
        sent = self.cleaned_data
        return Where(sent["minutes"], sent["place"], sent["link"])

    def clean(self) -> dict[str, Any]:
        """Refuse a meeting without a place, and a new rule for one meeting only."""
        sent: dict[str, Any] = super().clean() or {}
        if not (sent.get("place") or sent.get("link") or "link" in self.errors):
            self.add_error("place", _("Say where: a place, a video link, or both."))
        if self.chosen_scope != THIS:
            self.check_rule()
            if not self._keeps_days():
                self.check_start("date")
        elif self.follows and sent.get("frequency") and self._is_another_rule():
            self.add_error(
                "scope",
                _("A rule can’t apply to one meeting only: say from when it applies."),
            )
        return sent

    def plan(self) -> Plan:
        """Return the plan of the meetings from this one on."""
        sent, meeting = self.cleaned_data, self.meeting
        keeps = self._keeps_days()
        return Plan(
            rule=self._kept_rule() if keeps else self._new_rule(),
            on=slot(meeting) if keeps else sent["date"],
            time=sent["time"],
            is_same=keeps,
            **self.where._asdict(),
        )

    def _keeps_days(self) -> bool:
        same_date = self.cleaned_data.get("date") == self.meeting.date
        return same_date and not self._is_another_rule(PATTERN)

    def _is_another_rule(self, names: tuple[str, ...] = RULE) -> bool:
        before = _answers(self.meeting)
        return any(
            (self.cleaned_data.get(name) or None) != (before[name] or None)
            for name in names
            if name in self.cleaned_data
        )

    def _kept_rule(self) -> Rule:
        """Return the rule as it was, so that its weeks and months continue."""
        old, new = _rule(self.meeting), self.rule(self.cleaned_data["date"])
        times = new.times and new.times + _before(self.meeting)
        return replace(
            old,
            ends_on=new.ends_on,
            times=times,
            country=new.country,
            on_holidays=new.on_holidays,
        )

    def _new_rule(self) -> Rule:
        old, new = _rule(self.meeting), self.rule(self.cleaned_data["date"])
        if new.month_by == old.month_by == "day" and new.starts_on == self.meeting.date:
            return replace(new, month_day=old.month_day or old.starts_on.day)
        return new


def _as_it_is(meeting: Meeting) -> dict[str, Any]:
    """Return the present time and place; if that is past, another time to propose."""
    on, time = meeting.date, meeting.time
    if meeting.starts_at <= now():
        on, time = another_time(meeting, now())
    rule = _answers(meeting) if meeting.series else {}
    return {
        **rule,
        "seen": f"{meeting.sequence}.{mark(meeting.learning_set)}",
        "date": on,
        "time": time,
        "scope": THIS,
        **Where.of(meeting)._asdict(),
    }


def _rule(meeting: Meeting) -> Rule:
    if meeting.series is None:
        raise ValueError("No rule made this meeting.")
    return meeting.series.rule


def _answers(meeting: Meeting) -> dict[str, Any]:
    rule = _rule(meeting)
    if rule.times:
        rule = replace(rule, times=max(rule.times - _before(meeting), 1))
    return as_answers(rule)


def _before(meeting: Meeting) -> int:
    """Return the number of dates of its rule before a meeting."""
    rule = replace(_rule(meeting), times=None)
    earlier = replace(rule, ends_on=slot(meeting) - DAY)
    return sum(1 for _on in dates(earlier))
