"""`manage.py serve`: the whole product in one process."""

import os
import socket
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from actionlearning.celery import app
from actionlearning.env import refuse
from actionlearning.live import embedded


class Command(BaseCommand):
    """Serve web, worker and scheduler until Ctrl-C."""

    help = "Serve web, worker and scheduler in one process (PORT, HOST, DATA_DIR)."
    requires_system_checks = []  # the worker makes the same checks

    def handle(self, *args: Any, **options: Any) -> None:
        """Open the port first, because a taken port is the commonest failure."""
        try:
            door = socket.create_server((settings.HOST, settings.PORT))
        except OSError as error:
            refuse(
                f"port {settings.PORT} cannot be opened ({os.strerror(error.errno or 0)}). Set PORT."
            )
        embedded.serve(app, door, ready=self._say)

    def _say(self) -> None:
        self.stdout.write(
            f"Action learning is at {settings.SITE_URL}/  (Ctrl-C ends it)"
        )
        self.stdout.flush()  # also if it goes into a log file
