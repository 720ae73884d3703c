import datetime as dt
from functools import partial

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from actionlearning.accounts.models import User
from actionlearning.lib.clock import now
from actionlearning.lib.errors import NotAllowedYet, NotYours, RateLimited, Stale
from actionlearning.outbox.email import compose
from actionlearning.outbox.models import Notice
from sets.invitations.services import accept, invite, revoke
from sets.memberships import end
from sets.models import Invitation, Membership, SetManager
from tests.meetings.room.live_meeting import together
from tests.sets.invitations.inviting import invited
from tests.support import build
from tests.support.cast import Cast, cast as build_cast

WEEK = dt.timedelta(days=7)


def test_an_invitation_is_mailed_once_and_useless_when_it_expires(cast: Cast):
    (one,) = invited(cast, "Nia@Example.org ")

    mail = Notice.objects.get(key=f"invitation:{one.pk}")
    assert (mail.kind, mail.address) == ("invitation", "nia@example.org")
    assert mail.about == {"invitation": one.pk, "language": "en-gb"}
    assert mail.useless_after == one.expires_at


def test_it_is_in_the_language_of_the_address_or_else_of_the_host(
    cast: Cast, nia: User
):
    User.objects.filter(pk=cast.fay.pk).update(language="de")
    User.objects.filter(pk=nia.pk).update(language="en-gb")

    known, new = invited(cast, nia.email, "new@example.org")

    def subject(invitation: Invitation) -> str:
        message = compose(Notice.objects.get(key=f"invitation:{invitation.pk}"))
        assert message
        return str(message.subject)

    assert subject(known) == "Fay Okoro invites you to the set Harbour"
    assert subject(new) == "Fay Okoro lädt dich in die Gruppe Harbour ein"


def test_an_open_invitation_stays_and_is_not_mailed_again(cast: Cast):
    first = invited(cast, "nia@example.org")

    assert invited(cast, "nia@example.org") == first
    assert Notice.objects.filter(address="nia@example.org").count() == 1


def test_who_was_removed_while_typing_invites_revokes_and_removes_nobody(cast: Cast):
    (open_one,) = invited(cast, "nia@example.org")
    fay, ben = cast.membership("fay"), cast.membership("ben")
    Membership.objects.filter(pk=fay.pk).update(left_at=now())

    for deed in (
        partial(invite, cast.set, ["fay@elsewhere.example"], by=fay),
        partial(revoke, open_one, by=fay),
        partial(end, ben, by=fay),
    ):
        with pytest.raises(PermissionDenied):
            deed()

    assert not Notice.objects.filter(address="fay@elsewhere.example").exists()
    open_one.refresh_from_db()
    assert (open_one.state, cast.membership("ben").has_left) == ("open", False)


def test_an_expired_invitation_is_renewed_by_a_new_one(cast: Cast):
    (old,) = invited(cast, "nia@example.org")

    with time_machine.travel(now() + WEEK + dt.timedelta(minutes=1)):
        (new,) = invited(cast, "nia@example.org")

    old.refresh_from_db()
    assert (old.state, new.state) == ("revoked", "open")
    assert new.pk != old.pk


def test_another_role_gives_way_to_the_new_one(cast: Cast):
    (old,) = invited(cast, "nia@example.org")
    (new,) = invited(cast, "nia@example.org", role="manager")

    old.refresh_from_db()
    assert (old.state, new.role) == ("revoked", "manager")


def test_who_is_inside_is_left_out(cast: Cast):
    assert invited(cast, "pia@example.org", "SAM@example.org") == []


def test_a_set_sends_twenty_invitations_a_day(cast: Cast):
    cast.set.invitations.all().delete()
    invited(cast, *(f"m{n}@example.org" for n in range(20)), role="adviser")

    with pytest.raises(RateLimited, match="0 more invitations"):
        invited(cast, "one-more@example.org", role="adviser")
    with time_machine.travel(now() + dt.timedelta(days=1, minutes=1)):
        assert invited(cast, "one-more@example.org", role="adviser")


def test_one_person_cannot_spread_a_flood_over_many_sets(cast: Cast):
    other = build.learning_set(cast.set.programme, "Other")
    Invitation.objects.bulk_create(
        Invitation(
            learning_set=other,
            email=f"m{n}@example.org",
            invited_by=cast.fay,
            expires_at=now(),
        )
        for n in range(59)
    )

    with pytest.raises(RateLimited):
        invited(cast, "nia@example.org")


def test_too_many_sends_none(cast: Cast):
    with pytest.raises(NotAllowedYet, match="3 places are left"):
        invited(cast, *(f"m{n}@example.org" for n in range(4)))

    assert not Notice.objects.exists()


def test_accepting_gives_a_place(cast: Cast, nia: User):
    (one,) = invited(cast, nia.email)

    membership = accept(one, user=nia)

    assert isinstance(membership, Membership)
    assert (membership.learning_set, membership.kind, membership.on_rota) == (
        cast.set,
        "member",
        True,
    )


def test_an_adviser_sits_in_the_set_but_not_on_the_rota(cast: Cast, nia: User):
    membership = accept(invited(cast, nia.email, role="adviser")[0], user=nia)

    assert isinstance(membership, Membership)
    assert (membership.kind, membership.on_rota) == ("adviser", False)


def test_a_manager_gets_no_place_in_the_set(cast: Cast, nia: User):
    appointment = accept(invited(cast, nia.email, role="manager")[0], user=nia)

    assert isinstance(appointment, SetManager)
    assert not nia.memberships.exists()


def test_accepting_twice_gives_the_same_place(cast: Cast, nia: User):
    (one,) = invited(cast, nia.email)

    assert accept(one, user=nia) == accept(one, user=nia)


def test_only_the_invited_address_may_accept(cast: Cast, nia: User):
    (one,) = invited(cast, "somebody@example.org")

    with pytest.raises(NotYours):
        accept(one, user=nia)
    assert not nia.memberships.exists()


def test_a_revoked_or_expired_invitation_opens_nothing(cast: Cast, nia: User):
    (one,) = invited(cast, nia.email)
    with (
        time_machine.travel(now() + WEEK + dt.timedelta(minutes=1)),
        pytest.raises(Stale),
    ):
        accept(one, user=nia)
    revoke(one, by=cast.membership("fay"))

    with pytest.raises(Stale):
        accept(one, user=nia)
    assert not nia.memberships.exists()


def test_an_accepted_invitation_does_not_bring_back_who_was_removed(
    cast: Cast, nia: User
):
    (one,) = invited(cast, nia.email)
    membership = accept(one, user=nia)
    Membership.objects.filter(pk=membership.pk).update(left_at=now())

    with pytest.raises(Stale):
        accept(one, user=nia)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_accepted_at_once_in_three_tabs_makes_one_place():
    cast = build_cast()
    nia = build.people("Nia Cole")[0]
    (one,) = invited(cast, nia.email)

    raised = together(*[partial(accept, one, user=nia) for _ in range(3)])

    assert raised == [None] * 3
    assert nia.memberships.count() == 1
