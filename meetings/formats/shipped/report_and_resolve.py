"""The brief's own order: everyone reports, the set chooses one issue, three questions."""

from meetings.formats.definitions import Format, Phase, gettext_noop
from meetings.formats.shipped.common import CLOSE, OPEN, REPORT_BACKS, REVIEW

REPORT_AND_RESOLVE = Format(
    key="report_and_resolve",
    name=gettext_noop("Report & resolve"),
    about=gettext_noop(
        "Everybody reports back, then the set works on one issue with the three "
        "questions. The usual meeting."
    ),
    # The brief's order; where the minutes come from: docs/domain.md#report-and-resolve.
    phases=(
        OPEN,
        REPORT_BACKS,
        Phase(
            key="choose",
            title=gettext_noop("Choose the issue"),
            kind="decide",
            minutes=5,
            for_facilitator=gettext_noop(
                "Hear every bid before any choice. Ask the quiet ones first, and let "
                "the set decide."
            ),
            for_everybody=gettext_noop("One sentence each, then we choose together."),
        ),
        Phase(
            key="current_issue",
            title=gettext_noop("What is the current issue?"),
            kind="tell",
            minutes=12,
            slot=1,
            answers=("current_issue",),
            for_facilitator=gettext_noop(
                "Three or four minutes without interruption. Then facts, then open "
                "questions. End with the issue in the presenter’s own sentence."
            ),
            for_everybody=gettext_noop("Listen first. Then open questions, no advice."),
        ),
        Phase(
            key="action_to_take",
            title=gettext_noop("What action should be taken?"),
            kind="questions",
            minutes=12,
            slot=1,
            answers=("action_to_take",),
            for_facilitator=gettext_noop(
                "Questions only; offers where the presenter asks for them. Let silence "
                "stand, and spread the turns."
            ),
            for_everybody=gettext_noop("Questions that help the presenter decide."),
        ),
        Phase(
            key="action_points",
            title=gettext_noop("What are the action points?"),
            kind="clarify",
            minutes=8,
            slot=1,
            answers=("action_points",),
            for_facilitator=gettext_noop(
                "The presenter speaks. Test with questions: who, by when, what first?"
            ),
            for_everybody=gettext_noop("Ask until the first step is clear."),
        ),
        Phase(
            key="actions",
            title=gettext_noop("Actions"),
            kind="act",
            minutes=10,
            per_person=True,
            for_facilitator=gettext_noop(
                "One action each, in its owner’s words, small enough to be done by "
                "next time."
            ),
            for_everybody=gettext_noop("Say what you will do, and when."),
        ),
        REVIEW,
        CLOSE,
        Phase(
            key="float",
            title=gettext_noop("In reserve"),
            kind="float",
            minutes=3,
        ),
    ),
)
