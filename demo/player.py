"""Play the stories of the demo through the product's own services.

The clock is moved (`clock.at`), never the rows: a past meeting leaves behind
what a real one would have left.
"""

import datetime as dt

from allauth.account.models import EmailAddress
from django.db import transaction

from actionlearning.accounts.models import User
from actionlearning.lib.clock import at, instant_of, local, now
from actionlearning.outbox.services import cancel
from demo.meeting import play_meeting
from demo.people import EVERYBODY, ORGANISATION
from demo.played_set import PlayedSet
from demo.stories.budget import BUDGET
from demo.stories.letters_home import LETTERS_HOME
from demo.stories.north import NORTH
from demo.stories.streets import STREETS
from demo.story import Person, Raised, SetStory
from meetings.attendance.services import reply
from meetings.models import Meeting
from meetings.polls.services.polls import answer as answer_poll, open_poll
from meetings.rota.queries import turns as rota
from meetings.rota.services.swap import offer
from meetings.set_pages.services.closing import close_set
from meetings.set_pages.services.founding import found_set
from meetings.set_pages.services.leaving import end_membership
from reports.releases.services import release, revoke
from reports.report_backs.services import report_back
from reports.requests.services import answer, raise_request
from sets.agreement.services import accept as agree
from sets.invitations.services import accept, invite
from sets.models import Invitation, Membership, Organisation

ZONE = "Europe/London"
FOUNDER = "nadia"
DAY = dt.timedelta(days=1)
AFTERNOON = dt.time(14)
HOUR = dt.timedelta(hours=1)
STEP = {"weekly": 7, "monthly": 28}


def is_played() -> bool:
    """Say whether the demo organisation is there already."""
    return Organisation.objects.filter(name=ORGANISATION).exists()


@transaction.atomic
def play() -> None:
    """Make the demo organisation with its people and its four sets, up to this minute."""
    today = now()
    users = {person.key: _user(person) for person in EVERYBODY}
    for story in (NORTH, STREETS, LETTERS_HOME, BUDGET):
        played = _found(story, users, today)
        for number, past in enumerate(story.meetings, start=1):
            play_meeting(played, number, past)
        _outside(played, today)
        _lately(played, today)
        # Notices that were due in the past are not mailed today.
        cancel(set_code=played.learning_set.code)
        cancel(person=users[FOUNDER], kinds=["place_ended"])


def _user(person: Person) -> User:
    user = User.objects.create_user(
        person.email, name=person.name, zone=person.zone, zone_confirmed=True
    )
    EmailAddress.objects.create(
        user=user, email=user.email, verified=True, primary=True
    )
    return user


def _first_start(story: SetStory, today: dt.datetime) -> dt.datetime:
    """Return when the set's first meeting began, counted back from its next or last one."""
    step = STEP[story.frequency] * story.every
    back = len(story.meetings) * step
    if story.starts_in is None:
        last = local(today, ZONE).date() - dt.timedelta(days=story.closed_days)
        back -= step
        return instant_of(last - dt.timedelta(days=back), AFTERNOON, ZONE)
    soon = local(today + dt.timedelta(minutes=story.starts_in), ZONE)
    soon += dt.timedelta(minutes=-soon.minute % 5)
    time = soon.time().replace(second=0, microsecond=0)
    return instant_of(soon.date() - dt.timedelta(days=back), time, ZONE)


def _found(story: SetStory, users: dict[str, User], today: dt.datetime) -> PlayedSet:
    """Found the set; the founder hands it to the first member, and leaves."""
    first = _first_start(story, today)
    wall = local(first, ZONE)
    people = [users[key] for key in story.members]
    founded = min(first - 7 * DAY, today - DAY)
    with at(founded):
        learning_set = found_set(
            by=users[FOUNDER],
            organisation=ORGANISATION,
            programme=story.programme,
            name=story.name,
            purpose=story.purpose,
            zone=ZONE,
            starts_on=wall.date(),
            time=wall.time(),
            frequency=story.frequency,
            every=story.every,
            minutes=90,
            place=story.place,
            link=story.link,
            emails=[*(user.email for user in people), *story.invited],
            ground_rules=story.rules,
        )
        played = PlayedSet(story, users, learning_set)
        _join(played)
    with at(founded + 3 * HOUR):
        _hand_over(played)
    return played


