import pytest

from actionlearning.lib.clock import now
from actionlearning.outbox.email import compose
from actionlearning.outbox.models import Notice
from sets.models import Invitation


def written(invitation: Invitation) -> str | None:
    notice = Notice(
        pk=1,
        kind="invitation",
        address=invitation.email,
        about={"invitation": invitation.pk},
        useless_after=invitation.expires_at,
    )
    message = compose(notice)
    return f"{message.subject}\n{message.to}\n{message.body}" if message else None


@pytest.fixture
def invitation(cast) -> Invitation:
    found: Invitation = cast.harbour.invitation
    return found


def test_an_invitation_says_who_asks_into_what_until_when(invitation, settings):
    text = written(invitation)

    assert text
    assert "Fay Okoro invites you to the set Harbour" in text
    assert "invites you to join Harbour at Harbour Trust." in text
    assert f"signed in as {invitation.email}" in text
    assert f"{settings.SITE_URL}/invitations/{invitation.token}/" in text


@pytest.mark.parametrize(
    ("role", "asks"), [("manager", "to be a manager of"), ("adviser", "to advise")]
)
def test_an_invitation_says_as_what(invitation, role, asks):
    invitation.role = role
    invitation.save(update_fields=["role"])

    assert asks in (written(invitation) or "")


def test_an_invitation_says_when_the_set_meets_but_not_what_for(invitation, cast):
    text = written(invitation) or ""

    assert "Next meeting: " in text
    assert "09:00–10:30 London" in text
    assert "How long: 90 minutes" in text
    assert cast.set.purpose not in text


@pytest.mark.parametrize("field", ["accepted_at", "revoked_at", "expires_at"])
def test_an_invitation_that_is_over_is_not_mailed(invitation, field):
    assert written(invitation)

    setattr(invitation, field, now())
    invitation.save(update_fields=[field])

    assert written(invitation) is None
