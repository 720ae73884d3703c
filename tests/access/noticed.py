"""A notice of Pia's, for the routes that act on a notice."""

import datetime as dt

from actionlearning.lib.clock import now
from actionlearning.outbox.models import Notice
from tests.support.cast import Cast


def noticed(cast: Cast) -> int:
    """Return the id of a notice of Pia's; the first call makes it."""
    notice, _new = Notice.objects.get_or_create(
        key="access:pia",
        defaults={
            "kind": "wrap_up",
            "person": cast.pia,
            "address": cast.pia.email,
            "set_code": cast.set.code,
            "useless_after": now() + dt.timedelta(days=1),
            "state": Notice.State.SENT,
            "headline": "Harbour: what was agreed",
            "link": cast.held.get_absolute_url(),
            "shown_at": now(),
        },
    )
    return notice.pk
