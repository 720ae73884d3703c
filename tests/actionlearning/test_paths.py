"""A path with a token is the one that Django would reverse."""

from __future__ import annotations

import string

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from actionlearning.lib.paths import path_with

#: What signed tokens are made of, and what none of ours has.
TOKENS = st.text(string.ascii_letters + string.digits + "-_.:=~ %é", min_size=1)


@pytest.mark.parametrize("name", ["unsubscribe", "meetings:reply_link"])
@given(token=TOKENS)
def test_it_is_as_django_reverses_it(name, token):
    assert path_with(name, token) == reverse(name, args=[token])
