"""A setting that is bad or missing: one sentence, and no start."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from actionlearning import env

PRODUCTION = {
    "DATABASE_URL": "postgresql://sets@db.example.org/sets",
    "REDIS_URL": "redis://redis.example.org:6379/0",
    "SMTP_URL": "smtp://mail.example.org:587",
    "ALLOWED_HOSTS": "sets.example.org",
    "SECRET_KEY": "k3y-for-nothing-" * 4,
}


def start(folder: Path, **change: str | None) -> tuple[int, str]:
    """Read the settings of production with a change (None: not set); return code, stderr."""
    told = PRODUCTION | {"DATA_DIR": str(folder)} | change
    clean = {"PATH": os.environ["PATH"]}
    done = subprocess.run(
        [sys.executable, "-c", "import actionlearning.settings"],
        env=clean | {name: value for name, value in told.items() if value is not None},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stderr


def test_production_settings_are_accepted(tmp_path):
    assert start(tmp_path) == (0, "")


def test_a_provider_takes_the_place_of_a_mail_server(tmp_path):
    told = {"MAIL_PROVIDER": "postmark", "ANYMAIL_POSTMARK_SERVER_TOKEN": "t0ken"}

    assert start(tmp_path, SMTP_URL=None, **told) == (0, "")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"SECRET_KEY": None}, "set SECRET_KEY to 50 or more random characters."),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must name your hosts, not *."),
        ({"DEBUG": "1"}, "DEBUG must be off where HTTPS is on."),
        ({"PORT": "http"}, "PORT must be a whole number from 1 to 65535."),
        (
            {"REDIS_URL": None},
            "set REDIS_URL, for example redis://localhost:6379/0.",
        ),
        (
            {"SMTP_URL": None},
            "set SMTP_URL, for example smtp://user:password@mail.example.org:587.",
        ),
        (
            {"MAIL_PROVIDER": "pigeon"},
            "MAIL_PROVIDER pigeon is not one of django-anymail, such as mailgun, "
            "postmark or amazon_ses.",
        ),
    ],
)
def test_start_is_refused_with_one_sentence(tmp_path, change, sentence):
    assert start(tmp_path, **change) == (
        1,
        f"Action learning cannot start: {sentence}\n",
    )


@pytest.mark.parametrize(
    ("change", "read"),
    [
        ({"DEBUG": "maybe"}, lambda: env.switch("DEBUG", default=False)),
        ({"PORT": "0"}, lambda: env.number("PORT", 8000, least=1)),
        ({"LOG_LEVEL": "loud"}, env.log_level),
        ({"ALLOWED_HOSTS": ""}, lambda: env.allowed_hosts(embedded=False)),
        ({"DATABASE_URL": "mysql://db/sets"}, lambda: env.database(Path("db"))),
        ({"DATABASE_URL": "postgresql://db:port/sets"}, lambda: env.database(Path())),
        ({"DATABASE_POOL": "none"}, lambda: env.database(Path("db"))),
        ({"REDIS_URL": "http://db"}, lambda: env.redis_url(embedded=True)),
        ({"SECRET_KEY": "short"}, lambda: env.secret_key(embedded=True, folder=Path())),
        ({"DATA_DIR": "/proc/nowhere"}, lambda: env.data_dir(Path("var"))),
        ({"SMTP_URL": "smtp://mail:port"}, env.mail_server),
        ({"SMTP_URL": "smtp://"}, env.mail_server),
        ({"SMTP_URL": "imap://mail.example.org"}, env.mail_server),
    ],
)
def test_bad_value_is_named(monkeypatch, change, read):
    for name, value in change.items():
        monkeypatch.setenv(name, value)

    with pytest.raises(SystemExit, match=next(iter(change))):
        read()


def test_embedded_default_keeps_its_own_key(tmp_path, monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)

    first = env.secret_key(embedded=True, folder=tmp_path)

    assert len(first) >= 50
    assert env.secret_key(embedded=True, folder=tmp_path) == first
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


def test_embedded_default_answers_to_loopback_only(monkeypatch):
    monkeypatch.setenv("ALLOWED_HOSTS", "")

    assert env.allowed_hosts(embedded=True) == ["localhost", "127.0.0.1", "[::1]"]


@pytest.mark.parametrize(
    ("url", "entry"),
    [
        (
            "postgresql://sets:p%40ss@db.example.org:5433/sets?sslmode=verify-full",
            ("db.example.org", 5433, "sets", "p@ss", "sets", "verify-full"),
        ),
        (
            "postgres://sets@/sets?host=/run/postgresql",
            ("/run/postgresql", "", "sets", "", "sets", None),
        ),
    ],
)
def test_a_database_is_named_by_its_address(monkeypatch, url, entry):
    monkeypatch.setenv("DATABASE_URL", url)

    found = env.database(Path("db"))

    names = ("HOST", "PORT", "USER", "PASSWORD", "NAME")
    read = (*(found[name] for name in names), found["OPTIONS"].get("sslmode"))
    assert read == entry
    assert found["OPTIONS"]["pool"]["max_size"] == 10


def test_embedded_default_is_a_file_however_its_folder_is_called(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "")

    found = env.database(Path("/srv/sets 50%?/data.sqlite3"))

    assert (found["ENGINE"], found["NAME"]) == (
        "django.db.backends.sqlite3",
        "/srv/sets 50%?/data.sqlite3",
    )


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail_server", ("mail_server", 25, "", "", False, True)),
        ("smtp://127.0.0.1:1025", ("127.0.0.1", 1025, "", "", False, False)),
        (
            "smtps://fay@example.org:p%40ss@mail.example.org:465",
            ("mail.example.org", 465, "fay@example.org", "p@ss", True, False),
        ),
    ],
)
def test_a_mail_server_is_named_by_its_address(monkeypatch, url, server):
    monkeypatch.setenv("SMTP_URL", url)

    assert tuple(env.mail_server().values()) == server
