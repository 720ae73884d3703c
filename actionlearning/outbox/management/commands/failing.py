"""List the rows that fail, for operators: `python manage.py failing`."""

from typing import Any

from django.core.management.base import BaseCommand

from actionlearning.outbox.models import FailingRow


class Command(BaseCommand):
    help = "List the rows that were left out in the last week: when, where, which, why."

    def handle(self, *args: Any, **options: Any) -> None:
        for each in FailingRow.objects.all():
            self.stdout.write(
                f"{each.last_at:%Y-%m-%d %H:%M}  {each.work}  {each.row}  {each.error}"
                f"  (since {each.since:%Y-%m-%d %H:%M})"
            )
