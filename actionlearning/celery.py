"""Celery is only the clock: it wakes workers; the outbox's rows are the truth."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "actionlearning.settings")
app = Celery("actionlearning")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
