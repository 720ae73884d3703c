"""The host of an address says which chat service it is."""

import pytest

from sets.chat.forms import service_of


@pytest.mark.parametrize(
    ("host", "service"),
    [
        ("hooks.slack.com", "slack"),
        ("prod-12.westeurope.logic.azure.com", "teams"),
        ("default1.22.environment.api.powerplatform.com", "teams"),
        ("harbour.webhook.office.com", "teams"),
        ("chat.harbour.example", "mattermost"),
        ("nothooks.slack.com.example.org", "mattermost"),
    ],
)
def test_the_host_says_which_service_it_is(host: str, service: str):
    assert service_of(host) == service
