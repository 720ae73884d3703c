"""The embedded default with a quicker schedule: each tick signs the cache.

Run as a program by `test_serve.py`; `python -m tests.actionlearning.live.embedded_probe`.
"""

import os
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "actionlearning.settings")
django.setup()

from django.core.cache import cache  # noqa: E402
from django.core.management import call_command  # noqa: E402

from actionlearning.celery import app  # noqa: E402


@app.task(name="probe.tick")
def tick() -> None:
    """Leave a trace in the database, then work for a long while."""
    cache.set("ticked", True)
    time.sleep(30)


if __name__ == "__main__":
    app.conf.beat_schedule["probe"] = {"task": "probe.tick", "schedule": 0.1}
    call_command("migrate", verbosity=0)
    sys.exit(call_command("serve"))
