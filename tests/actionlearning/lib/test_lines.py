"""Names and other lines hold visible characters only (threat-model.md#hostile-text)."""

import pytest
from django import forms

from actionlearning.accounts.forms import ProfileForm, SignupExtras
from actionlearning.lib.clock import now
from actionlearning.lib.forms import LineField
from actionlearning.lib.text import one_line
from actionlearning.outbox.email import compose
from actionlearning.outbox.models import Notice
from tests.support.cast import Cast

HIDDEN = [
    "Ama\r\nBcc: all@example.org",
    "Ama\tMensah",
    "Ama\x1bMensah",
    "Ama\x85Mensah",
    "Ama\u2028Mensah",
    "Ama\u202eMensah",
    "Ama\u2066Mensah\u2069",
]
VISIBLE = [
    "Léa Brun",
    "O’Neill-Şahin",
    "محمد علی",
    "نیلوفر می‌خواهد",
    "王小明",
    "Ama 🌿",
]
SAID = "This contains a line break or an invisible character. Please retype it."


class Named(forms.Form):
    name = LineField(max_length=80)


@pytest.mark.parametrize("name", HIDDEN)
def test_a_hidden_character_is_refused_at_the_field(name: str):
    assert Named({"name": name}).errors == {"name": [SAID]}


@pytest.mark.parametrize("name", VISIBLE)
def test_a_name_in_any_script_is_taken(name: str):
    form = Named({"name": name})

    assert form.is_valid()
    assert form.cleaned_data["name"] == name


@pytest.mark.parametrize("kind", [ProfileForm, SignupExtras])
def test_a_person_has_a_visible_name(kind: type[forms.Form]):
    facts = {"zone": "UTC", "language": "de", "morning": "07:30"}

    form = kind({"name": HIDDEN[0], **facts})

    assert form.errors == {"name": [SAID]}


def test_the_profile_keeps_the_old_name(cast: Cast):
    typed = {"name": "Ben\u202eShah", "zone": "UTC", "language": "de"}
    typed |= {"morning": "07:30"}

    answer = cast.client("ben").post("/profile/", typed)

    cast.ben.refresh_from_db()
    assert (answer.status_code, cast.ben.name) == (422, "Ben Shah")
    assert SAID in answer.text


@pytest.mark.parametrize("name", HIDDEN)
def test_one_line_for_a_header_is_one_visible_line(name: str):
    assert one_line(name) in {"Ama Mensah", "Ama Bcc: all@example.org"}


def test_a_name_from_elsewhere_adds_no_header_to_a_mail(cast: Cast):
    cast.fay.name = HIDDEN[0] + "\u202e"
    cast.fay.save(update_fields=["name"])
    invitation = cast.harbour.invitation
    notice = Notice(
        pk=1,
        kind="invitation",
        address=invitation.email,
        about={"invitation": invitation.pk},
        useless_after=now(),
    )

    message = compose(notice)

    assert message
    assert message.message()["Bcc"] is None
    assert message.subject.startswith("Ama Bcc: all@example.org invites you")