def _join(played: PlayedSet) -> None:
    """Let everybody accept: the invitation first, then the ground rules."""
    agreement = played.learning_set.agreements.latest("version")
    for minutes, key in enumerate(played.story.members):
        with at(now() + minutes * dt.timedelta(minutes=20)):
            accept(_invitation(played, key), user=played.users[key])
            agree(agreement, by=_membership(played, key))


def _hand_over(played: PlayedSet) -> None:
    """Let the founder leave, and the coordinator bring in an adviser and a manager."""
    founder = _membership(played, FOUNDER)
    end_membership(founder, by=founder)
    played.memberships.update(
        {key: _membership(played, key) for key in played.story.members}
    )
    coordinator = played.memberships[played.story.members[0]]
    for key, role in (
        (played.story.adviser, "adviser"),
        (played.story.manager, "manager"),
    ):
        if key:
            email = played.users[key].email
            invite(played.learning_set, [email], by=coordinator, role=role)
            accept(_invitation(played, key), user=played.users[key])
    if played.story.adviser:
        agree(
            played.learning_set.agreements.latest("version"),
            by=_membership(played, played.story.adviser),
        )


def _invitation(played: PlayedSet, key: str) -> Invitation:
    return played.learning_set.invitations.get(email=played.users[key].email)


def _membership(played: PlayedSet, key: str) -> Membership:
    return Membership.current.select_related("user", "learning_set").get(
        learning_set=played.learning_set, user=played.users[key]
    )


def _outside(played: PlayedSet, today: dt.datetime) -> None:
    """Ask management, hear the answers, release stories and take one back."""
    for raised in played.story.raised:
        _raise(played, raised, today - raised.days * DAY)
    for shown in played.story.shown:
        owner = played.actions[shown.action].owner
        with at(today - shown.days * DAY):
            made = release(played.actions[shown.action], by=owner)
        if shown.revoked_days:
            with at(today - shown.revoked_days * DAY):
                revoke(made, by=owner)


def _raise(played: PlayedSet, raised: Raised, moment: dt.datetime) -> None:
    with at(moment):
        request = raise_request(
            played.learning_set,
            by=played.memberships[raised.who],
            sentence=raised.sentence,
            needed_by=(moment + raised.needed_in * DAY).date(),
            client_id=played.client_id("request", raised.sentence),
        )
    manager = played.learning_set.managers.first()
    if raised.answer and manager:
        with at(moment + raised.answered_after * DAY):
            answer(request, by=manager, state="decided", answer=raised.answer)


def _lately(played: PlayedSet, today: dt.datetime) -> None:
    """Prepare the next meeting, or close a set that no longer meets."""
    story, number = played.story, len(played.story.meetings)
    if story.starts_in is None:
        with at(played.meeting(number).ends_at + HOUR):
            close_set(played.learning_set, by=played.memberships[story.members[0]])
        return
    coming = played.meeting(number + 1)
    with at(today - 6 * HOUR):
        for key in story.members if number else ():
            answer = "cannot" if key in story.cannot else "coming"
            reply(coming, by=played.memberships[key], answer=answer)
    with at(today - 5 * HOUR):
        for told in story.filed:
            played.file(coming, told)
    with at(today - 4 * HOUR):
        _look_for_a_date(played, coming)
        _offer_the_turn(played, coming)
    with at(today - HOUR):
        if story.draft:
            fields = played.answers(story.draft)
            report_back.save_draft(
                coming, by=played.memberships[story.draft.who], fields=fields
            )


def _look_for_a_date(played: PlayedSet, coming: Meeting) -> None:
    """Ask for one more meeting; all answers are "yes" to the first time, else "maybe"."""
    story = played.story
    if not story.proposed:
        return
    poll = open_poll(
        played.learning_set,
        by=played.memberships[story.members[0]],
        times=[
            (coming.date + days * DAY, dt.time.fromisoformat(time))
            for days, time in story.proposed
        ],
    )
    first, *others = poll.times.order_by("starts_at")
    for key in story.members:
        if key not in story.silent:
            said = {first.pk: "yes"} | dict.fromkeys((t.pk for t in others), "maybe")
            answer_poll(poll, by=played.memberships[key], answers=said)


def _offer_the_turn(played: PlayedSet, coming: Meeting) -> None:
    asked = played.memberships.get(played.story.asked_to_facilitate)
    [duty] = rota.ahead(played.learning_set, count=1)
    if asked and duty.facilitator:
        offer(coming, by=duty.facilitator, to=asked)
