"""One problem, questions first, with process checks on the way (domain.md#one-problem).

There are no official minutes; the packing is ours. Two of the twelve minutes of "what
we did since last time" are for choosing the problem, which the sources leave out.
"""

from meetings.formats.definitions import Format, Phase, gettext_noop

ONE_PROBLEM = Format(
    key="one_problem",
    name=gettext_noop("One problem"),
    about=gettext_noop(
        "One problem for the whole meeting, questions before answers, and two pauses "
        "to look at how you work. The facilitator stays out of the content."
    ),
    phases=(
        Phase(
            key="rules",
            title=gettext_noop("Ground rules"),
            kind="round",
            minutes=6,
            for_facilitator=gettext_noop(
                "Say the two rules: statements only answer questions, and you may "
                "step in at any time. Then ask everybody to name a skill to practise "
                "today."
            ),
            for_everybody=gettext_noop("Name one skill you want to practise today."),
        ),
        Phase(
            key="report_backs",
            title=gettext_noop("Report-backs"),
            kind="round",
            minutes=10,
            per_person=True,
            for_facilitator=gettext_noop(
                "What has everybody done since last time? Thank them, and move on."
            ),
            for_everybody=gettext_noop(
                "One person speaks, the others listen. No advice."
            ),
        ),
        Phase(
            key="choose",
            title=gettext_noop("Choose the problem"),
            kind="decide",
            minutes=2,
            for_facilitator=gettext_noop(
                "Hear every bid, and let the set decide quickly."
            ),
            for_everybody=gettext_noop("One sentence each, then we choose together."),
        ),
        Phase(
            key="tell",
            title=gettext_noop("The problem"),
            kind="tell",
            minutes=3,
            slot=1,
            answers=("current_issue",),
            for_facilitator=gettext_noop(
                "A few sentences are enough. No questions yet."
            ),
            for_everybody=gettext_noop("Listen first."),
        ),
        Phase(
            key="questions_1",
            title=gettext_noop("Questions"),
            kind="questions",
            minutes=12,
            slot=1,
            answers=("current_issue",),
            for_facilitator=gettext_noop(
                "Anybody may ask anybody. Statements only answer questions. Ask about "
                "the questions, not about the problem."
            ),
            for_everybody=gettext_noop(
                "Ask until you see the problem, not a solution."
            ),
        ),
        Phase(
            key="check_1",
            title=gettext_noop("Process check"),
            kind="check",
            minutes=4,
            slot=1,
            for_facilitator=gettext_noop(
                "From one to ten: how are we doing as a team? What are we doing well? "
                "What could be better?"
            ),
            for_everybody=gettext_noop("Look at how we work, not at the problem."),
        ),
        Phase(
            key="write",
            title=gettext_noop("Write the problem"),
            kind="write",
            minutes=8,
            slot=1,
            answers=("current_issue",),
            for_facilitator=gettext_noop(
                "Everybody writes the problem in one sentence, in silence. Then read "
                "them all aloud, and ask the presenter first: do you agree?"
            ),
            for_everybody=gettext_noop(
                "What is the problem? One sentence, in silence."
            ),
        ),
        Phase(
            key="questions_2",
            title=gettext_noop("Goal and options"),
            kind="questions",
            minutes=20,
            slot=1,
            answers=("action_to_take", "action_points"),
            for_facilitator=gettext_noop(
                "Move from the problem to the goal, then to what could be done. Keep "
                "using questions."
            ),
            for_everybody=gettext_noop("Questions that open up options."),
        ),
        Phase(
            key="check_2",
            title=gettext_noop("Process check"),
            kind="check",
            minutes=3,
            slot=1,
            for_facilitator=gettext_noop("What has improved since the first check?"),
            for_everybody=gettext_noop("Look at how we work, not at the problem."),
        ),
        Phase(
            key="actions",
            title=gettext_noop("Actions"),
            kind="act",
            minutes=8,
            per_person=True,
            for_facilitator=gettext_noop(
                "The presenter first, then everybody: what will you do, and when?"
            ),
            for_everybody=gettext_noop("Say what you will do, and when."),
        ),
        Phase(
            key="review",
            title=gettext_noop("What we learned"),
            kind="review",
            minutes=12,
            for_facilitator=gettext_noop(
                "Ask the presenter: did it help, and how? Then ask everybody about "
                "their skill. Speak last."
            ),
            for_everybody=gettext_noop("What did you learn? Write alone, then share."),
        ),
        Phase(
            key="close",
            title=gettext_noop("Close"),
            kind="close",
            minutes=2,
            for_facilitator=gettext_noop(
                "Say the next date and who is facilitating. End on time."
            ),
            for_everybody=gettext_noop("What we said stays here."),
        ),
    ),
)
