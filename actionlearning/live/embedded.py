"""Web, worker and scheduler as one process: the embedded default, with no server beside it.

The same tasks on the same schedule as in production; only the broker is memory. Beat and
the worker are threads, because they wait most of the time, and uvicorn has the main one.
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

GRACE = 1  #: seconds that uvicorn gives to requests that are still being answered


def serve(app: Celery, door: socket.socket, *, ready: Callable[[], None]) -> None:
    """Serve on an open socket until SIGINT or SIGTERM; `ready` is called when it answers."""
    # uvicorn raises the signal that ended it once more, for whoever was there before it.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: None)
    with _background(app):
        _Web(ready).run(sockets=[door])


class _Web(uvicorn.Server):
    """uvicorn that says when it answers."""

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
        """Start, then tell."""
        await super().startup(sockets)
        self._ready()


@contextmanager
def _background(app: Celery) -> Iterator[None]:
    """Run worker and beat while the block runs."""
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
