"""Web, worker and scheduler in one process: the embedded default, without any server.

It runs the tasks of production on the same schedule, with a broker in memory. Beat and
worker are threads, because they wait most of the time; uvicorn has the main thread.
"""

import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn
from celery import Celery
from celery.beat import EmbeddedService
from celery.worker import WorkController

GRACE = 1  #: seconds that uvicorn gives to unfinished requests


def serve(app: Celery, door: socket.socket, *, ready: Callable[[], None]) -> None:
    """Serve on an open socket until SIGINT or SIGTERM; call `ready` when it answers."""
    # uvicorn raises the signal that ended it again, for the handler before its own.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: None)
    with _background(app):
        _Web(ready).run(sockets=[door])


class _Web(uvicorn.Server):
    """A uvicorn server that says when it answers."""

    def __init__(self, ready: Callable[[], None]) -> None:
        super().__init__(
            uvicorn.Config(
                "actionlearning.asgi:application",
                lifespan="off",
                log_level="warning",
                access_log=False,
                log_config=None,
                timeout_graceful_shutdown=GRACE,
            )
        )
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say so."""
        await super().startup(sockets)
        self._ready()


@contextmanager
def _background(app: Celery) -> Iterator[None]:
    """Run worker and beat during the block."""
    app.finalize()
    app.autodiscover_tasks(force=True)
    worker = WorkController(
        app=app,
        pool_cls="solo",
        concurrency=1,
        without_gossip=True,
        without_mingle=True,
        without_heartbeat=True,
    )
    beat = EmbeddedService(app, thread=True, scheduler_cls=app.conf.beat_scheduler)
    threading.Thread(target=worker.start, name="worker", daemon=True).start()
    beat.start()
    try:
        yield
    finally:
        beat.stop()
        worker.stop()
