"""Letters home: five meetings in spring, closed when its question had an answer."""

from demo.story import Agreed, Asked, PastMeeting, Raised, SetStory, Shown, Told

LETTERS_HOME = SetStory(
    name="Letters home",
    programme="Leading on the wards",
    purpose="Clinic letters that patients can read.",
    members=("seun", "marta", "jiwoo", "ahmed", "bronwen"),
    manager="helen",
    frequency="weekly",
    starts_in=None,
    closed_days=24,
    place="Outpatients, the room behind reception",
    meetings=[
        PastMeeting(
            facilitator="seun",
            issue="readable",
            bids=[
                Asked("marta", "How can I get consultants to write shorter letters?"),
                Asked("bronwen", "How can I stop patients ringing about letters?"),
            ],
            inquiry=(
                "Forty calls a week ask what the letter means. Secretaries translate on the phone what a doctor dictated.",
                "Ask callers which word it was.",
                "One week, one sheet beside each phone.",
            ),
            actions=[
                Agreed(
                    "which-word",
                    "marta",
                    "somebody rings about a letter",
                    "ask which word made them ring, and write it down",
                    "Latin.",
                ),
                Agreed(
                    "own-letter",
                    "ahmed",
                    "I dictate on Thursday",
                    "read three of my own letters aloud to the clinic nurse",
                    "She finds them clear enough.",
                ),
            ],
            reviews=[("jiwoo", "A consultant among us who asked.", "")],
        ),
        PastMeeting(
            facilitator="marta",
            issue="dictation",
            told=[
                Told(
                    "marta",
                    did="Thirty-eight calls, thirty-eight words.",
                    happened="Two were Latin. Eleven were “unremarkable”, nine were “review”.",
                    compared="different",
                    difference="I expected Latin. It is English that frightens people.",
                    lesson="The short word can be the hard one.",
                    became={"which-word": ("done", "")},
                ),
                Told(
                    "ahmed",
                    did="I read three letters aloud.",
                    happened="She stopped me at “this pleasant lady”. The patient was a judge.",
                    compared="worse",
                    difference="I thought them clear.",
                    lesson="Read it aloud to somebody who is not paid to agree.",
                    became={"own-letter": ("done", "")},
                ),
            ],
            bids=[
                Asked("ahmed", "How can I dictate to the patient and not about them?"),
            ],
            inquiry=(
                "The letter is addressed to a colleague, and the patient reads over his shoulder.",
                "Turn the address round.",
                "Ten letters to the patient, copy to the doctor.",
            ),
            actions=[
                Agreed(
                    "dear-patient",
                    "ahmed",
                    "my clinic ends on Monday",
                    "dictate ten letters to the patient, with a copy to the family doctor",
                    "Each takes me twice as long.",
                ),
            ],
        ),
        PastMeeting(
            facilitator="jiwoo",
            issue="readable",
            told=[
                Told(
                    "ahmed",
                    did="Ten letters, in one sitting.",
                    happened="The first took nine minutes and the tenth three, which is less than before.",
                    compared="better",
                    difference="Twice as long, I had said.",
                    lesson="It is quicker to write to somebody than about them.",
                    became={"dear-patient": ("done", "")},
                    then=("dictation", "close", ""),
                ),
                Told(
                    "marta",
                    did="I put the eleven “unremarkable” beside each other.",
                    happened="Every one of them meant: all is well.",
                    compared="different",
                    difference="I wanted letters to be shorter. They have to be plainer, which can be longer.",
                    lesson="Say the good news in the first line.",
                    then=(
                        "readable",
                        "reframe",
                        "How can the first line say what the patient most wants to know?",
                    ),
                ),
            ],
            bids=[
                Asked(
                    "marta",
                    "How can the first line say what the patient most wants to know?",
                    "readable",
                ),
                Asked("jiwoo", "How can the booking letter stop sounding like a fine?"),
            ],
            inquiry=(
                "The first line is a date of birth.",
                "Move it, and see who objects.",
                "A first line of plain words, the numbers at the foot.",
            ),
            actions=[
                Agreed(
                    "first-line",
                    "marta",
                    "I type the dermatology letters",
                    "begin with one plain line, and put the numbers at the foot",
                    "Records will object.",
                ),
                Agreed(
                    "count-calls",
                    "bronwen",
                    "the phone rings about a letter",
                    "keep counting, and keep the sheet where all can see it",
                    "Thirty instead of forty.",
                ),
            ],
        ),
        PastMeeting(
            facilitator="bronwen",
            issue="booking",
            away=("seun",),
            told=[
                Told(
                    "bronwen",
                    did="I counted for a week.",
                    happened="Twenty-two, and seven of those were to say thank you.",
                    compared="better",
                    difference="I had hoped for thirty.",
                    lesson="A sheet on the wall counts by itself.",
                    became={"count-calls": ("done", "")},
                ),
            ],
            bids=[
                Asked("jiwoo", "How can the booking letter stop sounding like a fine?"),
            ],
            inquiry=(
                "“Failure to attend will result in”: it is the first thing that people in pain read from us.",
                "Say what we would like instead.",
                "Rewrite one paragraph with a patient.",
            ),
            actions=[
                Agreed(
                    "one-paragraph",
                    "jiwoo",
                    "the patients’ panel meets on Tuesday",
                    "bring the paragraph, large, and a pen for everybody",
                    "They make it longer.",
                ),
            ],
        ),
        PastMeeting(
            facilitator="ahmed",
            issue="readable",
            told=[
                Told(
                    "jiwoo",
                    did="Nine people, nine pens, one paragraph.",
                    happened="Four lines became one: “If you cannot come, ring us, and somebody else can have your place.”",
                    compared="better",
                    difference="They made it shorter than I would have dared.",
                    lesson="Let those who get the letter write it.",
                    became={"one-paragraph": ("done", "")},
                    then=("booking", "close", ""),
                ),
                Told(
                    "marta",
                    did="Forty letters with a plain first line.",
                    happened="Records did object, for one day: the window of the envelope shows the first line. We moved it by two centimetres.",
                    compared="as_expected",
                    difference="They objected, but to the envelope and not to the words.",
                    lesson="Send one before you send forty.",
                    became={"first-line": ("done", "")},
                    then=(
                        "readable",
                        "reframe",
                        "How can other clinics start with that line without a rule?",
                    ),
                ),
            ],
            bids=[
                Asked(
                    "marta",
                    "How can other clinics start with that line without a rule?",
                    "readable",
                ),
            ],
            inquiry=(
                "Rules about letters are in a drawer. Habits are in the template.",
                "Change the template, not the people.",
                "Ask for one line in the template of all clinics.",
            ),
            actions=[],
            reviews=[
                ("marta", "We end because we have an answer.", ""),
                ("ahmed", "I dictate differently.", ""),
                ("bronwen", "Nobody ever asked me before.", ""),
            ],
        ),
    ],
    raised=[
        Raised(
            "seun",
            "One plain first line in the letter template of every clinic.",
            days=34,
            needed_in=20,
            answer="Decided for dermatology and rheumatology now, for all clinics from April. Thank you for the ten letters.",
            answered_after=8,
        ),
    ],
    shown=[
        Shown("dear-patient", 33),
        Shown("one-paragraph", 23),
    ],
)
