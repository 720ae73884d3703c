"""The mark beside the notices counts what is new, readable and the reader's own."""

import datetime as dt
from typing import Any

import pytest

from actionlearning.accounts.services import switch_mail
from actionlearning.lib.clock import now
from actionlearning.outbox.inbox import KEPT
from sets.inbox.queries import badges_of, inbox
from tests.sets.inbox.test_inbox import notice
from tests.support.cast import Cast

MINUTE = dt.timedelta(minutes=1)
AGO = dt.timedelta(days=89)


@pytest.mark.parametrize(
    ("row", "counts"),
    [
        ({}, True),
        ({"state": "dropped", "why": "quiet day"}, True),
        ({"state": "folded"}, True),
        ({"shown_at": lambda: now() - AGO}, True),
        ({"shown_at": lambda: now() - KEPT - MINUTE}, False),
        ({"shown_at": None}, False),
        ({"headline": ""}, False),
        ({"read_at": now}, False),
        ({"kind": "morning", "set_code": ""}, False),
        ({"kind": "meeting_entry"}, False),
        ({"kind": "released"}, False),
        ({"set_code": "not-hers"}, False),
        ({"set_code": ""}, True),
        ({"kind": "released", "set_code": ""}, True),
    ],
)
def test_the_mark_counts_what_stands_there_unread(
    cast: Cast, row: dict[str, Any], *, counts: bool
):
    notice(cast)
    values = {key: value() if callable(value) else value for key, value in row.items()}
    notice(cast, **values)

    found = inbox(cast.pia, "1")

    assert badges_of(cast.pia).unread == found.unread == 1 + counts


def test_a_manager_s_mark_counts_what_is_for_managers_alone(cast: Cast):
    notice(cast, "sam", "released")
    notice(cast, "sam", "wrap_up")
    assert badges_of(cast.sam).unread == 1

    cast.set.managers.update(ended_at=now())

    assert badges_of(cast.sam).unread == 0


def test_a_kind_that_is_not_mailed_still_counts(cast: Cast):
    notice(cast)

    switch_mail(cast.pia.pk, "wrap_up", on=False)

    cast.pia.refresh_from_db()
    assert badges_of(cast.pia).unread == 1


def test_nobody_s_mark_counts_a_notice_of_somebody_else(cast: Cast):
    notice(cast)

    assert (badges_of(cast.pia).unread, badges_of(cast.ben).unread) == (1, 0)
