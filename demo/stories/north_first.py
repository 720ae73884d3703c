"""Ward managers, north: the first four meetings."""

from demo.story import Agreed, Asked, PastMeeting, Told

FIRST = [
    PastMeeting(
        facilitator="fatima",
        issue="letters",
        bids=[
            Asked(
                "jonas",
                "How can I get pharmacy to check discharge letters faster?",
            ),
            Asked("priya", "How can I keep four nurses on a night that has four?"),
        ],
        inquiry=(
            "Patients who are fit to go at ten leave at five. Everybody on the ward says it is pharmacy.",
            "Talk to pharmacy every day while the round is still fresh, instead of complaining about them on Fridays.",
            "Ring at noon, every day for a week. Note which letters come back late.",
        ),
        actions=[
            Agreed(
                "noon-calls",
                "jonas",
                "the clock says noon",
                "ring the ward pharmacist and go through the letters that are waiting",
                "Pharmacy needs a day to check the doses, so we gain an hour at best.",
            ),
            Agreed(
                "friday-list",
                "mwangi",
                "I hand over on Friday",
                "write down every patient who waits for a letter, and since when",
                "Two or three, most of them surgical.",
            ),
        ],
        reviews=[
            ("priya", "Nobody told Jonas what to do.", "Say the time that is left."),
            ("lea", "The silence after “who has seen the queue?”", ""),
            ("tomasz", "We began on time.", "Shorter check-in, we know each other."),
        ],
    ),
    PastMeeting(
        facilitator="jonas",
        issue="watching",
        away=("lea",),
        told=[
            Told(
                "jonas",
                did="I rang on three of five days. The calls were friendly. On Tuesday and Thursday nobody picked up, and I let it go.",
                happened="Two letters came up an hour earlier. The others were not even with pharmacy when I rang.",
                compared="worse",
                difference="I wanted to learn why they are slow. I learnt that we ring them about letters they have never seen.",
                lesson="Ask where a letter is before asking why it is slow.",
                became={"noon-calls": ("partly", "Two calls nobody answered.")},
            ),
            Told(
                "mwangi",
                did="I wrote the list at the end of my shift: seven names, the longest since Wednesday.",
                happened="The registrar saw it lying on the desk and signed four of the seven standing up.",
                compared="different",
                difference="I expected two or three names, and I expected the list to annoy people.",
                lesson="A list on the desk does more than a complaint on the phone.",
                became={"friday-list": ("done", "")},
            ),
        ],
        bids=[
            Asked(
                "priya", "How can I stop losing a nurse every night to one-to-one care?"
            ),
            Asked("tomasz", "How can I get a therapist at weekends?"),
        ],
        inquiry=(
            "Every night one nurse sits with one confused patient who might fall. Three others look after twenty-six.",
            "Find out who decides that it starts, and who decides that it may stop.",
            "Ask the night staff before asking the falls team.",
        ),
        actions=[
            Agreed(
                "night-round",
                "priya",
                "I do the night round on Wednesday",
                "ask each nurse who sits with a patient when she thinks it could stop",
                "They will say it is not theirs to decide.",
            ),
            Agreed(
                "stroke-board",
                "tomasz",
                "the stroke team meets on Thursday",
                "ask how they end one-to-one care, and bring the paper",
                "There is no paper.",
            ),
        ],
        reviews=[
            ("fatima", "We asked about the night, not about the policy.", ""),
            ("mwangi", "", "Let the quiet ones bid first."),
        ],
    ),
    PastMeeting(
        facilitator="lea",
        issue="handover",
        told=[
            Told(
                "priya",
                did="I stayed for the night round and asked four nurses. Two of them said that nobody had asked before.",
                happened="Three of the four would have stopped a night earlier. The falls form has a box for starting, and none for stopping.",
                compared="different",
                difference="I expected “not mine to decide”. They had decided, and had nowhere to write it.",
                lesson="If a form has no box for the end, nothing ends.",
                became={"night-round": ("done", "")},
            ),
            Told(
                "tomasz",
                did="I had the question ready. Then the inspection took the whole week.",
                happened="In a corridor I heard that stroke looks at every one-to-one at eight in the morning. It is a habit, not a paper.",
                compared="as_expected",
                difference="There is no paper. I had not expected that there is something better.",
                became={
                    "stroke-board": (
                        "not_yet",
                        "The Thursday meeting gave way to the inspection.",
                    )
                },
            ),
        ],
        bids=[
            Asked("mwangi", "How can I get handover to end on time?"),
            Asked("lea", "How can I stop counting beds that are not free?"),
        ],
        inquiry=(
            "Twenty minutes are planned and forty-five are used. The night staff go home late, and nobody pays for it.",
            "Hear what is said before cutting it.",
            "Sit in on three handovers and sort the sentences.",
        ),
        actions=[
            Agreed(
                "three-handovers",
                "mwangi",
                "the early shift starts on Monday, Tuesday and Wednesday",
                "sit in and sort what is said: needed now, could be read, could be dropped",
                "Half of it is history that stands in the notes.",
            ),
            Agreed(
                "stop-box",
                "priya",
                "I see the falls nurse on Friday",
                "show her the form and ask for a box that says when it may stop",
                "She will want it to go through a committee.",
                days=14,
            ),
        ],
        reviews=[("jonas", "Mwangi let the silence work for him.", "")],
    ),
    PastMeeting(
        facilitator="priya",
        issue="letters",
        told=[
            Told(
                "jonas",
                did="I stopped ringing. I went down and asked the pharmacist to show me her queue.",
                happened="It was eleven o’clock and the queue was empty. She had been waiting for us.",
                compared="different",
                difference="Each side thought that the other one was slow.",
                lesson="Go and look at the place you blame.",
                became={
                    "noon-calls": ("dropped", "The call asks the wrong people."),
                },
                then=(
                    "letters",
                    "reframe",
                    "How can I find out what the letters are waiting for?",
                ),
            ),
            Told(
                "mwangi",
                did="Three handovers, ninety-one sentences on my sheet.",
                happened="A third was needed, a third could have been read. The last third was worry: is she all right, did I do enough.",
                compared="different",
                difference="I expected history. I found worry, and it came when everybody was already standing.",
                lesson="You cannot shorten what people need to say by calling it too long.",
                became={"three-handovers": ("done", "")},
            ),
            Told(
                "tomasz",
                did="I went to stroke at eight and stood beside their board.",
                happened="One nurse, one therapist, ninety seconds for each patient: still needed, or not. Two were ended while I watched.",
                compared="better",
                difference="I had thought a rule was needed. They have a time of day.",
                lesson="A time of day can do what a rule cannot.",
                became={"stroke-board": ("done", "")},
            ),
        ],
        bids=[
            Asked(
                "jonas",
                "How can I find out what the letters are waiting for?",
                "letters",
            ),
        ],
        inquiry=(
            "Between the decision to go home and the taxi, nobody knows where the letter is.",
            "Follow letters instead of asking people.",
            "Twelve letters, step by step, together with somebody from pharmacy.",
        ),
        actions=[
            Agreed(
                "twelve-letters",
                "jonas",
                "the eleven o’clock round ends",
                "follow twelve letters from the round to the door, together with a pharmacist",
                "Most of the time is lost on checking the doses.",
                days=14,
            ),
            Agreed(
                "taxi-times",
                "lea",
                "I am on site duty this week",
                "write down when each transport was ordered, and when the patient was ready",
                "Transport comes two hours late.",
            ),
        ],
        reviews=[
            ("fatima", "Jonas asked himself the question in the end.", ""),
            ("lea", "", "One question at a time. We fired three at once."),
        ],
    ),
]
