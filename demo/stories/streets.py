"""Streets for schools: three meetings old, the fourth is today."""

from demo.story import Agreed, Asked, PastMeeting, SetStory, Told

STREETS = SetStory(
    name="Streets for schools",
    programme="Streets and services",
    purpose="Forty-one schools, one winter: children who can walk there.",
    members=("aroha", "dmitri", "shreya", "callum", "noor"),
    frequency="weekly",
    every=2,
    starts_in=240,
    place="Town hall, room 2.14",
    meetings=[
        PastMeeting(
            facilitator="aroha",
            issue="head-teachers",
            bids=[
                Asked("shreya", "How can I get head teachers to want a closed street?"),
                Asked("dmitri", "How can I give children longer green at Mill Lane?"),
            ],
            inquiry=(
                "Six heads have said no. Each of them said yes in the first call.",
                "Find out what happens between the yes and the no.",
                "Go back to two who changed their mind, and only ask.",
            ),
            actions=[
                Agreed(
                    "two-heads",
                    "shreya",
                    "half-term is over",
                    "visit two heads who changed their mind, without a map in my bag",
                    "Parents with cars have complained.",
                    days=14,
                ),
                Agreed(
                    "mill-lane",
                    "dmitri",
                    "school ends on Tuesday",
                    "stand at Mill Lane for an hour and count who runs",
                    "A handful, mostly the big ones.",
                    days=14,
                ),
            ],
            reviews=[
                ("callum", "I had never been asked a question for twenty minutes.", ""),
                ("noor", "", "Fewer abbreviations."),
            ],
        ),
        PastMeeting(
            facilitator="shreya",
            issue="mill-lane",
            told=[
                Told(
                    "shreya",
                    did="Two schools, two cups of tea, no map.",
                    happened="One head has nobody to put out the cones at eight. The other had nobody either, and was ashamed to say so.",
                    compared="different",
                    difference="I expected parents. It is eight o’clock that is the trouble.",
                    lesson="A no can be a staffing problem in its Sunday clothes.",
                    became={"two-heads": ("done", "")},
                ),
                Told(
                    "dmitri",
                    did="I stood there for an hour, in the rain.",
                    happened="Of a hundred and twelve children sixty-three ran. Grandparents run as well.",
                    compared="worse",
                    difference="A handful, I had written.",
                    lesson="The model does not get wet.",
                    became={"mill-lane": ("done", "")},
                ),
            ],
            bids=[
                Asked("dmitri", "How can I give children longer green at Mill Lane?"),
                Asked("callum", "How can I grit pavements before roads?"),
            ],
            inquiry=(
                "Nine seconds of green. The standard allows for twelve; the bus lane has the other three.",
                "Talk with the bus company before the model does.",
                "Take the count, and a wet afternoon, to their planner.",
            ),
            actions=[
                Agreed(
                    "bus-planner",
                    "dmitri",
                    "the bus planner is on duty on Thursday",
                    "ask him to stand at Mill Lane with me for one afternoon",
                    "He asks for the model.",
                    days=14,
                ),
                Agreed(
                    "gritting-map",
                    "callum",
                    "I print the winter map",
                    "draw the walk to the nearest school on it by hand, for one district",
                    "It costs two more hours a night.",
                    days=28,
                ),
                Agreed(
                    "cones",
                    "noor",
                    "the residents’ evening ends",
                    "ask who walks past a school at eight anyway",
                    "Three pensioners and a dog.",
                    days=14,
                ),
            ],
            reviews=[("aroha", "Dmitri let his own model be questioned.", "")],
        ),
        PastMeeting(
            facilitator="callum",
            issue="head-teachers",
            away=("aroha",),
            told=[
                Told(
                    "noor",
                    did="I asked at the end, when the coats were on.",
                    happened="Nine people. One of them drives the milk round, and passes four schools between half past seven and half past eight.",
                    compared="better",
                    difference="Three pensioners and a dog, I had said. There was a dog.",
                    lesson="Ask when the coats are on.",
                    became={"cones": ("done", "")},
                ),
                Told(
                    "dmitri",
                    did="He came, under an umbrella of the company.",
                    happened="He said nothing for half an hour. Then: take two of my three seconds.",
                    compared="better",
                    difference="He never asked for the model.",
                    lesson="Stand beside people before you stand opposite them.",
                    became={"bus-planner": ("done", "")},
                ),
                Told(
                    "shreya",
                    did="I rang the other four who had said no, and asked only about eight o’clock.",
                    happened="All four: nobody for the cones.",
                    compared="as_expected",
                    difference="After the first two I was ready for it.",
                    then=(
                        "head-teachers",
                        "reframe",
                        "How can a school close its street without anybody of its own at eight?",
                    ),
                ),
            ],
            bids=[
                Asked(
                    "shreya",
                    "How can a school close its street without anybody of its own at eight?",
                    "head-teachers",
                ),
                Asked("callum", "How can I grit pavements before roads?"),
            ],
            inquiry=(
                "Heads want it. At eight they have neither hands nor insurance.",
                "Bring the nine from Noor’s evening together with one school.",
                "One street, one week, and the milk round.",
            ),
            actions=[
                Agreed(
                    "milk-round",
                    "shreya",
                    "I have the insurance in writing",
                    "put out the cones with the milk round on Monday at Abbey Road School",
                    "On Wednesday somebody forgets.",
                    days=14,
                ),
                Agreed(
                    "insurance",
                    "noor",
                    "legal opens on Friday",
                    "ask whether a volunteer with cones is insured like a lollipop person",
                    "Six weeks.",
                    days=14,
                ),
            ],
            reviews=[
                ("shreya", "The question turned round while I was speaking.", ""),
                (
                    "callum",
                    "",
                    "I forgot to watch the time; somebody tell me next time.",
                ),
            ],
        ),
    ],
    filed=[
        Told(
            "noor",
            did="I asked legal on Friday, on the phone, with the form open.",
            happened="Insured, if they sign a sheet. She sent the sheet while we spoke.",
            compared="better",
            difference="Six weeks became six minutes.",
            lesson="Some walls are doors that nobody pushes.",
            became={"insurance": ("done", "")},
        ),
    ],
    cannot=("callum",),
    proposed=((9, "14:00"), (10, "10:00"), (11, "16:30")),
    silent=("callum",),
    asked_to_facilitate="noor",
)
