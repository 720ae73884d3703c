"""A story leaves the set as its owner saw it, and comes back when they say so."""

import pytest
from django.core.exceptions import PermissionDenied
from django.forms.models import model_to_dict
from django.template.loader import render_to_string
from django.urls import reverse

from actionlearning.outbox.models import Notice
from meetings.models import Action
from reports.models import ActionReport, Release
from reports.releases.forms import PARTS
from reports.releases.queries.releases import preview
from reports.releases.services import release, revoke
from reports.throttle import LETTERS_PER_DAY
from sets.models import Activity
from sets.verbs import Verb
from tests.support.cast import Cast

RELEASES = Release.objects


@pytest.fixture
def action(cast: Cast) -> Action:
    """Ben's action, not released yet, on an issue of Pia's."""
    RELEASES.all().delete()
    return cast.past.actions[2]


@pytest.fixture
def own(cast: Cast) -> Action:
    """An action of Pia's on her own issue, told about in her report-back."""
    action = cast.past.actions[0]
    ActionReport.objects.update_or_create(
        report_back=cast.past.filed, action=action, defaults={"status": "done"}
    )
    return action


def url(action: Action) -> str:
    return reverse("reports:release", args=[action.pk])


def words(page) -> dict[str, str]:
    """What a browser would send back: the form as it was drawn."""
    form, shown = page.context["form"], page.context["story"]
    typed = {name: str(form[name].value() or "") for name in form.fields}
    return {**typed, "seen": shown.digest}


def choose(client, action, *parts: str):
    """Tick these parts, and look at the preview of them."""
    drawn = words(client.get(url(action)))
    ticks = {f"show_{part}": "on" for part in parts}
    return client.post(url(action), {**drawn, **ticks, "preview": "1"})


def test_preview_starts_from_what_was_reported(own):
    story = preview(own)

    assert story.owner.name == "Pia Lind"
    assert story.issue == "How can I get two teams to plan together?"
    assert story.deed == own.sentence
    assert story.result == "We agreed to meet before the budget round."
    assert story.lesson == "Ask for an hour, not for agreement."


def test_preview_never_takes_words_from_a_draft(cast, action):
    ActionReport.objects.create(
        report_back=cast.past.draft, action=action, status="done"
    )

    assert preview(action).result == ""


def test_issue_of_another_member_stays_in_the_set(cast, action):
    story, changed = preview(action), Release(owner=action.owner, issue="Pia's issue")

    made = release(action, by=cast.membership("ben"), story=changed)

    assert (story.issue, made.issue) == ("", "")


def test_release_shows_exactly_the_preview(cast, own):
    page = choose(cast.client("pia"), own, *PARTS)
    shown = render_to_string(
        "reports/releases/_story.html", {"story": page.context["story"]}
    )
    assert shown in page.content.decode()

    cast.client("pia").post(url(own), {**words(page), "release": "1"})

    seen = cast.client("sam").get(reverse("reports:outcome", args=[cast.set.code]))
    assert shown in seen.content.decode()


def test_release_asks_to_look_again_where_words_changed(cast, own):
    page = choose(cast.client("pia"), own, "result")
    changed = {**words(page), "result": "They came, both of them."}

    again = cast.client("pia").post(url(own), {**changed, "release": "1"})

    assert again.status_code == 422
    assert again.context["story"].result == "They came, both of them."
    assert not own.releases.exists()

    cast.client("pia").post(url(own), {**words(again), "release": "1"})
    assert own.releases.get().result == "They came, both of them."


def test_nothing_is_chosen_beforehand(cast, own):
    page = cast.client("pia").get(url(own))

    answer = cast.client("pia").post(url(own), {**words(page), "release": "1"})

    assert page.context["story"].is_empty
    assert (answer.status_code, own.releases.count()) == (422, 0)
    assert "without it there is nothing to tell" in answer.content.decode()


@pytest.mark.parametrize("parts", ["result", "result deed", "result issue lesson"])
def test_only_the_parts_chosen_leave_the_set(cast, own, parts):
    page = choose(cast.client("pia"), own, *parts.split())

    cast.client("pia").post(url(own), {**words(page), "release": "1"})

    left = own.releases.get()
    told = preview(own)
    assert {n: getattr(left, n) for n in PARTS} == {
        n: getattr(told, n) if n in parts.split() else "" for n in PARTS
    }


def test_preview_again_releases_nothing(cast, own):
    page = choose(cast.client("pia"), own, "result", "lesson")

    again = cast.client("pia").post(
        url(own), {**words(page), "lesson": "Ask twice.", "preview": "1"}
    )

    assert again.status_code == 200
    assert again.context["story"].lesson == "Ask twice."
    assert not own.releases.exists()


def test_live_preview_answers_the_frame_alone(cast, own):
    page = cast.client("pia").get(url(own))

    part = cast.client("pia").post(
        url(own), words(page), headers={"HX-Request": "true"}
    )

    assert next(t.name for t in part.templates) == "reports/releases/_preview.html"


