"""Every page once its data is old: what says "an hour ago" says nothing at age zero."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine
from django.db import transaction
from django.urls import reverse

from actionlearning.accounts.models import User
from actionlearning.lib.clock import at, now
from tests.access.payload import Payload
from tests.access.payloads import PAYLOADS, kwargs_of
from tests.access.routes import Route, allauths, ours
from tests.support.cast import Cast

pytestmark = pytest.mark.crawl
#: A person of each kind of page: the set's, the managers', the organisation's. Sentences
#: with numbers are filled in anew by every language.
VISITORS = {"ben": "de", "fay": "en-gb", "sam": "de", "olu": "de"}
AGES = (
    dt.timedelta(minutes=2),
    dt.timedelta(hours=1, minutes=1),
    dt.timedelta(days=1),
    dt.timedelta(days=366),
)
ROUTES = [*ours(), *(route for route in allauths() if not route.params)]


@pytest.fixture
def cast(shared_cast: Cast, db: None) -> Cast:
    """A world in which each visitor has signed in and looked around before."""
    for who, language in VISITORS.items():
        User.objects.filter(pk=shared_cast.users[who].pk).update(language=language)
        assert shared_cast.client(who).get(reverse("usersessions_list")).text
    return shared_cast


def _statuses(cast: Cast, route: Route) -> Iterator[int]:
    """Make what a page is about, and open it as each visitor at each age."""
    payload = PAYLOADS.get(route.name, Payload())
    payload.moment(cast)
    kwargs = {} if route.is_allauth else kwargs_of(route, cast)
    page, made = reverse(route.name, kwargs=kwargs) + payload.query(cast), now()
    for later in (made + age for age in AGES):
        with time_machine.travel(later.timestamp()), at(later):
            for who in VISITORS:
                cast.client(who).force_login(cast.users[who])
                status = cast.client(who).get(page).status_code
                yield status
                if status == 405:  # there is no page
                    return


def test_no_page_fails_when_its_data_is_old(cast: Cast):
    failed, opened = [], 0
    for route in ROUTES:
        with transaction.atomic():
            statuses = set(_statuses(cast, route))
            transaction.set_rollback(True)
        opened += 200 in statuses
        failed += [route.name] if 500 in statuses else []

    assert failed == []
    assert opened > len(ROUTES) / 3
