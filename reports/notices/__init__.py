"""Letters about report-backs, actions, and what leaves the set.

They name people, dates and counts. The only words of a set in them are the reader's own
actions (docs/threat-model.md#what-messages-carry).
"""

from __future__ import annotations

from reports.notices import (
    action,
    digest,
    meeting,
    release,
    request,
    soon,
)

__all__ = [
    "action",
    "digest",
    "meeting",
    "release",
    "request",
    "soon",
]
