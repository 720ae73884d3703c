"""Live through the stories: everything is said and done by the product's own services.

The clock is moved (`clock.at`), never the rows: what a past meeting left behind is what
a real one would have left.
"""

import datetime as dt

from allauth.account.models import EmailAddress
from django.db import transaction

from actionlearning.accounts.models import User
from actionlearning.lib.clock import at, instant_of, local, now
from actionlearning.outbox.services import cancel
from demo.meeting import sit
from demo.people import EVERYBODY, ORGANISATION
from demo.stage import Stage
from demo.stories.budget import BUDGET
from demo.stories.letters_home import LETTERS_HOME
from demo.stories.north import NORTH
from demo.stories.streets import STREETS
from demo.story import (
    Life,
    Person,
    Raised,
)
from meetings.attendance.services import reply
from meetings.models import Meeting
from meetings.polls.services.polls import answer as answer_poll
from meetings.polls.services.polls import open_poll
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
    for life in (NORTH, STREETS, LETTERS_HOME, BUDGET):
        stage = _found(life, users, today)
        for number, sat in enumerate(life.sat, start=1):
            sit(stage, number, sat)
        _outside(stage, today)
        _lately(stage, today)
        # What was due in the past is not mailed today.
        cancel(set_code=stage.learning_set.code)
        cancel(person=users[FOUNDER], kinds=["place_ended"])


def _user(person: Person) -> User:
    user = User.objects.create_user(
        person.email, name=person.name, zone=person.zone, zone_confirmed=True
    )
    EmailAddress.objects.create(
        user=user, email=user.email, verified=True, primary=True
    )
    return user


def _first_start(life: Life, today: dt.datetime) -> dt.datetime:
    """Return when the set's first meeting began, counted back from its next or last one."""
    step = STEP[life.frequency] * life.every
    back = len(life.sat) * step
    if life.starts_in is None:
        last = local(today, ZONE).date() - dt.timedelta(days=life.closed_days)
        back -= step
        return instant_of(last - dt.timedelta(days=back), AFTERNOON, ZONE)
    soon = local(today + dt.timedelta(minutes=life.starts_in), ZONE)
    soon += dt.timedelta(minutes=-soon.minute % 5)
    time = soon.time().replace(second=0, microsecond=0)
    return instant_of(soon.date() - dt.timedelta(days=back), time, ZONE)


def _found(life: Life, users: dict[str, User], today: dt.datetime) -> Stage:
    """Found the set; the founder hands it to the first member, and leaves."""
    first = _first_start(life, today)
    wall = local(first, ZONE)
    people = [users[key] for key in life.members]
    founded = min(first - 7 * DAY, today - DAY)
    with at(founded):
        learning_set = found_set(
            by=users[FOUNDER],
            organisation=ORGANISATION,
            programme=life.programme,
            name=life.name,
            purpose=life.purpose,
            zone=ZONE,
            starts_on=wall.date(),
            time=wall.time(),
            frequency=life.frequency,
            every=life.every,
            minutes=90,
            place=life.place,
            link=life.link,
            emails=[*(user.email for user in people), *life.invited],
            ground_rules=life.rules,
        )
        stage = Stage(life, users, learning_set)
        _join(stage)
    with at(founded + 3 * HOUR):
        _hand_over(stage)
    return stage


def _join(stage: Stage) -> None:
    """Let everybody accept: the invitation first, then the ground rules."""
    agreement = stage.learning_set.agreements.latest("version")
    for minutes, key in enumerate(stage.life.members):
        with at(now() + minutes * dt.timedelta(minutes=20)):
            accept(_invitation(stage, key), user=stage.users[key])
            agree(agreement, by=_membership(stage, key))


