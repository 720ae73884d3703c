"""When to take the first step of an action: the oftener a set meets, the sooner.

Pure. Sentences are English here, marked for the translators.
"""

from meetings.formats.definitions import gettext_noop

WEEKLY = "weekly"

#: By the frequency of the set's meetings (docs/domain.md#actions).
_FIRST_STEPS = {
    "daily": gettext_noop("Take the first step before tomorrow’s meeting."),
    "working_days": gettext_noop("Take the first step before the next meeting."),
    WEEKLY: gettext_noop("Take the first step within 48 hours."),
    "monthly": gettext_noop("Take the first step within a week."),
}
_FORTNIGHT = gettext_noop("Take the first step within four days.")


def first_step(frequency: str, every: int = 1) -> str:
    """Say when the first step is due; an unknown rule counts as weekly.

    A set that meets every fourth week has as much time as one that meets monthly.
    """
    if frequency == WEEKLY and every > 1:
        return _FORTNIGHT if every < 4 else _FIRST_STEPS["monthly"]
    return _FIRST_STEPS.get(frequency, _FIRST_STEPS[WEEKLY])
