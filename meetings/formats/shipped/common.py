"""The phases that most formats share; the minutes are those of the usual meeting."""

from meetings.formats.definitions import Phase, gettext_noop

OPEN = Phase(
    key="open",
    title=gettext_noop("Open"),
    kind="round",
    minutes=5,
    for_facilitator=gettext_noop(
        "Greet everybody, read one ground rule, then ask for one word each. "
        "Don’t comment."
    ),
    for_everybody=gettext_noop("In one word, how are you today?"),
)

REVIEW = Phase(
    key="review",
    title=gettext_noop("Process review"),
    kind="review",
    minutes=8,
    for_facilitator=gettext_noop(
        "A minute of silence to write. Show the answers when everybody has "
        "written, and speak last."
    ),
    for_everybody=gettext_noop("How did we work together? Write alone, then share."),
)

CLOSE = Phase(
    key="close",
    title=gettext_noop("Close"),
    kind="close",
    minutes=3,
    for_facilitator=gettext_noop(
        "Say the next date and who is facilitating. Agree what, if anything, "
        "may go outside. End on time."
    ),
    for_everybody=gettext_noop("What we said stays here."),
)