def _hand_over(stage: Stage) -> None:
    """The founder leaves, and the coordinator brings in adviser and manager."""
    founder = _membership(stage, FOUNDER)
    end_membership(founder, by=founder)
    stage.memberships.update(
        {key: _membership(stage, key) for key in stage.life.members}
    )
    coordinator = stage.memberships[stage.life.members[0]]
    for key, role in ((stage.life.adviser, "adviser"), (stage.life.manager, "manager")):
        if key:
            email = stage.users[key].email
            invite(stage.learning_set, [email], by=coordinator, role=role)
            accept(_invitation(stage, key), user=stage.users[key])
    if stage.life.adviser:
        agree(
            stage.learning_set.agreements.latest("version"),
            by=_membership(stage, stage.life.adviser),
        )


def _invitation(stage: Stage, key: str) -> Invitation:
    return stage.learning_set.invitations.get(email=stage.users[key].email)


def _membership(stage: Stage, key: str) -> Membership:
    return Membership.current.select_related("user", "learning_set").get(
        learning_set=stage.learning_set, user=stage.users[key]
    )


def _outside(stage: Stage, today: dt.datetime) -> None:
    """Ask management, hear the answers, release stories and take one back."""
    for raised in stage.life.raised:
        _raise(stage, raised, today - raised.days * DAY)
    for shown in stage.life.shown:
        owner = stage.actions[shown.action].owner
        with at(today - shown.days * DAY):
            made = release(stage.actions[shown.action], by=owner)
        if shown.revoked_days:
            with at(today - shown.revoked_days * DAY):
                revoke(made, by=owner)


def _raise(stage: Stage, raised: Raised, moment: dt.datetime) -> None:
    with at(moment):
        request = raise_request(
            stage.learning_set,
            by=stage.memberships[raised.who],
            sentence=raised.sentence,
            needed_by=(moment + raised.needed_in * DAY).date(),
            client_id=stage.client_id("request", raised.sentence),
        )
    manager = stage.learning_set.managers.first()
    if raised.answer and manager:
        with at(moment + raised.answered_after * DAY):
            answer(request, by=manager, state="decided", answer=raised.answer)


def _lately(stage: Stage, today: dt.datetime) -> None:
    """Prepare the next meeting; or close a set that meets no more."""
    life, number = stage.life, len(stage.life.sat)
    if life.starts_in is None:
        with at(stage.meeting(number).ends_at + HOUR):
            close_set(stage.learning_set, by=stage.memberships[life.members[0]])
        return
    coming = stage.meeting(number + 1)
    with at(today - 6 * HOUR):
        for key in life.members if number else ():
            answer = "cannot" if key in life.cannot else "coming"
            reply(coming, by=stage.memberships[key], answer=answer)
    with at(today - 5 * HOUR):
        for told in life.filed:
            stage.file(coming, told)
    with at(today - 4 * HOUR):
        _look_for_a_date(stage, coming)
        _offer_the_turn(stage, coming)
    with at(today - HOUR):
        if life.draft:
            fields = stage.answers(life.draft)
            report_back.save_draft(
                coming, by=stage.memberships[life.draft.who], fields=fields
            )


def _look_for_a_date(stage: Stage, coming: Meeting) -> None:
    """Ask for one meeting more; who answers can at the first time, perhaps at the others."""
    life = stage.life
    if not life.proposed:
        return
    poll = open_poll(
        stage.learning_set,
        by=stage.memberships[life.members[0]],
        times=[
            (coming.date + days * DAY, dt.time.fromisoformat(time))
            for days, time in life.proposed
        ],
    )
    first, *others = poll.times.order_by("starts_at")
    for key in life.members:
        if key not in life.silent:
            said = {first.pk: "yes"} | dict.fromkeys((t.pk for t in others), "maybe")
            answer_poll(poll, by=stage.memberships[key], answers=said)


def _offer_the_turn(stage: Stage, coming: Meeting) -> None:
    asked = stage.memberships.get(stage.life.asked_to_facilitate)
    [duty] = rota.ahead(stage.learning_set, count=1)
    if asked and duty.facilitator:
        offer(coming, by=duty.facilitator, to=asked)
