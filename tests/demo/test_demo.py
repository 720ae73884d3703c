"""The demo: four sets at four points of their life, made by the services alone."""

import datetime as dt

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command
from django.db.models import Count
from django.urls import reverse

from actionlearning.accounts.models import User
from actionlearning.lib.clock import now
from actionlearning.outbox.models import Notice
from demo.people import ORGANISATION, people
from demo.player import play
from meetings.models import Issue, Meeting, Poll, Swap, TimeAnswer
from reports.home.queries.home import home
from reports.models import Release, ReportBack, Request
from reports.reminders.services.planning import plan
from sets.models import Invitation, LearningSet, Membership, Organisation


@pytest.fixture(scope="module")
def played(django_db_setup, django_db_blocker):
    """Play the demo once for this file, and take it away afterwards."""
    with django_db_blocker.unblock():
        play()
        yield
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture
def demo(played, db) -> dict[str, LearningSet]:
    """The four sets by name."""
    return {of.name: of for of in LearningSet.objects.all()}


def held(of: LearningSet) -> int:
    return of.meetings.filter(state=Meeting.State.ENDED).count()


def needs(membership: Membership) -> str:
    need = home(membership.user).need
    return need.title if need else ""


def test_four_sets_at_four_points_of_their_life(demo):
    ages = {name: (held(of), of.is_closed) for name, of in demo.items()}

    assert ages == {
        "Ward managers, north": (12, False),
        "Streets for schools": (3, False),
        "Letters home": (5, True),
        "First budget": (0, False),
    }


def test_two_programmes_and_about_twenty_people(demo):
    (organisation,) = Organisation.objects.all()

    assert organisation.name == ORGANISATION
    assert organisation.programmes.count() == 2
    assert 18 <= User.objects.count() <= 24
    assert EmailAddress.objects.filter(verified=True).count() == User.objects.count()


def test_issues_run_through_one_to_four_generations(demo):
    chains = Issue.objects.annotate(length=Count("generations"))

    assert set(chains.values_list("length", flat=True)) == {1, 2, 3, 4}


def test_a_reframed_issue_asks_something_else(demo):
    longest = Issue.objects.annotate(n=Count("generations")).latest("n")

    sentences = list(longest.generations.values_list("sentence", flat=True))
    assert len(set(sentences)) == 4


def test_everybody_signs_in_by_one_of_the_demo_addresses(demo):
    addresses = {email for email, _name, _what in people()}

    known = User.objects.filter(email__in=addresses).values_list("email", flat=True)
    assert set(known) == addresses
    assert {address.split("@")[1] for address in addresses} == {"demo.example"}


def test_manager_sees_stories_and_owes_an_answer(demo, client):
    client.force_login(User.objects.get(email="helen@demo.example"))
    north = demo["Ward managers, north"]

    page = client.get(reverse("reports:outcome", args=[north.code])).context["page"]

    assert len(page.stories) == 4
    assert [(ask.state, ask.days) for ask in page.requests] == [
        ("waiting", 11),
        ("decided", 9),
    ]


def test_a_revoked_story_is_in_the_ledger_only(demo):
    assert Release.objects.exclude(revoked_at=None).count() == 1


def test_a_meeting_starts_soon_and_one_report_is_half_written(demo):
    (draft,) = ReportBack.objects.filter(state=ReportBack.State.DRAFT)

    wait = draft.meeting.starts_at - now()
    assert dt.timedelta(minutes=-5) < wait <= dt.timedelta(minutes=20)
    assert draft.membership.name == "Jonas Lindqvist"


def test_a_set_looks_for_a_date_and_one_has_not_answered(demo):
    [poll] = Poll.objects.all()

    memberships = Membership.current.members_of(poll.learning_set)
    [silent] = memberships.exclude(pk__in=TimeAnswer.objects.values("membership"))
    assert silent.name == "Callum Reid"
    assert needs(silent) == "Your set is looking for a date."


def test_a_turn_is_offered(demo):
    [turn] = Swap.objects.all()

    assert turn.asked
    asks = f"{turn.giver.first_name} is asking you to facilitate next time."
    assert needs(turn.asked) == asks


def test_a_new_set_waits_for_four_people(demo):
    waiting = Invitation.objects.filter(learning_set=demo["First budget"])

    assert [each.state for each in waiting].count("open") == 4


def test_founder_reads_nothing_of_what_followed(demo):
    memberships = Membership.objects.filter(user__email="nadia@demo.example")

    assert memberships.count() == 4
    assert not memberships.filter(left_at=None).exists()


def test_nothing_of_the_past_waits_to_be_mailed(demo):
    assert not Notice.objects.filter(state=Notice.State.WAITING).exists()


def test_first_tick_speaks_of_what_is_near(demo):
    plan(now())

    bundled = Notice.objects.filter(state=Notice.State.BUNDLED)
    kinds = set(bundled.values_list("kind", flat=True))
    # Managers hear of their week on Monday, or on Tuesday.
    weekly = {"manager_digest"} if now().weekday() < 2 else set()
    assert kinds <= {"meeting_reminder", "report_due", "action_follow_up"} | weekly
    waiting = Notice.objects.filter(state=Notice.State.WAITING)
    assert set(waiting.values_list("kind", flat=True)) <= {"morning"}
    assert not waiting.filter(due_at__lt=now() - dt.timedelta(days=2)).exists()


def test_nothing_lies_in_the_future(demo):
    assert not Request.objects.filter(raised_at__gt=now()).exists()
    assert not Meeting.objects.filter(ended_at__gt=now()).exists()


@pytest.mark.django_db
def test_command_refuses_outside_the_demo(settings):
    settings.DEMO = False

    with pytest.raises(CommandError):
        call_command("seed_demo")


def test_command_leaves_a_played_demo_alone(demo, settings):
    settings.DEMO = True

    call_command("seed_demo")

    assert LearningSet.objects.count() == 4
