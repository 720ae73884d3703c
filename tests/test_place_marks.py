"""Which entry of the menu a page is marked under.

An entry is marked on its own page ("page") and on the pages that come after it ("true").
The pages of a set and of its meetings belong to the set: the line above their title says
which, and no entry is marked.
"""

import re

import pytest
from django.urls import reverse

from tests.access.payloads import PAYLOADS, kwargs_of
from tests.access.routes import Route, ours
from tests.support.cast import Cast

MARK = re.compile(r"<a href=\"([^\"]+)\"[^>]*aria-current=\"(page|true)\"")

OF_THE_MENU = {
    ("home", "pia"): ("home", "page"),
    ("reports:actions", "pia"): ("reports:actions", "page"),
    ("reports:release", "pia"): ("reports:actions", "true"),
    ("reports:outcomes", "sam"): ("reports:outcomes", "page"),
    ("reports:outcome", "sam"): ("reports:outcomes", "true"),
    ("profile", "pia"): ("profile", "page"),
    ("account_email", "pia"): ("profile", "true"),
    ("help", "pia"): ("help", "page"),
    ("meetings:founding", "pia"): None,
}
OF_A_SET = [
    ("meetings:set", "pia"),
    ("sets:members", "pia"),
    ("sets:agreement", "pia"),
    ("meetings:end", "fay"),
    ("reports:lessons", "pia"),
    ("reports:issue", "pia"),
    ("reports:releases", "pia"),
    ("reports:seen_outside", "pia"),
    ("reports:requests", "pia"),
    ("reports:meeting", "pia"),
    ("reports:report_back", "pia"),
    ("reports:excuse", "pia"),
    ("reports:next_steps", "pia"),
]


@pytest.fixture
def cast(shared_cast: Cast, db: None) -> Cast:
    """One world for all pages."""
    return shared_cast


def page(cast: Cast, name: str, who: str) -> str:
    route = next((r for r in ours() if r.name == name), Route(name, "", ()))
    address = reverse(name, kwargs=kwargs_of(route, cast) if route.params else {})
    if name in PAYLOADS:
        PAYLOADS[name].moment(cast)
    return cast.client(who).get(address).content.decode()


def marks(text: str) -> list[tuple[str, str]]:
    head = text[text.index("<header") : text.index("</header>")]
    return MARK.findall(head)


@pytest.mark.parametrize(("asked", "mark"), OF_THE_MENU.items())
def test_a_page_is_marked_under_its_entry(cast: Cast, asked, mark):
    expected = [(reverse(mark[0]), mark[1])] if mark else []

    assert marks(page(cast, *asked)) == expected


@pytest.mark.parametrize("asked", OF_A_SET)
def test_a_page_of_a_set_says_which_and_marks_no_entry(cast: Cast, asked):
    text = page(cast, *asked)

    above = text[text.index("<main") : text.index("</h1>")]
    assert (marks(text), "Harbour" in above) == ([], True)
