"""After the meeting a presenter finds the questions they kept, and nobody else does."""

from http import HTTPStatus

import pytest
from django.urls import reverse

from meetings.models import Meeting, Slip
from tests.support.cast import Cast


@pytest.fixture
def kept(cast: Cast) -> Slip:
    """Pia presented at the held meeting."""
    Meeting.objects.filter(pk=cast.held.pk).update(ended_at=cast.held.starts_at)
    return cast.held.slips.create(
        membership=cast.membership("pia"),
        kind=Slip.Kind.QUESTION,
        slot=1,
        text="What if nothing changes?",
        is_handed=True,
        is_kept=True,
    )


def _delete(cast: Cast, name: str, slip: Slip) -> int:
    code = Meeting.objects.get(pk=slip.meeting_id).code
    url = reverse("reports:disposal", args=[code, slip.pk])
    return int(cast.client(name).post(url).status_code)


def test_the_record_shows_them_to_the_presenter_alone(cast: Cast, kept: Slip):
    pages = {
        name: cast.client(name).get(cast.held.get_absolute_url()).content.decode()
        for name in ("pia", "fay", "ben", "ada")
    }

    assert {name for name, page in pages.items() if kept.text in page} == {"pia"}
    assert "Questions you kept" not in pages["fay"]


def test_the_presenter_throws_one_away(cast: Cast, kept: Slip):
    assert _delete(cast, "pia", kept) == HTTPStatus.FOUND
    assert not Slip.objects.exists()


@pytest.mark.parametrize("name", ["fay", "ben", "ola", "zoe"])
def test_nobody_else_can(cast: Cast, kept: Slip, name: str):
    assert _delete(cast, name, kept) == HTTPStatus.NOT_FOUND
    assert Slip.objects.exists()


def test_while_the_meeting_goes_on_its_writer_cannot_take_it_away(
    cast: Cast, kept: Slip
):
    Slip.objects.update(meeting=cast.meeting)
    kept.refresh_from_db()

    assert _delete(cast, "pia", kept) == HTTPStatus.NOT_FOUND
