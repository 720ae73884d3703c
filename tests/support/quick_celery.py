"""The product's Celery with short waits: what takes minutes takes seconds in tests."""

import datetime as dt

import django

from actionlearning.celery import app

django.setup()

from actionlearning.outbox import delivery, heartbeat, poller  # noqa: E402 - needs the models

__all__ = ["app"]

app.conf.beat_schedule["tick"]["schedule"] = 1.0
poller.EACH = 0.5
heartbeat.QUIET = dt.timedelta(seconds=4)
delivery.OUTAGE = dt.timedelta(seconds=2)
