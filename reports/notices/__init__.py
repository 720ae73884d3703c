"""Letters about report-backs, actions, and what leaves the set.

They name people, dates and counts. The only words of a set in them are the reader's own
actions (docs/threat-model.md#what-messages-carry).
"""

from __future__ import annotations

from reports.notices.action import action_follow_up
from reports.notices.digest import manager_digest
from reports.notices.meeting import meeting_reminder, report_due, wrap_up
from reports.notices.outside import released, request_answered, request_raised
from reports.notices.soon import starts_soon

__all__ = [
    "action_follow_up",
    "manager_digest",
    "meeting_reminder",
    "released",
    "report_due",
    "request_answered",
    "request_raised",
    "starts_soon",
    "wrap_up",
]
