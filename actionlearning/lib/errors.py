"""Every refusal of a service: a translated sentence, and the HTTP status it is.

A service raises one of these; a view answers with the status. Who may not do
something at all is told by Django's `PermissionDenied` (403) and `Http404`.
"""

import datetime as dt
import math
from typing import Any, ClassVar

from django.utils.translation import gettext as _


class Refusal(Exception):
    """A service did nothing; `str()` is the translated sentence that says why."""

    status: ClassVar[int]


class Stale(Refusal):
    """Somebody was quicker: what the caller saw is no longer so."""

    status = 409


class Conflict(Stale):
    """Something else is stored now: `stored` is that, and stays."""

    def __init__(self, sentence: str, *, stored: Any) -> None:
        super().__init__(sentence)
        self.stored = stored


class NotAllowedYet(Refusal):
    """It cannot be like this: the sentence says what has to be different first."""

    status = 422


class Unclear(Refusal):
    """A button sent what no button sends."""

    status = 422

    def __init__(self) -> None:
        super().__init__(_("Please try again."))


class NotYours(Refusal):
    """Somebody else may, this person may not."""

    status = 403


class RateLimited(Refusal):
    """It was done often enough for now. `seconds` says how long to wait."""

    status = 429

    def __init__(self, sentence: str, wait: dt.timedelta) -> None:
        super().__init__(sentence)
        self.seconds = max(1, math.ceil(wait.total_seconds()))
