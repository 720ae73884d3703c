"""Each mailbox has one spelling (docs/decisions/0031)."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, strategies as st

from actionlearning.lib.addresses import check_address, spelled
from actionlearning.lib.forms import AddressField


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("Cea.K@Example.org", "cea.k@example.org"),
        ("cea.k@example.org\u200b", "cea.k@example.org"),
        ("\u202acea.k@example.org\u202c", "cea.k@example.org"),
        ("cea.k@exam\u00adple.org \ufeff", "cea.k@example.org"),
        ("cea@ｄｅｍｏ.example", "cea@demo.example"),
        ("cea＠demo。example", "cea@demo.example"),
        ("cea@MÜNCHEN.example", "cea@xn--mnchen-3ya.example"),
        ("cea@mu\u0308nchen.example", "cea@xn--mnchen-3ya.example"),
        ("cea@XN--mnchen-3ya.example", "cea@xn--mnchen-3ya.example"),
        ("cea@straße.example", "cea@xn--strae-oqa.example"),
        ("ſea@example.org", "sea@example.org"),
    ],
)
def test_an_address_has_one_spelling(typed: str, address: str):
    assert AddressField().clean(typed) == spelled(typed) == address


@pytest.mark.parametrize(
    "typed",
    [
        "cea",
        "cea@",
        "ceä@example.org",
        "cea@🌿.example",
        f"{'a' * 250}@b.org",
        "ıdo@b.org",
    ],
)
def test_what_mail_cannot_reach_is_refused_once(typed: str):
    with pytest.raises(ValidationError) as refused:
        AddressField().clean(typed)

    assert refused.value.messages == ["This is not an e-mail address."]


@given(st.emails())
def test_spelling_twice_changes_nothing(email: str):
    check_address(spelled(email))

    assert spelled(spelled(email)) == spelled(email)
