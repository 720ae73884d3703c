"""Every refusal of a service: a translated sentence, and its HTTP status.

A service raises one of these; a view answers with the status. Django's `PermissionDenied`
(403) and `Http404` are for people who may not do something at all.
"""

import datetime as dt
import math
from typing import Any, ClassVar

from django.utils.translation import gettext as _


class Refusal(Exception):
    """A service did nothing; `str()` is the translated sentence that says why."""

    status: ClassVar[int]


class Stale(Refusal):
    """Another change came first: the caller's page is out of date."""

    status = 409


class Conflict(Stale):
    """Another version is stored meanwhile: `stored`, which stays."""

    def __init__(self, sentence: str, *, stored: Any) -> None:
        super().__init__(sentence)
        self.stored = stored


class NotAllowedYet(Refusal):
    """It is not allowed so: the sentence says what has to change first."""

    status = 422


class Unclear(Refusal):
    """The request has values that no button of ours sends."""

    status = 422

    def __init__(self) -> None:
        super().__init__(_("Please try again."))


class NotYours(Refusal):
    """Another person may do it, but not this one."""

    status = 403


class RateLimited(Refusal):
    """It was done often enough for now. `seconds` says how long to wait."""

    status = 429

    def __init__(self, sentence: str, wait: dt.timedelta) -> None:
        super().__init__(sentence)
        self.seconds = max(1, math.ceil(wait.total_seconds()))
