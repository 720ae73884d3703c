"""The phases that most formats share; the minutes are those of the usual meeting."""

from meetings.formats.definitions import Phase, gettext_noop

OPEN = Phase(
    key="open",
    title=gettext_noop("Open"),
    kind="round",
    minutes=5,
    for_facilitator=gettext_noop(
        "Greet everybody, read one ground rule, then invite one word each. "
        "Comment on none."
    ),
    for_everybody=gettext_noop("One word each: how do you arrive?"),
)

REPORT_BACKS = Phase(
    key="report_backs",
    title=gettext_noop("Report-backs"),
    kind="round",
    minutes=24,
    per_person=True,
    for_facilitator=gettext_noop(
        "Open each with what was promised last time, and thank them after. "
        "At most one clarifying question; park what is worth airtime."
    ),
    for_everybody=gettext_noop("One speaks, the others listen. No advice."),
)

REVIEW = Phase(
    key="review",
    title=gettext_noop("Process review"),
    kind="review",
    minutes=8,
    for_facilitator=gettext_noop(
        "A minute of silence to write. Reveal when all have written, and speak last."
    ),
    for_everybody=gettext_noop("How did we work? Write alone, then share."),
)

CLOSE = Phase(
    key="close",
    title=gettext_noop("Close"),
    kind="close",
    minutes=3,
    for_facilitator=gettext_noop(
        "Say the next date and who facilitates. Agree what, if anything, goes "
        "outside. End on time."
    ),
    for_everybody=gettext_noop("What we said stays here."),
)
