import pytest
from django.test import Client

from actionlearning.accounts.demo import guests
from actionlearning.accounts.models import User
from actionlearning.accounts.templatetags.account_tags import browser as words

LISTED = [
    ("fay@demo.example", "Fay Okoro", "facilitates today"),
    ("gone@demo.example", "Gone", "is not here"),
]


def people() -> list[tuple[str, str, str]]:
    return LISTED


@pytest.fixture
def fay(db) -> User:
    return User.objects.create_user("fay@demo.example", name="Fay Okoro")


@pytest.fixture
def demo(settings) -> None:
    settings.DEMO = True
    settings.DEMO_PEOPLE = f"{__name__}.people"


def test_the_demo_lists_those_who_exist(fay, demo):
    assert [guest.name for guest in guests()] == ["Fay Okoro"]


def test_the_sign_in_page_of_the_demo_offers_to_be_somebody(fay, demo):
    page = Client().get("/account/login/").content.decode()

    assert "facilitates today" in page


def test_a_visitor_of_the_demo_becomes_somebody(fay, demo):
    client = Client()

    client.post("/demo/sign-in/", {"email": fay.email})

    assert client.get("/profile/").status_code == 200


def test_a_visitor_of_the_demo_cannot_become_anybody_else(fay, demo):
    eve = User.objects.create_user("eve@example.org")

    assert Client().post("/demo/sign-in/", {"email": eve.email}).status_code == 404


def test_outside_of_the_demo_nobody_is_offered(fay, settings):
    settings.DEMO_PEOPLE = f"{__name__}.people"
    client = Client()

    page = client.get("/account/login/").content.decode()

    assert "facilitates today" not in page
    assert client.post("/demo/sign-in/", {"email": fay.email}).status_code == 404
    assert client.get("/profile/").status_code == 302


@pytest.mark.parametrize(
    ("user_agent", "said"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0",
            "Firefox on Windows",
        ),
        ("Mozilla/5.0 (X11; Linux) Chrome/140 Safari/537 Edg/140", "Edge on Linux"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18 like Mac OS X) Safari/604",
            "Safari on iPhone",
        ),
        ("curl/8", "A browser"),
    ],
)
def test_a_browser_is_called_what_people_call_it(user_agent, said):
    assert words(user_agent) == said
