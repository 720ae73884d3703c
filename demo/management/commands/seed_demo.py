"""Fill an empty installation with the demo organisation."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from demo.player import is_played, play


class Command(BaseCommand):
    """Run at every start of the demo; only the first run does anything."""

    help = "Make the demo organisation, once. Only where DEMO is on."

    def handle(self, *args: object, **options: object) -> None:
        """Play the stories unless they were played; refuse if this is not the demo."""
        if not settings.DEMO:
            raise CommandError("DEMO is off: demo people belong in a demo only.")
        if is_played():
            return
        play()
        self.stdout.write("The demo organisation is ready.")
