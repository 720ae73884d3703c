"""Letters about dates that a set finds: a meeting added, a poll that asks for answers."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from actionlearning.outbox.letter import Letter, Say
from actionlearning.outbox.models import Notice
from meetings.models import Meeting
from meetings.notices import coming, day_of, time_of
from meetings.queries.rota import Duty, ahead
from sets.notices import place_of

FAR = 12  #: meetings ahead among which an added one is looked for


def meeting_added(notice: Notice) -> Letter | None:
    """When and where a meeting more is, and that one is asked to say whether one comes."""
    place = place_of(notice)
    meeting = get_object_or_404(
        place.learning_set.meetings.select_related("learning_set"),
        pk=notice.about["meeting"],
    )
    if not meeting.is_scheduled:
        return None
    by = get_object_or_404(
        place.learning_set.memberships.select_related("user"), pk=notice.about["by"]
    )
    names = {
        "set": place.learning_set.name,
        "name": by.name,
        "number": meeting.number,
        "day": day_of(meeting, place.user),
        "time": time_of(meeting, place.user),
    }
    return Letter(
        subject=_("%(set)s meets once more, on %(day)s at %(time)s") % names,
        parts=[
            Say(
                _(
                    "%(name)s has planned meeting %(number)d of %(set)s beside the usual."
                )
                % names
            ),
            coming(_duty(meeting), place.user),
            Say(
                _("The other dates stay as they are. Please say whether you can come.")
            ),
        ],
        link=meeting.get_absolute_url(),
        act=_("Say whether you come"),
        why=_("You get this because you are in %(set)s.") % names,
    )


def _duty(meeting: Meeting) -> Duty:
    found = [d for d in ahead(meeting.learning_set, FAR) if d.meeting == meeting]
    return found[0] if found else Duty(meeting, meeting.facilitator, "")
