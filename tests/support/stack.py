"""Real servers for a test: web, worker, beat and a mail server, each killable.

Every process runs in a group of its own on the real settings, the test's database and
the suite's Redis; a test that starts any needs `django_db(transaction=True)`.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from pathlib import Path
from tempfile import mkdtemp
from typing import Self
from urllib.parse import urlsplit
from urllib.request import urlopen

from django.db import connection

from tests.support.services import _die_with_parent
from tests.support.sink import MailSink as MailSink, free_port as free_port


def wait_until(is_so: Callable[[], object], seconds: float = 15) -> None:
    """Return once `is_so()` is true; fail after `seconds`."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, f"Not so after {seconds} s."
        time.sleep(0.02)


def environment(**more: str) -> dict[str, str]:
    """Return the environment of a server: the real settings, and the test's database."""
    database = urlsplit(os.environ["DATABASE_URL"])
    name = f"/{connection.settings_dict['NAME']}"
    return {
        **os.environ,
        "DATABASE_URL": database._replace(path=name).geturl(),
        "DJANGO_SETTINGS_MODULE": "actionlearning.settings",
        "LOG_LEVEL": "INFO",
        "PYTHONUNBUFFERED": "1",
        **more,
    }


def _group(pid: int) -> int | None:
    try:
        return os.getpgid(pid)
    except ProcessLookupError:
        return None


class Process:
    """One program with all its children: started, frozen and ended as a whole."""

    def __init__(self, *argv: str, ready: str, env: dict[str, str]) -> None:
        self.argv = [sys.executable, "-m", *argv]
        self.ready = ready
        self.env = env
        self.folder = Path(mkdtemp(prefix="stack-", dir="/tmp"))
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> str:
        """What the program has written so far."""
        return (self.folder / "log").read_text()

    @property
    def pids(self) -> list[int]:
        """The numbers of the group's living processes, its own first."""
        if self._process is None:
            return []
        numbers = sorted(int(p.name) for p in Path("/proc").glob("[0-9]*"))
        return [pid for pid in numbers if _group(pid) == self._process.pid]

    def start(self, seconds: float = 20) -> Self:
        """Start it, and return once it has written `ready`."""
        self.launch()
        return self.wait(seconds)

    def launch(self) -> None:
        """Start it."""
        with (self.folder / "log").open("wb") as log:
            self._process = subprocess.Popen(  # noqa: S603
                self.argv,
                env=self.env,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=_die_with_parent,  # noqa: PLW1509
            )

    def wait(self, seconds: float = 20) -> Self:
        """Return once it has written `ready`."""
        assert self._process
        end = time.monotonic() + seconds
        while not self.is_ready():
            if self._process.poll() is not None or time.monotonic() > end:
                written = self.log
                self.kill()
                raise RuntimeError(written)
            time.sleep(0.02)
        return self

    def is_ready(self) -> bool:
        """Say whether it serves."""
        return self.ready in self.log

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to every process of the group, if any is left."""
        if self._process:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, number)

    def kill(self) -> None:
        """Kill it, as a power cut would; it can be started again."""
        self.signal(signal.SIGKILL)
        if self._process:
            self._process.wait(10)

    def stop(self, seconds: float = 15) -> int:
        """Ask it to end, and return its exit code."""
        assert self._process
        self._process.terminate()
        return self._process.wait(seconds)

    def discard(self) -> None:
        """End it and its folder."""
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


class Worker(Process):
    """A Celery worker with `children` processes; `app` names the Celery app."""

    def __init__(
        self, children: int = 2, app: str = "actionlearning", **env: str
    ) -> None:
        super().__init__(
            *("celery", "-A", app, "worker", "-c", str(children)),
            *("-l", "INFO", "-n", f"{uuid.uuid4().hex}@%h"),
            *("--without-gossip", "--without-mingle", "--without-heartbeat"),
            ready=" ready.",
            env=environment(**env),
        )


class Beat(Process):
    """Celery beat; `app` may name another app than the product's, to tick faster."""

    def __init__(self, app: str = "actionlearning", **env: str) -> None:
        super().__init__(
            *("celery", "-A", app, "beat", "-l", "INFO"),
            ready="beat: Starting",
            env=environment(**env),
        )
        self.argv += ["-s", str(self.folder / "schedule")]


class Web(Process):
    """uvicorn with the product; `url` is its address."""

    def __init__(self, port: int = 0, **env: str) -> None:
        self.port = port or free_port()
        self.url = f"http://localhost:{self.port}"
        super().__init__(
            *("uvicorn", "actionlearning.asgi:application", "--host", "127.0.0.1"),
            *("--port", str(self.port)),
            ready="",
            env=environment(
                **{
                    "ALLOWED_HOSTS": "localhost,127.0.0.1",
                    "HTTPS": "0",
                    "PORT": str(self.port),
                    "SITE_URL": self.url,
                    **env,
                }
            ),
        )

    def is_ready(self) -> bool:
        """Say whether it answers."""
        try:
            with urlopen(f"{self.url}/healthz", timeout=2) as answer:  # noqa: S310
                return bool(answer.status == HTTPStatus.OK)
        except OSError:
            return False


@contextmanager
def running(*processes: Process) -> Iterator[None]:
    """Start the processes, and end them whatever happens inside."""
    try:
        for process in processes:
            process.start()
        yield
    finally:
        for process in processes:
            process.discard()
