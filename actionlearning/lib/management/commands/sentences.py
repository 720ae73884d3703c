"""Bring the catalogues in `locale/` up to date with the product's sentences."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from actionlearning.lib.catalogue import (
    REWORDED,
    bring_up_to_date,
    marked,
    untranslated,
)


class Command(BaseCommand):
    """Add new sentences to each catalogue, and list those without a translation."""

    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit with an error if a translation is missing."""
        found = marked(settings.BASE_DIR)
        texts = set(settings.BASE_DIR.glob("locale/*/LC_MESSAGES/django.po"))
        for text in sorted(texts - {settings.BASE_DIR / REWORDED}):
            missing = untranslated(bring_up_to_date(text, found))
            for each in missing:
                said = each.id if isinstance(each.id, str) else each.id[0]
                self.stdout.write(f"{text.parent.parent.name}: {said}")
            if missing:
                raise CommandError(f"Please translate {len(missing)} in {text}.")
