import time

import pytest
from hypothesis import given, strategies as st

from actionlearning.lib.forms import TEXT
from sets.invitations.addresses import addresses_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ben@example.org", ["ben@example.org"]),
        ("ben@example.org, lea@example.org", ["ben@example.org", "lea@example.org"]),
        ("ben@example.org\nlea@example.org\n", ["ben@example.org", "lea@example.org"]),
        ("ben@example.org; lea@example.org", ["ben@example.org", "lea@example.org"]),
        ("Ben Shah <ben@example.org>", ["ben@example.org"]),
        ('"Shah, Ben" <ben@example.org>', ["ben@example.org"]),
        (
            "lea@example.org, Ben Shah <ben@example.org>, Brun, Tom <tom@example.org>",
            ["lea@example.org", "ben@example.org", "tom@example.org"],
        ),
        ("<ben@example.org>", ["ben@example.org"]),
        ("BEN@Example.org ben@example.org", ["ben@example.org"]),
        ("", []),
    ],
)
def test_addresses_are_read_as_people_paste_them(text: str, expected: list[str]):
    assert addresses_in(text) == (expected, [])


def test_what_is_no_address_is_named():
    good, bad = addresses_in("ben@example.org, lea@, Tom <tom>\n@example.org")

    assert good == ["ben@example.org"]
    assert bad == ["lea@", "tom", "@example.org"]


def test_an_address_that_is_too_long_is_none():
    long = f"{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 20}.org"

    assert addresses_in(long) == ([], [long])


@pytest.mark.parametrize("hostile", ["<{}x", "{}x", "a,{}x", '"{}x', "a <{}<"])
def test_hostile_text_is_read_at_once(hostile: str):
    began = time.process_time()

    addresses_in(hostile.format(" " * TEXT))

    assert time.process_time() - began < 1


@given(st.text(max_size=400))
def test_any_text_gives_an_answer(text: str):
    good, bad = addresses_in(text)

    assert len(good) == len(set(good))
    assert not set(good) & set(bad)
