"""The product's Celery with short waits, and three seconds for a mail instead of ten."""

from tests.support.quick_celery import app

__all__ = ["app"]

from django.conf import settings

settings.EMAIL_TIMEOUT = 3
