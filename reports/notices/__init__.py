"""Letters about report-backs, actions, and what leaves the set.

They name people, dates and counts. The only words of a set in them are the reader's own
actions (TRUST §2 (e)).
"""

from __future__ import annotations

from reports.notices.action import action_follow_up
from reports.notices.meeting import meeting_reminder, report_due, wrap_up
from reports.notices.outside import released, request_answered, request_raised

__all__ = [
    "action_follow_up",
    "meeting_reminder",
    "released",
    "report_due",
    "request_answered",
    "request_raised",
    "wrap_up",
]
