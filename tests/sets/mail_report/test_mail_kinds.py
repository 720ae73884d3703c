"""The page of a set's mail names every kind, and counts what a morning will carry."""

from itertools import count

import pytest

from actionlearning.lib.clock import now
from actionlearning.outbox.kinds import KINDS, MANAGER
from actionlearning.outbox.models import Notice
from sets.mail_report.queries import Mailing, mail_page
from tests.support.build import WEEK
from tests.support.cast import Cast

State = Notice.State
_number = count()


def mailings(cast: Cast, kind: str, state: str) -> list[Mailing]:
    Notice.objects.create(
        kind=kind,
        key=f"{kind}:{next(_number)}",
        person=cast.ben,
        address=cast.ben.email,
        set_code=cast.set.code,
        state=state,
        useless_after=now() + WEEK,
    )
    return mail_page(cast.membership("fay")).mailings


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"morning"}))
def test_the_page_names_the_kind(cast: Cast, kind: str):
    [mailing] = mailings(cast, kind, State.SENT)

    expected = str(KINDS[kind].listed_as or KINDS[kind].title)
    assert (mailing.kind, mailing.sent) == (expected, 1)


def test_no_two_kinds_go_by_one_name(cast: Cast):
    kinds = [kind for kind in KINDS if KINDS[kind].group != MANAGER]
    for kind in kinds:
        found = mailings(cast, kind, State.SENT)

    assert len({mailing.kind for mailing in found}) == len(kinds)


@pytest.mark.parametrize("state", [State.WAITING, State.SENDING, State.BUNDLED])
def test_what_a_morning_will_carry_is_on_its_way(cast: Cast, state: str):
    [mailing] = mailings(cast, "report_due", state)

    assert (mailing.sent, mailing.waiting) == (0, 1)
