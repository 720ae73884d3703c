"""The project: wiring, and the parts that know nothing of action learning."""

from actionlearning.celery import app as celery_app

__all__ = ["celery_app"]
