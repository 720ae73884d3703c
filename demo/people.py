"""The people of the demo, and those as whom a visitor may sign in."""

from demo.story import Person

ORGANISATION = "Calderbridge City and Hospitals"

EVERYBODY = [
    Person("fatima", "Fatima Rahmani", "ward manager, short stay"),
    Person("jonas", "Jonas Lindqvist", "ward manager, respiratory"),
    Person("priya", "Priya Nair", "ward manager, older people’s medicine"),
    Person("mwangi", "Mwangi Kamau", "charge nurse, surgery"),
    Person("lea", "Léa Fournier", "site nurse", "Europe/Paris"),
    Person("tomasz", "Tomasz Wiśniewski", "ward manager, stroke unit"),
    Person("ruth", "Ruth Abara", "set adviser"),
    Person("helen", "Helen Marsh", "deputy director of nursing"),
    Person("aroha", "Aroha Tamihana", "transport planner"),
    Person("dmitri", "Dmitri Volkov", "signals engineer"),
    Person("shreya", "Shreya Banerjee", "school travel officer"),
    Person("callum", "Callum Reid", "highways maintenance"),
    Person("noor", "Noor el-Amin", "community engagement"),
    Person("ines", "Inês Carvalho", "finance business partner", "Europe/Lisbon"),
    Person("hiroshi", "Hiroshi Tanaka", "facilities manager"),
    Person("seun", "Oluwaseun Bakare", "outpatient service manager"),
    Person("marta", "Marta Kowalczyk", "lead medical secretary"),
    Person("jiwoo", "Han Ji-woo", "patient access"),
    Person("ahmed", "Ahmed Siddiqui", "consultant dermatologist"),
    Person("bronwen", "Bronwen Pryce", "booking clerk"),
    Person("nadia", "Nadia Haddad", "learning and development"),
]

CHOSEN = {
    "tomasz": "it is his turn to facilitate, in a few minutes",
    "fatima": "coordinates the same set, and has a report-back to write",
    "jonas": "has half a report-back written, and an issue in its fourth generation",
    "priya": "has filed her report-back and released two stories",
    "helen": "manages two sets, and owes one of them an answer",
    "ruth": "advises the set of Fatima, Jonas and Priya",
    "callum": "is asked by his set which of three dates he could",
    "noor": "is asked to facilitate her set’s next meeting",
    "ines": "coordinates a set founded yesterday, with four invitations open",
    "nadia": "administers the organisation, and can read none of it",
}


def people() -> list[tuple[str, str, str]]:
    """Return (e-mail, name, description) of the people worth signing in as."""
    known = {person.key: person for person in EVERYBODY}
    return [
        (known[key].email, known[key].name, f"{known[key].work}: {text}")
        for key, text in CHOSEN.items()
    ]
