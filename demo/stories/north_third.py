"""Ward managers, north: the ninth to the twelfth meeting."""

from demo.story import Agreed, Asked, PastMeeting, Told

THIRD = [
    PastMeeting(
        facilitator="lea",
        issue="weekend",
        told=[
            Told(
                "mwangi",
                did="Five mornings with the question first. On the second day somebody brought a chair.",
                happened="Handover took thirty-one minutes on Monday and twenty-three on Friday. Nobody stayed behind in the corridor.",
                compared="better",
                difference="I expected it to get longer. It got shorter once the worry had its place.",
                lesson="What is said first need not be said again.",
                became={"worry-first": ("done", "")},
            ),
            Told(
                "lea",
                did="I listened, and told Mwangi three sentences I had heard.",
                happened="He wrote all three down. I had swallowed a fourth, and it was advice.",
                compared="as_expected",
                difference="I did want to say what I think.",
                lesson="Saying back is harder than saying more.",
                became={"one-question": ("done", "")},
                then=("beds", "close", ""),
            ),
            Told(
                "tomasz",
                did="I went to the IT office with the dead battery in my hand.",
                happened="They changed it while I stood there.",
                compared="different",
                difference="I expected a form and a month.",
                lesson="Bring the broken thing.",
                became={"working-laptop": ("done", "")},
            ),
        ],
        bids=[
            Asked("tomasz", "How can I get a therapist at weekends?"),
            Asked("jonas", "How can I get letters signed on Fridays?", "letters"),
        ],
        inquiry=(
            "Whoever has a stroke on Friday is not mobilised before Monday. We ask for a post every year, and every year it is refused.",
            "Find out what is missing on a Saturday: the therapist, or what the therapist does.",
            "Watch one Saturday.",
        ),
        actions=[
            Agreed(
                "one-saturday",
                "tomasz",
                "I work on Saturday",
                "write down each time a patient would have been mobilised on a weekday",
                "Twenty times.",
            ),
            Agreed(
                "first-steps",
                "fatima",
                "the therapist comes on Wednesday",
                "ask what a nurse may do on a Saturday without her",
                "Less than we hope.",
                days=14,
            ),
        ],
        reviews=[("priya", "Tomasz did not defend the post he wants.", "")],
    ),
    PastMeeting(
        facilitator="mwangi",
        issue="watching",
        away=("tomasz",),
        told=[
            Told(
                "priya",
                did="I counted again, on my own, three weeks after the trolley moved.",
                happened="Six wake instead of fourteen, and it has stayed like that. One-to-one nights fell from eleven in a fortnight to four.",
                compared="better",
                difference="I thought it would slip as soon as I looked away.",
                lesson="When the reason is good, the habit keeps itself.",
                then=(
                    "watching",
                    "reframe",
                    "How can the other wards have calm nights without me telling them how?",
                ),
            ),
            Told(
                "mwangi",
                did="Nothing new: I kept the question first, and went on leave.",
                happened="They kept it too. A bank nurse asked for the chair.",
                compared="better",
                difference="I had feared that it was mine.",
                lesson="It works when it is nobody’s.",
                then=("handover", "close", ""),
            ),
        ],
        bids=[
            Asked(
                "priya",
                "How can the other wards have calm nights without me telling them how?",
                "watching",
            ),
        ],
        inquiry=(
            "Our numbers are good, so I am asked to give a talk. After talks, nobody has ever moved a trolley.",
            "Let them see a night, not a slide.",
            "Lend one night nurse for one night to a ward that asks.",
        ),
        actions=[
            Agreed(
                "lend-the-night",
                "priya",
                "the first ward asks",
                "offer one of our night nurses for one night, and keep away myself",
                "They will say yes and change nothing.",
                days=21,
            ),
            Agreed(
                "spread-without",
                "lea",
                "I meet the other site nurses",
                "ask which ward wakes most people at two, without saying why",
                "They all say: ours.",
            ),
        ],
        reviews=[("fatima", "“After talks nobody moved a trolley.”", "")],
    ),
    PastMeeting(
        facilitator="priya",
        issue="letters",
        told=[
            Told(
                "jonas",
                did="The laptop goes on every round now, three weeks without a gap.",
                happened="Letters are signed by eleven from Monday to Thursday. On Fridays the registrar is in clinic, and we are back at five o’clock.",
                compared="as_expected",
                difference="Four days of five is what I hoped for. I had not seen that Friday is a different ward.",
                lesson="Look at the day that does not fit.",
                became={"laptop-round": ("done", "")},
                then=(
                    "letters",
                    "reframe",
                    "How can I get discharge letters out before the patient leaves the ward, on Fridays too?",
                ),
            ),
            Told(
                "tomasz",
                did="I sat through a Saturday with a sheet and a pen.",
                happened="Nine times, not twenty. In seven of the nine a nurse would have been allowed to, and did not know it.",
                compared="different",
                difference="I have asked for a therapist for three years. Two of nine need one.",
                lesson="Count what is missing before asking for more.",
                became={"one-saturday": ("done", "")},
            ),
            Told(
                "lea",
                did="I asked five site nurses.",
                happened="All five said: ours.",
                compared="as_expected",
                difference="Word for word.",
                lesson="Everybody’s problem has no owner.",
                became={"spread-without": ("done", "")},
            ),
        ],
        bids=[
            Asked(
                "jonas",
                "How can I get discharge letters out before the patient leaves the ward, on Fridays too?",
                "letters",
            ),
            Asked("fatima", "How can I say no to a patient we cannot care for safely?"),
        ],
        inquiry=(
            "On Fridays nobody on the ward may sign. The one who may is two floors down, in clinic until four.",
            "Either the signature comes up, or the right to sign does.",
            "Try the first with one registrar. Ask management for the second.",
        ),
        actions=[
            Agreed(
                "friday-rota",
                "jonas",
                "the Friday rota is written",
                "put my name beside the registrar’s for half past eight, and sign the letters together before clinic",
                "It holds for one Friday.",
                days=14,
            ),
            Agreed(
                "ask-the-early",
                "mwangi",
                "I am back from leave",
                "ask the early shift whether they miss the long handover",
                "They are only glad.",
                days=14,
            ),
        ],
        reviews=[
            ("mwangi", "We asked management for one thing, not for five.", ""),
            ("priya", "Jonas’s question is short again.", ""),
        ],
    ),
    PastMeeting(
        facilitator="fatima",
        issue="weekend",
        told=[
            Told(
                "tomasz",
                did="I showed the nine times to the weekend nurses, and asked what they would need.",
                happened="Not courage, as I thought: a line in the notes that says they may.",
                compared="different",
                difference="I expected fear. They are waiting for one line of ink.",
                lesson="Ask what would be enough.",
                then=("weekend", "continue", ""),
            ),
            Told(
                "fatima",
                did="I asked the therapist what a nurse may do on a Saturday.",
                happened="She wrote a list of seven things on the back of a menu. We may do all of them, if it stands in the notes on Friday.",
                compared="better",
                difference="I expected less than we hope. It is more than we asked for.",
                lesson="The expert has often been waiting for the question.",
                became={"first-steps": ("done", "")},
            ),
        ],
        bids=[
            Asked("tomasz", "How can I get a therapist at weekends?", "weekend"),
            Asked("fatima", "How can I say no to a patient we cannot care for safely?"),
        ],
        inquiry=(
            "It is not a therapist that is missing on Saturdays. It is Friday’s line in the notes.",
            "Write on Friday what may be done on Saturday.",
            "One line, one ward, four weekends. Keep the menu.",
        ),
        actions=[
            Agreed(
                "friday-line",
                "tomasz",
                "the Friday round reaches a stroke patient",
                "ask the therapist for one line: what may the nurses do until Monday?",
                "She forgets it on the first Friday.",
                days=14,
            ),
            Agreed(
                "say-no",
                "fatima",
                "the site team offers me a patient after six",
                "say out loud how many nurses I have, before I say yes",
                "They will ask again in an hour.",
            ),
        ],
        reviews=[
            ("jonas", "Tomasz buried a wish of three years in ten minutes.", ""),
            ("lea", "We ended two minutes early.", "Use them for the process review."),
        ],
    ),
]
