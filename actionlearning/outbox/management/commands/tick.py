"""One tick now, for operators: `python manage.py tick`."""

from typing import Any

from django.core.management.base import BaseCommand

from actionlearning.outbox.tasks import work


class Command(BaseCommand):
    help = "Plan what is due and send it, once, as each minute does."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{work()} sent.")
