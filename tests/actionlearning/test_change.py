from __future__ import annotations

import datetime as dt

import pytest

from actionlearning.lib.change import change
from actionlearning.lib.clock import now
from actionlearning.outbox.models import Notice
from tests.actionlearning.letters import waits

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)


def test_only_the_row_that_equals_all_is_changed(pia):
    one, other = waits(pia), waits(pia, due_at=now() - HOUR)

    changed = change(Notice, {"id": one.pk, "due_at": one.due_at}, why="a % b")
    missed = change(Notice, {"id": other.pk, "due_at": one.due_at}, why="a % b")

    assert (changed, missed) == (1, 0)
    assert set(Notice.objects.values_list("pk", "why")) == {
        (one.pk, "a % b"),
        (other.pk, ""),
    }


def test_none_is_null_on_both_sides(pia):
    notice, moment = waits(pia), now()

    counts = [
        change(Notice, {"id": notice.pk, "sent_at": was}, sent_at=to)
        for was, to in [(None, moment), (None, moment), (moment, None)]
    ]

    notice.refresh_from_db()
    assert counts == [1, 0, 1]
    assert notice.sent_at is None
