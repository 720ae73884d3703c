"""Two presenters, half an hour each: the format of many self-run sets.

See docs/domain.md#airtime.
"""

from dataclasses import replace

from meetings.formats.definitions import Format, Phase, gettext_noop
from meetings.formats.shipped.common import CLOSE, OPEN, REPORT_BACKS, REVIEW


def _slot(slot: int) -> tuple[Phase, ...]:
    """Return one presenter's 26 minutes."""
    return (
        Phase(
            key=f"tell_{slot}",
            title=gettext_noop("Tell"),
            kind="tell",
            minutes=4,
            slot=slot,
            answers=("current_issue",),
            for_facilitator=gettext_noop(
                "Say that nobody interrupts until the time is up, and keep the others "
                "silent."
            ),
            for_everybody=gettext_noop(
                "Listen. Note your questions for yourself, and keep them for now."
            ),
        ),
        Phase(
            key=f"clarify_{slot}",
            title=gettext_noop("Clarify"),
            kind="clarify",
            minutes=4,
            slot=slot,
            answers=("current_issue",),
            for_facilitator=gettext_noop(
                "Facts only, short question, short answer. Stop the first advice."
            ),
            for_everybody=gettext_noop("Short questions about facts."),
        ),
        Phase(
            key=f"questions_{slot}",
            title=gettext_noop("Open questions"),
            kind="questions",
            minutes=12,
            slot=slot,
            answers=("current_issue", "action_to_take"),
            for_facilitator=gettext_noop(
                "One question and at most one more per turn. Let silence stand, and "
                "spread the turns."
            ),
            for_everybody=gettext_noop(
                "Questions that help the presenter think. No advice."
            ),
        ),
        Phase(
            key=f"decide_{slot}",
            title=gettext_noop("The presenter decides"),
            kind="clarify",
            minutes=4,
            slot=slot,
            answers=("action_to_take", "action_points"),
            for_facilitator=gettext_noop(
                "The presenter thinks aloud and names the next steps. Ask only for a "
                "day and a first step."
            ),
            for_everybody=gettext_noop("Listen to what the presenter takes from it."),
        ),
        Phase(
            key=f"helpful_{slot}",
            title=gettext_noop("What helped"),
            kind="tell",
            minutes=2,
            slot=slot,
            for_facilitator=gettext_noop(
                "Ask the presenter which questions helped, and leave it at that."
            ),
            for_everybody=gettext_noop(
                "Hear which questions helped. Answer nothing to it."
            ),
        ),
    )


AIRTIME = Format(
    key="airtime",
    name=gettext_noop("Airtime"),
    about=gettext_noop(
        "Two people present, about half an hour each. For sets that want depth more "
        "than equal turns."
    ),
    phases=(
        OPEN,
        replace(
            REPORT_BACKS,
            minutes=12,
            for_facilitator=gettext_noop(
                "Two minutes each: what was promised, what came of it. No discussion."
            ),
        ),
        Phase(
            key="choose",
            title=gettext_noop("Choose the issues"),
            kind="decide",
            minutes=5,
            for_facilitator=gettext_noop(
                "Hear every bid before any choice. Two can present today; the set "
                "decides who."
            ),
            for_everybody=gettext_noop("One sentence each, then we choose together."),
        ),
        *_slot(1),
        *_slot(2),
        replace(
            REVIEW,
            minutes=12,
            for_everybody=gettext_noop(
                "What did you learn, and how did we work? Write alone, then share."
            ),
        ),
        replace(CLOSE, minutes=4),
    ),
)
