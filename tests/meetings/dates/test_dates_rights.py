"""Who facilitates may plan that one meeting; all others are the coordinator's."""

import pytest
from django.core.exceptions import PermissionDenied

from meetings.dates.services import cancelling as calling_off
from meetings.models import Meeting
from tests.meetings.dates.test_dates_pages import address
from tests.support.cast import Cast


def test_who_facilitates_plans_their_meeting_and_no_other(cast: Cast):
    tom = cast.membership("tom")
    Meeting.objects.filter(pk=cast.meeting.pk).update(facilitator=tom)
    browser, url = cast.client("tom"), address(cast.meeting, "cancellation")

    page = browser.get(url).content.decode()
    refused = browser.post(url, {"scope": "following", "seen": "0"})
    rule = browser.get(address(cast.meeting)).content.decode()

    assert "this one and all after it" not in page + rule
    assert refused.status_code == 422
    with pytest.raises(PermissionDenied):
        calling_off.call_off(cast.meeting, by=tom, scope="following")
    assert not cast.set.meetings.filter(state="cancelled").exists()
    browser.post(url, {"scope": "this", "seen": "0"})
    assert cast.set.meetings.filter(state="cancelled").count() == 1
