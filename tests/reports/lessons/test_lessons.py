import pytest
from django.urls import reverse

from reports.lessons.queries import lessons
from reports.models import ReportBack
from tests.support.cast import Cast


def shelf(cast: Cast, **asked):
    page = lessons(cast.membership("tom"), **asked)
    return [telling.report for telling in page.tellings]


def test_the_shelf_holds_what_was_filed_the_newest_first(cast: Cast):
    assert shelf(cast) == [cast.past.filed, cast.past.given]


def test_what_did_not_work_stands_on_its_own_shelf(cast: Cast):
    ReportBack.objects.filter(pk=cast.past.given.pk).update(compared="worse", lesson="")

    assert shelf(cast, only_tried=True) == [cast.past.given]


@pytest.mark.parametrize(
    ("words", "found"),
    [("HOUR", 2), ("both page", 1), ("hour xylophone", 0), ("one page", 1)],
)
def test_every_word_has_to_be_found(cast: Cast, words: str, found: int):
    assert len(shelf(cast, words=words)) == found


@pytest.mark.parametrize(
    ("who", "status"),
    [("tom", 200), ("ada", 200), ("sam", 404), ("ola", 404), ("eve", 404)],
)
def test_only_the_set_reads_its_lessons(cast: Cast, who: str, status: int):
    url = reverse("reports:lessons", args=[cast.set.code])

    assert cast.client(who).get(url).status_code == status


def test_an_empty_shelf_says_what_will_stand_there(cast: Cast):
    ReportBack.objects.all().delete()

    page = cast.client("tom").get(reverse("reports:lessons", args=[cast.set.code]))

    assert "The shelf is empty" in page.content.decode()


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"q": "hour"}, "Found with “hour”:"),
        ({"q": "hour xylophone hour"}, "shelf has “hour” and “xylophone”."),
        ({"q": "xylophone"}, "Try a shorter word"),
        ({"q": "xylophone", "shelf": "tried"}, "Search the whole shelf"),
        ({"q": "a b c d e f g h i"}, "The search used only the first eight words."),
    ],
)
def test_a_search_says_what_was_looked_for_and_what_to_do(cast: Cast, asked, says):
    url = reverse("reports:lessons", args=[cast.set.code])

    page = cast.client("tom").get(url, asked).content.decode()

    assert says in " ".join(page.split())


def test_a_search_that_is_too_long_is_no_error_page(cast: Cast):
    url = reverse("reports:lessons", args=[cast.set.code])

    assert cast.client("tom").get(url, {"q": "x" * 500}).status_code == 422


def test_the_queries_do_not_grow_with_the_lessons(
    cast: Cast, django_assert_num_queries
):
    membership = cast.membership("tom")
    with django_assert_num_queries(3):
        lessons(membership)
    for n in range(3):
        ReportBack.objects.create(
            meeting=cast.harbour.later[0],
            membership=cast.harbour.memberships[n],
            state="filed",
            lesson="Again.",
        )

    with django_assert_num_queries(3):
        lessons(membership)
