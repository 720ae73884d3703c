"""Ward managers, north: the fifth to the eighth meeting."""

from demo.story import Agreed, Asked, PastMeeting, Told

SECOND = [
    PastMeeting(
        facilitator="mwangi",
        issue="beds",
        told=[
            Told(
                "lea",
                did="I wrote down fourteen transports in five days.",
                happened="Transport was on time twelve times. Nine patients were not ready when it came, and it left again.",
                compared="different",
                difference="I would have sworn that transport is the trouble.",
                lesson="Measure it before you shout at it.",
                became={"taxi-times": ("done", "")},
            ),
            Told(
                "priya",
                did="I met the falls nurse with the form and a pencil.",
                happened="She drew the box herself, and printed twenty copies for our ward to try.",
                compared="better",
                difference="I expected a committee. She has waited for somebody to ask.",
                lesson="Bring the thing itself, and a pencil.",
                became={"stop-box": ("done", "")},
            ),
        ],
        bids=[
            Asked("lea", "How can I stop counting beds that are not free?"),
            Asked("tomasz", "How can I get a therapist at weekends?"),
        ],
        inquiry=(
            "At eight, at twelve and at four I ask for a number. People give me one because I ask, not because they know.",
            "Let “not yet known” be an answer.",
            "Try it on two wards, and see whether the number at four is any worse.",
        ),
        actions=[
            Agreed(
                "not-yet-known",
                "lea",
                "I ring for the noon number",
                "offer “not yet known” to the two wards first, and write down how often it is used",
                "They will use it every time, and I lose the number.",
            ),
            Agreed(
                "eight-oclock",
                "fatima",
                "the board round starts at eight",
                "ask of each one-to-one whether it is still needed, as stroke does",
                "We forget it by Wednesday.",
            ),
        ],
        reviews=[("mwangi", "We laughed, and then we worked.", "")],
    ),
    PastMeeting(
        facilitator="tomasz",
        issue="watching",
        told=[
            Told(
                "lea",
                did="I offered it ten times. It was used three times.",
                happened="The number at four was right on both wards. On the others it was wrong twice.",
                compared="better",
                difference="I expected to lose the number. I got a truer one.",
                lesson="People guess when not knowing is not allowed.",
                became={"not-yet-known": ("done", "")},
            ),
            Told(
                "fatima",
                did="We asked on Monday and Tuesday. From Wednesday the round began without me, and nobody asked.",
                happened="Two were ended early in the week, none after.",
                compared="as_expected",
                difference="I said we would forget it by Wednesday, and we did.",
                lesson="What only I remember is not yet a habit.",
                became={"eight-oclock": ("partly", "It stops when I am not there.")},
            ),
            Told(
                "priya",
                did="Twenty forms in two weeks, and I read every one.",
                happened="Nurses ended six one-to-ones a night early. But they start as many as before.",
                compared="different",
                difference="I looked at the end because that is where the form failed. The beginning is bigger.",
                lesson="A mended end makes the beginning visible.",
                then=(
                    "watching",
                    "reframe",
                    "How can I make nights calm enough that fewer people need somebody beside them?",
                ),
            ),
        ],
        bids=[
            Asked(
                "priya",
                "How can I make nights calm enough that fewer people need somebody beside them?",
                "watching",
            ),
        ],
        inquiry=(
            "Most of those who wander wake between two and three. That is when we fill the drug trolley under full light.",
            "Change the night, not the patients.",
            "Move the trolley; count who wakes.",
        ),
        actions=[
            Agreed(
                "trolley",
                "priya",
                "the late shift ends",
                "have the drug trolley filled before ten, and count who wakes between two and three",
                "The late shift will object.",
            ),
            Agreed(
                "round-card",
                "fatima",
                "I prepare Monday’s board",
                "put the question on the board as a magnet, so that the round asks without me",
                "It works as long as nobody cleans the board.",
            ),
        ],
        reviews=[("jonas", "“Change the night” came out of a silence.", "")],
    ),
    PastMeeting(
        facilitator="fatima",
        issue="letters",
        told=[
            Told(
                "jonas",
                did="We followed twelve letters, step by step. It took four mornings and a lot of tea.",
                happened="Nine waited for one signature and not for pharmacy at all. The doses took ten minutes each.",
                compared="different",
                difference="I expected the checking to be slow. It is the shortest step there is.",
                lesson="The step you can see is not the step that is slow.",
                became={"twelve-letters": ("done", "")},
                then=(
                    "letters",
                    "reframe",
                    "How can I get letters signed before the round is over?",
                ),
            ),
            Told(
                "priya",
                did="The late shift filled the trolley at half past nine for six nights. The first night they were cross.",
                happened="Five people woke between two and three, against fourteen the week before.",
                compared="better",
                difference="They objected once. When they saw the numbers, they began to count for themselves.",
                lesson="Give the count to those who did the work.",
                became={"trolley": ("done", "")},
            ),
            Told(
                "fatima",
                did="The magnet went up on Monday.",
                happened="It is still there, and somebody has drawn a face on it. The round asks on five days of five.",
                compared="better",
                difference="I gave it three days.",
                lesson="Put the question where the eyes already are.",
                became={
                    "round-card": ("done", ""),
                    "eight-oclock": ("done", ""),
                },
            ),
        ],
        bids=[
            Asked(
                "jonas",
                "How can I get letters signed before the round is over?",
                "letters",
            ),
            Asked("mwangi", "How can I get handover to end on time?", "handover"),
        ],
        inquiry=(
            "The registrar signs when the round is over, and by then theatre has called.",
            "Bring the signature to the bed.",
            "Take the letters on the round, on a trolley with a laptop that works.",
        ),
        actions=[
            Agreed(
                "laptop-round",
                "jonas",
                "the round starts on Tuesday and Thursday",
                "bring the draft letters on a laptop and ask for the signature at the bed",
                "The registrar says there is no time for it.",
            ),
            Agreed(
                "working-laptop",
                "tomasz",
                "I am in the IT office for my own ward",
                "ask for one laptop whose battery lasts a whole round",
                "A form, and an answer in a month.",
                days=14,
            ),
        ],
        reviews=[
            ("priya", "We let Jonas find the sentence himself.", ""),
            ("tomasz", "", "Keep five minutes for the actions; we ran into the end."),
        ],
    ),
    PastMeeting(
        facilitator="jonas",
        issue="handover",
        away=("fatima",),
        told=[
            Told(
                "mwangi",
                did="I went back to my sheet of ninety-one sentences, and read only the worries aloud to the night staff.",
                happened="They were quiet, and then they asked for a place to say them that is not the corridor.",
                compared="different",
                difference="I came to save minutes. They want to be heard.",
                lesson="Minutes were the wrong measure.",
                then=(
                    "handover",
                    "reframe",
                    "How can worries be heard before everybody is standing?",
                ),
            ),
            Told(
                "jonas",
                did="On Tuesday the battery died at the third bed. On Thursday I borrowed Léa’s laptop.",
                happened="Six letters signed at the bed on Thursday. The registrar asked where the laptop was on Friday.",
                compared="better",
                difference="I expected “no time”. It saved the registrar an hour after the round.",
                lesson="People have time for what saves them time.",
                became={
                    "laptop-round": ("partly", "One of two rounds: the battery died.")
                },
            ),
        ],
        bids=[
            Asked(
                "mwangi",
                "How can worries be heard before everybody is standing?",
                "handover",
            ),
        ],
        inquiry=(
            "Worry is said last, because the sheet starts with the bed number.",
            "Let worry come first, and give it an end.",
            "Two minutes at the start: who are you worried about, and what should I do about it?",
        ),
        actions=[
            Agreed(
                "worry-first",
                "mwangi",
                "handover begins",
                "ask “who are you worried about?” before the first bed, for two minutes by the clock",
                "It will make handover longer for a week.",
            ),
            Agreed(
                "one-question",
                "lea",
                "I come to surgery at half past seven",
                "listen to one handover and tell Mwangi only what I heard, not what I think",
                "I will want to say what I think.",
            ),
        ],
        reviews=[("lea", "A question nobody could answer, and we let it stand.", "")],
    ),
]
