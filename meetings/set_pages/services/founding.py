"""Found a set, with everything it needs to meet, in one transaction."""

import datetime as dt
from typing import Unpack

from django.db import transaction

from actionlearning.accounts.models import User
from actionlearning.lib.ids import public_code
from meetings.dates.services.schedule import begin_series
from meetings.models.series import Rhythm
from meetings.set_pages.queries.founding import own_organisations
from sets.agreement import services as agreement
from sets.invitations.services import invite
from sets.log import record
from sets.memberships import join
from sets.models import Administrator, LearningSet, Membership, Organisation, Programme
from sets.verbs import Verb


def found_set(
    *,
    by: User,
    organisation: str,
    programme: str,
    name: str,
    purpose: str,
    zone: str,
    starts_on: dt.date,
    time: dt.time,
    frequency: str,
    minutes: int,
    place: str,
    link: str,
    emails: list[str],
    ground_rules: str = "",
    code: str = "",
    **rhythm: Unpack[Rhythm],
) -> LearningSet:
    """Make a set with its coordinator (`by`), ground rules, meetings and invitations.

    `organisation` and `programme` are names: one of the founder's own is used again; else a
    new one is made, and the founder administers a new organisation. `code` is the address
    that the form drew: sent twice, it gives the same set. `rhythm` is the rest of the rule,
    apart from frequency and start.
    """
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)
        if sent_before := LearningSet.objects.filter(code=code).first():
            return sent_before
        learning_set = LearningSet.objects.create(
            code=code or public_code(),
            programme=_programme(_organisation(organisation, by), programme),
            name=name,
            purpose=purpose,
            zone=zone,
        )
        founder = join(learning_set, by, is_coordinator=True)
        record(learning_set, Verb.SET_FOUNDED, by=by, about=learning_set)
        _agree(learning_set, ground_rules, founder)
        where = {"time": time, "minutes": minutes, "place": place, "link": link}
        begin_series(
            learning_set,
            zone=zone,
            starts_on=starts_on,
            frequency=frequency,
            fields=where,
            rhythm=rhythm,
        )
        invite(learning_set, emails, by=founder)
    return learning_set


def _organisation(name: str, user: User) -> Organisation:
    # Only the founder's own: to use the name of another organisation opens nothing.
    for mine in own_organisations(user):
        if mine.name.casefold() == name.casefold():
            return mine
    made = Organisation.objects.create(name=name)
    Administrator.objects.create(organisation=made, user=user)
    return made


def _programme(organisation: Organisation, name: str) -> Programme:
    found = organisation.programmes.filter(name__iexact=name).first()
    return found or organisation.programmes.create(name=name)


def _agree(learning_set: LearningSet, ground_rules: str, founder: Membership) -> None:
    text = ground_rules.strip()
    if text:
        agreement.write(learning_set, text, by=founder)
    else:
        agreement.write(learning_set, agreement.default_ground_rules(), by=None)
