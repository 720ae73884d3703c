"""Three short turns with questions on paper, handed over (domain.md#written-questions).

Three of the twelve minutes of progress choose who presents, which the sources leave out.
"""

from dataclasses import replace

from meetings.formats.definitions import Format, Phase, gettext_noop
from meetings.formats.shipped.common import CLOSE, OPEN, REPORT_BACKS, REVIEW


def _slot(slot: int) -> tuple[Phase, ...]:
    """Return one presenter's 20 minutes."""
    return (
        Phase(
            key=f"tell_{slot}",
            title=gettext_noop("Tell"),
            kind="tell",
            minutes=3,
            slot=slot,
            answers=("current_issue",),
            for_facilitator=gettext_noop("Nobody interrupts. No questions yet."),
            for_everybody=gettext_noop("Listen. Questions are written after."),
        ),
        Phase(
            key=f"write_{slot}",
            title=gettext_noop("Write questions"),
            kind="write",
            minutes=3,
            slot=slot,
            for_facilitator=gettext_noop(
                "Three minutes of silence. Everybody writes, you too."
            ),
            for_everybody=gettext_noop(
                "Write your questions, one at a time, in silence."
            ),
        ),
        Phase(
            key=f"hand_{slot}",
            title=gettext_noop("Hand over"),
            kind="round",
            minutes=6,
            per_person=True,
            slot=slot,
            for_facilitator=gettext_noop(
                "Each reads their questions aloud and hands them over. The presenter "
                "only listens."
            ),
            for_everybody=gettext_noop(
                "Read your questions aloud, and hand them over."
            ),
        ),
        Phase(
            key=f"answer_{slot}",
            title=gettext_noop("Answer what helps"),
            kind="clarify",
            minutes=5,
            slot=slot,
            answers=("current_issue", "action_to_take"),
            for_facilitator=gettext_noop(
                "The presenter keeps and answers the questions they choose. The others "
                "stay unanswered, and that is fine."
            ),
            for_everybody=gettext_noop("Listen to what the presenter makes of them."),
        ),
        Phase(
            key=f"act_{slot}",
            title=gettext_noop("Three actions"),
            kind="clarify",
            minutes=3,
            slot=slot,
            answers=("action_points",),
            for_facilitator=gettext_noop("Three small actions, each with a day."),
            for_everybody=gettext_noop("Ask until the first step is clear."),
        ),
    )


WRITTEN_QUESTIONS = Format(
    key="written_questions",
    name=gettext_noop("Written questions"),
    about=gettext_noop(
        "Three short turns. Questions are written in silence and handed over: good "
        "online, for quiet members, and where people meet in a second language."
    ),
    phases=(
        OPEN,
        replace(
            REPORT_BACKS,
            minutes=9,
            for_facilitator=gettext_noop(
                "A minute and a half each: what was promised, what came of it."
            ),
        ),
        Phase(
            key="choose",
            title=gettext_noop("Choose the issues"),
            kind="decide",
            minutes=3,
            for_facilitator=gettext_noop(
                "Three can present today. Ask who wants to, and let the set decide."
            ),
            for_everybody=gettext_noop("One sentence each, then we choose together."),
        ),
        *_slot(1),
        *_slot(2),
        *_slot(3),
        replace(REVIEW, minutes=10),
        CLOSE,
    ),
)
