"""The mailed link of an account that is closed answers nothing.

See docs/threat-model.md#mailed-links.
"""

import pytest
from django.test import Client

from actionlearning.accounts.models import User
from meetings.models.attendance import reply_address
from tests.support.cast import Cast


@pytest.mark.parametrize("answer", ["coming", "cannot", "perhaps"])
def test_a_closed_account_answers_no_mailed_link(cast: Cast, answer: str):
    address = reply_address(cast.meeting, cast.membership("ben"))
    assert Client().get(address).status_code == 200
    User.objects.filter(pk=cast.ben.pk).update(is_active=False)

    shown = Client().get(address)
    answered = Client().post(address, {"answer": answer})

    assert (shown.status_code, answered.status_code) == (404, 404)
    assert not cast.meeting.attendances.exists()


@pytest.mark.parametrize("answer", ["coming", "cannot", "perhaps"])
def test_an_open_account_answers_the_same_link(cast: Cast, answer: str):
    address = reply_address(cast.meeting, cast.membership("ben"))
    User.objects.filter(pk=cast.tom.pk).update(is_active=False)

    answered = Client().post(address, {"answer": answer})

    assert answered.status_code == 302
    assert cast.meeting.attendances.get().reply == answer
