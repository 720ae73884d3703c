"""A manager sees what was released, counts that show nobody, and nothing else."""

import pytest
from django.urls import reverse

from reports.releases.services import revoke
from sets.models import SetManager

OUTCOMES = "/outcomes/"


def one(of) -> str:
    return reverse("reports:outcome", args=[of.code])


@pytest.mark.parametrize(
    ("who", "status"),
    [("sam", 200), ("fay", 404), ("ada", 404), ("olu", 404), ("zoe", 404)],
)
def test_outcomes_are_for_people_who_manage_something(cast, who, status):
    assert cast.client(who).get(OUTCOMES).status_code == status
    assert cast.client(who).get(one(cast.set)).status_code == status


def test_a_closed_set_is_called_that_in_the_list(cast):
    before = cast.client("sam").get(OUTCOMES).text
    cast.set.closed_at = cast.manager.since
    cast.set.save(update_fields=["closed_at"])

    after = cast.client("sam").get(OUTCOMES).text
    assert ["· closed" in page for page in (before, after)] == [False, True]


def test_another_set_is_not_there(cast):
    assert cast.client("sam").get(one(cast.quay.set)).status_code == 404
    assert cast.client("sam").get(one(cast.set)).status_code == 200


def test_former_manager_sees_nothing(cast):
    cast.manager.ended_at = cast.manager.since
    cast.manager.save(update_fields=["ended_at"])

    assert cast.client("sam").get(OUTCOMES).status_code == 404
    assert cast.client("sam").get(one(cast.set)).status_code == 404


def test_manager_who_is_a_member_elsewhere_sees_no_more(cast):
    """A2: Ola sits in Quay and manages Harbour."""
    SetManager.objects.create(learning_set=cast.set, user=cast.ola)

    theirs, sams = (cast.client(n).get(one(cast.set)) for n in ("ola", "sam"))
    assert theirs.context["page"] == sams.context["page"]
    closed = [
        reverse("reports:releases", args=[cast.set.code]),
        reverse("reports:requests", args=[cast.set.code]),
        reverse("reports:seen_outside", args=[cast.set.code]),
        reverse("reports:release", args=[cast.past.actions[0].pk]),
    ]
    assert [cast.client("ola").get(url).status_code for url in closed] == [404] * 4
    assert cast.client("ola").get(one(cast.quay.set)).status_code == 404


def test_only_released_names_appear(cast):
    text = cast.client("sam").get(one(cast.set)).content.decode()

    shown = {n for n in ("Fay", "Pia", "Max", "Ben", "Léa", "Tom", "Ada") if n in text}
    assert shown == {"Ben"}


def test_nothing_confidential_appears(cast):
    text = cast.client("sam").get(one(cast.set)).content.decode()

    story = cast.past
    kept = [
        story.actions[0].deed,
        story.actions[1].deed,
        story.given.did,
        story.inquiry.current_issue,
        story.draft.lesson,
        "Long silences",
    ]
    assert [words for words in kept if words in text] == []
    assert story.release.result in text


def test_members_see_the_page_their_managers_see(cast):
    theirs = cast.client("sam").get(one(cast.set)).context["page"]

    mirrored = cast.client("tom").get(
        reverse("reports:seen_outside", args=[cast.set.code])
    )

    assert mirrored.context["page"] == theirs
    assert "/answer/" not in mirrored.content.decode()


def test_glance_counts_requests_and_stories(cast):
    page = cast.client("sam").get(OUTCOMES)

    (glance,) = page.context["sets"]
    assert (glance.learning_set, glance.stories, glance.waiting) == (cast.set, 1, 1)
    assert glance.meetings == "1"


def test_revoked_story_leaves_an_empty_page(cast):
    revoke(cast.past.release, by=cast.membership("ben"))

    page = cast.client("sam").get(one(cast.set))

    assert page.context["page"].stories == []
    assert "No story released yet" in page.content.decode()


def test_small_numbers_never_reach_the_page(cast):
    page = cast.client("sam").get(one(cast.set))

    shown = {f.label: f.value for f in page.context["page"].counts.figures}
    assert shown["actions agreed"] is None
    assert (
        "Shown once at least four people are behind the figure" in page.content.decode()
    )


def test_pages_say_what_they_are_not_for(cast):
    for url in (OUTCOMES, one(cast.set)):
        assert "Not for appraisal" in cast.client("sam").get(url).content.decode()


def test_queries_do_not_grow_with_sets(cast, django_assert_max_num_queries):
    with django_assert_max_num_queries(30) as first:
        cast.client("sam").get(OUTCOMES)
    for world in (cast.quay, cast.meadow):
        SetManager.objects.create(learning_set=world.set, user=cast.sam)

    with django_assert_max_num_queries(len(first.captured_queries)):
        page = cast.client("sam").get(OUTCOMES)

    assert len(page.context["sets"]) == 3
