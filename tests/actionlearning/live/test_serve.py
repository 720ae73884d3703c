"""`manage.py serve`: one process, one address, and an end."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.support.services import _die_with_parent
from tests.support.stack import free_port, wait_until

pytestmark = pytest.mark.stack
SERVERS = (
    "DATABASE_URL",
    "REDIS_URL",
    "SMTP_URL",
    "HTTPS",
    "ALLOWED_HOSTS",
    "SECRET_KEY",
)


@contextmanager
def embedded(folder: Path, port: int, *argv: str) -> Iterator[subprocess.Popen[str]]:
    """Run a program on the embedded default, in a data folder of its own."""
    env = {k: v for k, v in os.environ.items() if k not in SERVERS}
    env |= {"DATA_DIR": str(folder), "PORT": str(port), "PYTHONUNBUFFERED": "1"}
    env["DJANGO_SETTINGS_MODULE"] = "actionlearning.settings"
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, *argv],
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=_die_with_parent,  # noqa: PLW1509
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def answers(port: int) -> bool:
    """Say whether the process is up and its database too."""
    try:
        with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as answer:
            return bool(answer.read() == b"ok\n")
    except OSError:
        return False


def end(process: subprocess.Popen[str], number: signal.Signals) -> tuple[int, float]:
    """Send the signal; return the exit code and the seconds it took."""
    began = time.monotonic()
    process.send_signal(number)
    return process.wait(10), time.monotonic() - began


def has_ticked(folder: Path) -> bool:
    """Say whether the worker has left its trace in the database."""
    file = f"file:{folder}/actionlearning.sqlite3?mode=ro"
    with closing(sqlite3.connect(file, uri=True)) as database:
        return bool(database.execute("SELECT 1 FROM cache").fetchone())


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_serve_ticks_works_and_ends(tmp_path, number, record_property):
    port = free_port()

    with embedded(
        tmp_path, port, "-m", "tests.actionlearning.live.embedded_probe"
    ) as process:
        wait_until(lambda: answers(port), 40)  # migrations first
        wait_until(lambda: has_ticked(tmp_path))  # and the task goes on for 30 s
        code, seconds = end(process, number)
        said = process.stdout.read() if process.stdout else ""

    record_property(f"Embedded, ended by {number.name}", f"{seconds:.2f} s")
    assert code == 0
    assert said == f"Action learning is at http://localhost:{port}/  (Ctrl-C ends it)\n"


def test_serve_writes_into_its_data_folder_only(tmp_path):
    port = free_port()
    home = tmp_path / "data"

    with embedded(
        home, port, "-m", "tests.actionlearning.live.embedded_probe"
    ) as process:
        wait_until(lambda: answers(port), 40)
        wait_until(lambda: has_ticked(home))  # and its task keeps the database open
        written = _open_for_writing(process.pid)

    assert written != []
    assert [path for path in written if not path.startswith(f"{home}/")] == []


def test_serve_says_in_one_sentence_that_the_port_is_taken(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with embedded(tmp_path, port, "manage.py", "serve") as process:
            said = process.communicate(timeout=20)[0]

    assert process.returncode == 1
    assert said == (
        f"Action learning cannot start: port {port} cannot be opened"
        " (Address already in use). Set PORT.\n"
    )


def _open_for_writing(pid: int) -> list[str]:
    """Return the files that a process has open for writing."""
    found = []
    for link in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(FileNotFoundError):  # closed by now
            target = os.readlink(link)
            flags = Path(f"/proc/{pid}/fdinfo/{link.name}").read_text().split()[3]
            if target.startswith("/") and int(flags, 8) & (os.O_WRONLY | os.O_RDWR):
                found.append(target)
    return [path for path in found if not path.startswith("/dev/")]