def test_release_without_a_result_is_not_a_story(cast, action):
    page = choose(cast.client("ben"), action, "result", "deed")

    answer = cast.client("ben").post(url(action), {**words(page), "release": "1"})

    assert answer.status_code == 422
    assert not action.releases.exists()


def test_release_tells_each_manager_without_content(cast, own):
    made = release(own, by=cast.membership("pia"))

    notice = Notice.objects.get(kind="released")
    assert notice.key == f"released:{made.pk}:{cast.sam.pk}"
    assert (notice.person, notice.about) == (cast.sam, {"release": made.pk})
    assert Activity.objects.filter(verb=Verb.RELEASE_MADE, subject_id=made.pk).exists()


def test_later_edits_do_not_flow(cast, own):
    made = release(own, by=cast.membership("pia"))
    before = model_to_dict(made)

    Action.objects.filter(pk=own.pk).update(deed="something else")
    cast.past.filed.happened = "Something else."
    cast.past.filed.save(update_fields=["happened"])

    assert model_to_dict(RELEASES.get(pk=made.pk)) == before


def test_release_twice_is_one(cast, own):
    first = release(own, by=cast.membership("pia"))
    second = release(own, by=cast.membership("pia"))

    assert first == second
    assert own.releases.count() == 1


def test_revoked_is_gone_and_can_be_released_again(cast, own):
    first = release(own, by=cast.membership("pia"))
    outcome = reverse("reports:outcome", args=[cast.set.code])
    assert first.deed in cast.client("sam").get(outcome).content.decode()

    revoked = reverse("reports:revocation", args=[cast.set.code, first.pk])
    cast.client("pia").post(revoked)

    assert first.deed not in cast.client("sam").get(outcome).content.decode()
    assert release(own, by=cast.membership("pia")) != first
    assert own.releases.count() == 2


def test_managers_hear_of_releases_so_often_in_a_day_and_not_more(cast, own):
    for _ in range(LETTERS_PER_DAY):
        revoke(release(own, by=cast.membership("pia")), by=cast.membership("pia"))
    page = choose(cast.client("pia"), own, "result")

    answer = cast.client("pia").post(url(own), {**words(page), "release": "1"})

    assert (answer.status_code, "Retry-After" in answer.headers) == (429, True)
    assert "a day are enough" in answer.content.decode()
    assert Notice.objects.filter(kind="released").count() == LETTERS_PER_DAY


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("ben", 200),
        ("fay", 403),
        ("pia", 403),
        ("ada", 403),
        ("sam", 404),
        ("olu", 404),
        ("peg", 404),
        ("eve", 404),
        ("ola", 404),
        ("zoe", 404),
    ],
)
def test_release_page_is_the_owners(cast, action, who, status):
    assert cast.client(who).get(url(action)).status_code == status


@pytest.mark.parametrize(
    ("who", "status"), [("fay", 403), ("ada", 403), ("sam", 404), ("ola", 404)]
)
def test_revocation_is_the_owners(cast, own, who, status):
    made = release(own, by=cast.membership("pia"))
    address = reverse("reports:revocation", args=[cast.set.code, made.pk])

    assert cast.client(who).post(address).status_code == status
    made.refresh_from_db()
    assert made.is_visible


def test_coordinator_revokes_for_one_who_has_left(cast, own):
    made = release(own, by=cast.membership("pia"))
    membership = cast.membership("pia")
    membership.left_at = made.released_at
    membership.save(update_fields=["left_at"])

    with pytest.raises(PermissionDenied):
        revoke(RELEASES.get(pk=made.pk), by=cast.membership("max"))
    revoke(RELEASES.get(pk=made.pk), by=cast.membership("fay"))

    assert not RELEASES.get(pk=made.pk).is_visible


def test_nobody_to_read_it_says_who_can_invite_one(cast, own):
    cast.manager.ended_at = cast.manager.since
    cast.manager.save(update_fields=["ended_at"])

    page = cast.client("pia").get(url(own))

    assert "Fay Okoro can invite one" in page.content.decode()
    cast.client("pia").post(url(own), {**words(page), "release": "1"})
    assert not own.releases.exists()


def test_ledger_names_readers_and_keeps_no_revoked_words(cast, own):
    made = release(own, by=cast.membership("pia"))
    revoke(made, by=cast.membership("pia"))

    page = cast.client("tom").get(reverse("reports:releases", args=[cast.set.code]))

    text = page.content.decode()
    assert {"Sam Field", "Olu Eze", "Peg Stone"} <= set(names_in(page))
    assert made.result not in text
    assert [line.owner for line in page.context["page"].revoked] == ["Pia Lind"]


def names_in(page) -> list[str]:
    shown = page.context["page"]
    return [each.name for each in [*shown.managers, *shown.administrators]]


@pytest.mark.parametrize("route", ["releases", "seen_outside"])
@pytest.mark.parametrize(
    ("who", "status"), [("tom", 200), ("ada", 200), ("sam", 404), ("eve", 404)]
)
def test_ledger_is_for_the_set(cast, route, who, status):
    address = reverse(f"reports:{route}", args=[cast.set.code])

    assert cast.client(who).get(address).status_code == status
