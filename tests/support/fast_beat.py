"""The product's Celery with a tick each second, for tests that cannot wait a minute."""

from actionlearning.celery import app

app.conf.beat_schedule["tick"]["schedule"] = 1.0
