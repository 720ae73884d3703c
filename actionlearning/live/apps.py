from django.apps import AppConfig
from django.db.models import Model
from django.db.models.signals import post_delete


class LiveConfig(AppConfig):
    name = "actionlearning.live"
    label = "live"

    def ready(self) -> None:
        """Let a session that ends, by whatever way, take its streams with it."""
        post_delete.connect(_hang_up, sender="sessions.Session")


def _hang_up(instance: Model, **_kwargs: object) -> None:
    # Here, because models are ready before the bus can be chosen.
    from actionlearning.live.announce import hang_up  # noqa: PLC0415

    hang_up(instance.pk)
