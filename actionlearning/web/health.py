"""Health checks for monitoring: of the process, its database, its workers and its rows."""

import datetime as dt

from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from actionlearning.lib.clock import now
from actionlearning.outbox import failing, heartbeat

STALE = dt.timedelta(minutes=3)


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer 200 and `ok`, or 503 if the database does not answer."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return HttpResponse("database\n", content_type="text/plain", status=503)
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def work(request: HttpRequest) -> HttpResponse:
    """Answer 200 and `ok`, or 503 if no worker has worked for three minutes.

    It tells the supervisor of the workers, which plan and send notices, to restart them.

    See docs/threat-model.md#workers.
    """
    last = heartbeat.last_tick()
    if last is None or last < now() - STALE:
        return HttpResponse("no worker\n", content_type="text/plain", status=503)
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def rows(request: HttpRequest) -> HttpResponse:
    """Answer 200 and `ok`, or 503 if rows failed lately while the others went on.

    No restart helps such a row, so this is for people: `manage.py failing` lists them.

    See docs/threat-model.md#one-bad-row.
    """
    if failing.recent().exists():
        return HttpResponse("rows fail\n", content_type="text/plain", status=503)
    return HttpResponse("ok\n", content_type="text/plain")
