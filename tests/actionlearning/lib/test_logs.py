"""No log line opens a door (docs/threat-model.md#tokens-in-logs)."""

import logging

import pytest

from actionlearning.lib.logs import WithoutTokens


@pytest.mark.parametrize(
    ("args", "line"),
    [
        (("Not Found", "/invitations/7.s3-cret_/"), "Not Found: /invitations/…/"),
        (("Not Found", "/unsubscribe/7.a:b-c_/"), "Not Found: /unsubscribe/…/"),
        (("Not Found", "/sets/O4ujcKxjn5CJ/"), "Not Found: /sets/O4ujcKxjn5CJ/"),
        (("Conflict", "/a/100%/"), "Conflict: /a/100%/"),
    ],
)
def test_the_token_of_an_invitation_is_left_out(args: tuple[str, str], line: str):
    record = logging.LogRecord("x", logging.WARNING, "", 0, "%s: %s", args, None)

    assert WithoutTokens().filter(record)
    assert record.getMessage() == line


def test_the_log_of_the_house_leaves_tokens_out():
    handlers = logging.getLogger().handlers

    assert any(isinstance(f, WithoutTokens) for h in handlers for f in h.filters)
