"""One whole cycle of action learning, through the pages only, on the deployed parts.

Fay founds a set with Pia and Max, and Sam manages it. They meet twice: the first meeting
ends in an action, the second begins with what came of it. Sam reads what Pia released,
until she takes it back.
"""

import re
from collections.abc import Callable

import pytest

from tests.e2e.person import Person
from tests.e2e.room import Room

pytestmark = [pytest.mark.e2e, pytest.mark.long]

ISSUE = "How can I get two teams to plan together?"
AGAIN = "How can I get two teams to want one plan?"
DEED = "ask both leads for an hour"
EXPECTED = "They say yes, but not before March."
ANSWERS = [
    (
        "What is the current issue?",
        "Each team guards its own plan.",
        "What action should be taken?",
    ),
    (
        "What action should be taken?",
        "Bring both leads to one table.",
        "What are the action points?",
    ),
    ("What are the action points?", "Ask Jo; book the small room.", "Actions"),
]
LESSON = "Ask for an hour, not for agreement."


def test_a_set_meets_twice(
    sit_down: Callable[[str], Person], record_property: Callable[[str, object], None]
):
    names = ("Fay Okoro", "Pia Lind", "Max Adler", "Sam Field")
    fay, pia, max_, sam = (sit_down(name) for name in names)

    _found(fay, pia, max_)
    _join(pia, max_, manager=sam)
    _agree(fay)
    _prepare(pia)
    first, second = Room(fay, pia, max_), Room(pia, fay, max_, pictured=False)
    _meet_first(first)
    _read_the_record(pia)
    _report_back(pia)
    _meet_again(second)
    _go_on(pia)
    _release(pia)
    _review(sam)
    _revoke(pia)
    _find_nothing(sam)
    record_property("Everybody followed, first meeting", first.in_words())
    record_property("Everybody followed, second meeting", second.in_words())


def _found(fay: Person, *others: Person) -> None:
    fay.open("/account/signup/")
    fay.look("sign-up")
    fay.sign_up()
    fay.sees("You are not in a set yet.")
    fay.look("home-alone")
    fay.follow("Start a set")
    fay.look("founding")
    fay.fill("Name of the set", "Harbour")
    fay.fill("Purpose", "Planning across teams.")
    fay.fill("Place", "Room 2")
    fay.fill("E-mail addresses", "\n".join(each.email for each in others))
    fay.press("Start the set")
    fay.sees("The set is started. Invitations are going out now.")
    fay.sees("You are facilitating.")
    fay.sees("Fay: no turn yet.")
    fay.look("set-new")
    fay.follow("Everybody, including those invited")
    fay.fill("Addresses", "sam@example.org")
    fay.choose("manager")
    fay.press("Send the invitations")
    fay.sees("The invitation is on its way.")
    fay.look("members")


def _join(*members: Person, manager: Person) -> None:
    for person in (*members, manager):
        _arrive_by_invitation(person)
    for person in members:
        person.press("Join the set")
        person.sees("Welcome. First, read how this set works together.")
        _accept(person)
    manager.press("Accept")
    manager.sees("No story released yet")
    manager.look("outcome-empty")


def _arrive_by_invitation(person: Person) -> None:
    letter = person.letter("Harbour")
    address = re.search(r"\S+/invitations/\S+", letter)
    assert address, letter
    person.open(address[0])
    person.look("invitation")
    person.sees("Planning across teams.")
    person.follow("Create your account")
    person.look("invitation-account")
    person.misses(person.email)
    person.sign_up(invited=True)
    person.sees("Harbour")


def _accept(person: Person) -> None:
    person.look("agreement")
    person.press("I accept")
    person.sees("Thank you. The others can see that you agree.")


def _agree(fay: Person) -> None:
    fay.open("/")
    fay.look("home-agreement")
    fay.follow("Read and accept")
    _accept(fay)


def _prepare(pia: Person) -> None:
    pia.open("/")
    pia.look("home")
    pia.press("I am coming")
    pia.sees("You said you are coming.")
    pia.follow("Prepare")
    pia.sees("Fay is facilitating.")
    pia.look("meeting-ahead")
    pia.follow("Write my report-back")
    pia.fill("What did you do?", "I have only listened so far.")
    pia.sees("Saved")
    pia.look("report-back")
    pia.press("File my report-back")
    pia.sees("Filed. The set can read it now.")
    pia.look("report-back-filed")


