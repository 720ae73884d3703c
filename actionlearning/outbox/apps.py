from celery.signals import worker_process_init, worker_process_shutdown
from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "actionlearning.outbox"
    label = "outbox"

    def ready(self) -> None:
        """Declare every kind of message; let every worker process look for mail by itself."""
        from actionlearning.outbox import daily_digest, kinds, poller  # noqa: F401, PLC0415  # need the models

        kinds.discover()
        worker_process_init.connect(poller.start, dispatch_uid="outbox")
        worker_process_shutdown.connect(poller.stop, dispatch_uid="outbox")
