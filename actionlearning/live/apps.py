from django.apps import AppConfig
from django.db.models import Model
from django.db.models.signals import post_delete


class LiveConfig(AppConfig):
    name = "actionlearning.live"
    label = "live"

    def ready(self) -> None:
        """End the streams of every session that is deleted, however that happens."""
        post_delete.connect(_hang_up, sender="sessions.Session")


def _hang_up(instance: Model, **_kwargs: object) -> None:
    # Imported here, because models must be ready before the bus is chosen.
    from actionlearning.live.announce import hang_up  # noqa: PLC0415

    hang_up(instance.pk)