def _meet_first(room: Room) -> None:
    fay, pia, _max = room.people
    room.gather()
    room.begin()
    room.round("open")
    room.go_on("Who we are")
    room.round("introductions")
    room.go_on("Choose the issue")
    pia.fill("How can I …?", ISSUE)
    pia.press("Bid for airtime")
    room.all_see("1 of 3 has written.")
    fay.press("Put the bids on the table")
    room.all_see(ISSUE)
    fay.look("room-choose")
    fay.press("The set chose this")
    room.go_on("What is the current issue?")
    for question, answer, following in ANSWERS:
        room.answer(pia, question, answer)
        pia.look(f"room-{question.split()[-1].strip('?')}")
        room.go_on(following)
    _act(room, pia)
    room.go_on("Process review")
    _look_back(room)
    room.go_on("Close")
    room.close()


def _act(room: Room, pia: Person) -> None:
    pia.fill("When …", "the Monday call ends")
    pia.fill("I will …", DEED)
    pia.fill("What I expect to happen", EXPECTED)
    pia.press("Add this action")
    room.all_see(f"When the Monday call ends, I will {DEED}")
    room.round("actions")


def _look_back(room: Room) -> None:
    for person in room.people:
        person.fill("What helped?", f"{person.first_name} liked the silences.")
        person.press("Save")
    room.all_see("3 of 3 have written.")
    room.people[0].press("Show the answers")
    room.all_see("Max liked the silences.")
    room.people[0].look("room-review")


def _read_the_record(pia: Person) -> None:
    letter = pia.letter("what was agreed")
    assert DEED in letter
    pia.follow("Read the record")
    pia.sees(ISSUE)
    pia.sees(DEED)
    pia.look("record")


def _report_back(pia: Person) -> None:
    pia.open("/")
    pia.sees(DEED)
    pia.look("home-with-action")
    pia.follow("Prepare")
    pia.follow("Write my report-back")
    pia.sees(EXPECTED)
    pia.choose("Done")
    pia.fill("What did you do?", "I asked both leads on Monday.")
    pia.fill("What happened?", "Both came, for half an hour.")
    pia.choose("Better")
    pia.fill("The lesson, in one sentence", LESSON)
    pia.press("File my report-back")
    pia.sees("Filed. The set can read it now.")


def _meet_again(room: Room) -> None:
    room.gather()
    room.begin()
    room.round("open")
    room.go_on("Report-backs")
    room.round("report-backs")
    room.go_on("Choose the issue")
    room.go_on("Actions", without_issue=True)
    room.round("actions")
    room.go_on("Process review")
    room.go_on("Close")
    room.close()


def _go_on(pia: Person) -> None:
    pia.follow("Read the record")
    pia.sees(LESSON)
    pia.follow("Say what happens next with my issue")
    pia.choose("Ask it differently")
    pia.fill("The new sentence", AGAIN)
    pia.press("Save")
    pia.sees(
        "Reworded: the next generation is waiting. You can bid with it at the "
        "next meeting."
    )
    pia.look("next-steps")
    pia.page.get_by_role("link", name=AGAIN).first.click()
    pia.sees(ISSUE)
    pia.sees(AGAIN)
    pia.look("generation-line")


def _release(pia: Person) -> None:
    pia.open("/actions/")
    pia.look("actions")
    pia.follow("Show managers what came of it")
    pia.sees("This is all that your managers will see")
    pia.sees("Nothing so far.")
    for part in ("What happened", "The issue", "The action", "The lesson"):
        pia.page.get_by_label(part, exact=True).check()
    pia.page.locator("#preview").get_by_text(LESSON).wait_for()
    pia.look("release")
    pia.press("Release to Sam")
    pia.sees("Your managers can read it now.")
    pia.look("releases")


def _review(sam: Person) -> None:
    sam.letter("released a story")
    sam.open("/outcomes/")
    sam.look("outcomes")
    sam.follow("Harbour")
    sam.sees(LESSON)
    sam.look("outcome")


def _revoke(pia: Person) -> None:
    pia.press("Revoke")
    pia.sees("Revoked. Managers no longer see it.")


def _find_nothing(sam: Person) -> None:
    sam.page.reload()
    sam.sees("No story released yet")
    sam.misses(LESSON)
