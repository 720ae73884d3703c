"""Names and other lines hold visible characters only (threat-model.md#hostile-text)."""

import pytest
from django import forms
from hypothesis import given, strategies as st

from actionlearning.accounts.forms import ProfileForm, SignupExtras
from actionlearning.lib.clock import now
from actionlearning.lib.forms import LineField, VideoLinkField
from actionlearning.lib.text import INVISIBLE, one_line, shown
from actionlearning.outbox.email import compose
from actionlearning.outbox.models import Notice
from tests.support.cast import Cast

HIDDEN = [
    "Ama\r\nBcc: all@example.org",
    "Ama\tMensah",
    "Ama\x1bMensah",
    "Ama\x85Mensah",
    "Ama\u2028Mensah",
]
#: What people paste and do not see, and the line that they mean.
PASTED = [
    ("Ama\u202eMensah", "AmaMensah"),
    ("Ama\u2066 Mensah\u2069", "Ama Mensah"),
    ("\ufeffAma Mensah\u200b", "Ama Mensah"),
    ("Ama Mensah \u200e", "Ama Mensah"),
    ("Mu\u0308l\u00adler", "Mu\u0308ller"),
    ("Auf\u200clage", "Auflage"),
    ("\u200dAma\u200d", "Ama"),
    ("Ama\U000e0041\U000e006d", "Ama"),
    ("Ama\ufe0f", "Ama"),
]
BLANK = ["\u3164", "\u2800", "\U000e0020", "\uffa0", "\u200b \u2060", "\u0301"]
VISIBLE = [
    "Léa Brun",
    "O’Neill-Şahin",
    "محمد علی",
    "نیلوفر می‌خواهد",
    "王小明",
    "Ama 🌿",
    "۱۰\u200cنفره",
    "ශ්\u200dරී",
    "র\u200d্যাব",
    "葛\U000e0100城",
    "Ama 👩🏽\u200d⚕\ufe0f",
    "❤\ufe0f\u200d🔥",
    "1\ufe0f\u20e3",
]
SAID = "This contains a line break or an invisible character. Please retype it."


class Named(forms.Form):
    name = LineField(max_length=80)


@pytest.mark.parametrize("name", HIDDEN)
def test_a_hidden_character_is_refused_at_the_field(name: str):
    assert Named({"name": name}).errors == {"name": [SAID]}


@pytest.mark.parametrize(("pasted", "meant"), PASTED)
def test_what_cannot_be_seen_is_taken_off(pasted: str, meant: str):
    form = Named({"name": pasted})

    assert form.is_valid()
    assert form.cleaned_data["name"] == one_line(pasted) == meant


@pytest.mark.parametrize("name", BLANK)
def test_a_name_has_a_visible_character(name: str):
    assert Named({"name": name}).errors == {"name": ["This is still empty."]}


@given(
    st.text(
        st.sampled_from("ai می्র👩⚕❤1\u20e3葛\u200c\u200d\u200b\ufe0f\U000e0100\u3164")
    )
)
def test_taking_off_twice_changes_nothing(text: str):
    once = shown(text)

    assert shown(once) == once
    assert not INVISIBLE.match(once[:1])


def test_a_wrong_video_link_is_refused_once():
    with pytest.raises(forms.ValidationError) as refused:
        VideoLinkField().clean("javascript:alert(1)")

    assert refused.value.messages == ["This is not a web address."]


def test_a_video_link_is_taken_as_it_was_meant():
    assert VideoLinkField().clean("meet.example/harbour\u200b") == (
        "https://meet.example/harbour"
    )


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
    typed = {"name": HIDDEN[0], "zone": "UTC", "language": "de"}
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
