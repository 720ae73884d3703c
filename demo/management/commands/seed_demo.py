"""Fill an empty installation with the demo organisation."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from demo.player import is_played, play


class Command(BaseCommand):
    """Runs at every start of the demo; does something at the first one."""

    help = "Make the demo organisation, once. Only where DEMO is on."

    def handle(self, *args: object, **options: object) -> None:
        """Refuse outside the demo; leave an organisation that is there alone."""
        if not settings.DEMO:
            raise CommandError("DEMO is off: demo people belong in a demo only.")
        if is_played():
            return
        play()
        self.stdout.write("The demo organisation is ready.")
