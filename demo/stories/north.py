"""Ward managers, north: twelve meetings, and a question that changed four times."""

from demo.stories.north_first import FIRST
from demo.stories.north_second import SECOND
from demo.stories.north_third import THIRD
from demo.story import Raised, SetStory, Shown, Told

NORTH = SetStory(
    name="Ward managers, north",
    programme="Leading on the wards",
    purpose="Getting patients home on the day they are ready, without wearing out the people who make it happen.",
    members=("fatima", "jonas", "priya", "mwangi", "lea", "tomasz"),
    adviser="ruth",
    manager="helen",
    frequency="weekly",
    starts_in=15,
    place="Seminar room 3, education centre",
    link="https://meet.example.org/ward-managers-north",
    rules="What is said here stays here, even afterwards.\nWe ask before we advise.\nOne voice at a time; silence is allowed.\nWe say roles, not names, when we speak of colleagues.\nWe start and end on time.",
    meetings=[*FIRST, *SECOND, *THIRD],
    filed=[
        Told(
            "priya",
            did="I showed the night staff of surgery our trolley times, and let them ask our night staff instead of me.",
            happened="They will try it for a fortnight. Their trolley is filled by an agency nurse, which I had not known.",
            compared="as_expected",
            difference="They did say yes, and they did change it.",
            lesson="Let nights talk to nights.",
            became={"lend-the-night": ("done", "")},
        ),
        Told(
            "mwangi",
            did="I asked the early shift whether they miss the long handover.",
            happened="One does: it was the only time of the day she sat down. We found her ten minutes at eleven.",
            compared="better",
            difference="I thought they would only be glad.",
            lesson="What you take away was somebody’s rest.",
            became={"ask-the-early": ("done", "")},
        ),
    ],
    draft=Told(
        "jonas",
        did="I put my name on the Friday rota beside the registrar’s, and we signed together for two Fridays.",
        happened="Eleven letters were out before noon. On the second Friday",
        compared="better",
        difference="",
        became={"friday-rota": ("partly", "")},
    ),
    cannot=("lea",),
    raised=[
        Raised(
            "lea",
            "Let the bed meeting accept “not yet known” as an answer.",
            days=48,
            needed_in=20,
            answer="Agreed from Monday. The form of the bed meeting has a third box now, and I have told the site team why.",
            answered_after=9,
        ),
        Raised(
            "tomasz",
            "May charge nurses sign discharge letters on Fridays?",
            days=11,
            needed_in=21,
        ),
    ],
    shown=[
        Shown("friday-list", 64),
        Shown("taxi-times", 50, revoked_days=41),
        Shown("twelve-letters", 33),
        Shown("stop-box", 29),
        Shown("trolley", 12),
    ],
)
