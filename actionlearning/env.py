"""The environment: read once, with errors in plain sentences."""

import logging
import os
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import quote

import dj_database_url
import dj_email_url
from django.core.management.utils import get_random_secret_key
from environs import Env, EnvError

_env = Env()
text, listed = _env.str, _env.list
SQLITE = {
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
    "PRAGMA foreign_keys=ON;",
    # IMMEDIATE makes every atomic block exclusive: the lock of the whole file does what
    # select_for_update does on PostgreSQL.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
}


def refuse(sentence: str) -> NoReturn:
    """Stop the process with one sentence that says what to set, and no traceback."""
    raise SystemExit(f"Action learning cannot start: {sentence}")


def switch(name: str, *, default: bool) -> bool:
    """Return an on-or-off setting: 1, true, yes, on, or 0, false, no, off."""
    try:
        return _env.bool(name, default)
    except EnvError:
        refuse(f"{name} must be 1 or 0.")


def number(name: str, default: int, *, least: int = 0, most: int = 1000) -> int:
    """Return a whole number from `least` to `most`."""
    try:
        value = _env.int(name, default)
    except EnvError:
        value = least - 1
    if not least <= value <= most:
        refuse(f"{name} must be a whole number from {least} to {most}.")
    return value


def log_level() -> str:
    """Return `LOG_LEVEL`, or warnings and worse if none is given."""
    level: str = text("LOG_LEVEL", "WARNING").upper()
    if level not in logging.getLevelNamesMapping():
        refuse("LOG_LEVEL must be DEBUG, INFO, WARNING or ERROR.")
    return level


def data_dir(default: Path) -> Path:
    """Return the writable folder of this installation (`DATA_DIR`), made if it is missing."""
    path = _env.path("DATA_DIR", default).resolve()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        refuse(f"DATA_DIR {path} cannot be made ({error.strerror}).")
    if not os.access(path, os.W_OK | os.X_OK):
        refuse(f"DATA_DIR {path} cannot be written to.")
    return path


def secret_key(*, embedded: bool, folder: Path) -> str:
    """Return `SECRET_KEY`, or the key stored in `folder` by the embedded default.

    Production must bring its own key: if each of several machines made one, people would
    be signed out whenever they reach another machine.
    """
    key = text("SECRET_KEY", "")
    if not key and not embedded:
        refuse("set SECRET_KEY to 50 or more random characters.")
    if key and len(key) < 50:
        refuse("SECRET_KEY is too short; use 50 or more random characters.")
    return key or _kept_key(folder / "secret-key")


def _kept_key(path: Path) -> str:
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(get_random_secret_key())
    return path.read_text().strip()


def database(embedded_file: Path) -> dict[str, Any]:
    """Return Django's entry for `DATABASE_URL`, or for SQLite in the data folder."""
    url = text("DATABASE_URL", "") or f"sqlite:///{quote(str(embedded_file))}"
    if not url.startswith(("postgresql://", "postgres://", "sqlite:///")):
        refuse("DATABASE_URL must start with postgresql:// or sqlite:///.")
    try:
        # Under ASGI a persistent connection leaks with its thread; the pool does not.
        found = dj_database_url.parse(url, conn_max_age=0, conn_health_checks=True)
    except ValueError:
        refuse("DATABASE_URL is not an address that can be read.")
    pool = {"min_size": 0, "max_size": number("DATABASE_POOL", 10, least=1)}
    ours = SQLITE if url.startswith("sqlite") else {"pool": {**pool, "timeout": 10}}
    options: dict[str, Any] = {**found.get("OPTIONS", {}), **ours}
    host = options.pop("host", found["HOST"])  # a socket, which dbshell asks for here
    return {**found, "HOST": host, "OPTIONS": options}


def redis_url(*, embedded: bool) -> str:
    """Return `REDIS_URL`, which only the embedded default may leave out."""
    url: str = text("REDIS_URL", "")
    if not url and not embedded:
        refuse("set REDIS_URL, for example redis://localhost:6379/0.")
    if url and not url.startswith(("redis://", "rediss://", "unix://")):
        refuse("REDIS_URL must start with redis:// or rediss://.")
    return url


def mail_server() -> dict[str, Any]:
    """Return Django's settings for the mail server at `SMTP_URL`, or none.

    smtp:// is STARTTLS unless on this machine, and smtps:// is TLS from the first byte;
    dj-email-url uses these words for other things, so it reads only the rest.
    """
    scheme, _colon, rest = text("SMTP_URL", "").partition("://")
    if not scheme:
        return {}
    try:
        found: dict[str, Any] = dj_email_url.parse(f"smtp://{rest}")
    except ValueError:
        refuse("SMTP_URL is not an address that can be read.")
    host = found["EMAIL_HOST"]
    if scheme not in {"smtp", "smtps"} or not rest:
        refuse("SMTP_URL must look like smtp://user:password@host:587.")
    return {
        "EMAIL_HOST": host,
        "EMAIL_PORT": found["EMAIL_PORT"],
        "EMAIL_HOST_USER": found["EMAIL_HOST_USER"] or "",
        "EMAIL_HOST_PASSWORD": found["EMAIL_HOST_PASSWORD"] or "",
        "EMAIL_USE_SSL": scheme == "smtps",
        "EMAIL_USE_TLS": scheme == "smtp" and host not in {"localhost", "127.0.0.1"},
    }


def allowed_hosts(*, embedded: bool) -> list[str]:
    """Return `ALLOWED_HOSTS` (comma separated), or only loopback if none is given."""
    given: list[str] = listed("ALLOWED_HOSTS", [])
    hosts = [host.strip() for host in given if host.strip()]
    if "*" in hosts:
        refuse("ALLOWED_HOSTS must name your hosts, not *.")
    if not hosts and not embedded:
        refuse("set ALLOWED_HOSTS to your host names, separated by commas.")
    return hosts or ["localhost", "127.0.0.1", "[::1]"]


def named(prefix: str) -> dict[str, str]:
    """Return every setting whose name begins with `prefix`, without it."""
    return {
        name.removeprefix(prefix): value
        for name, value in os.environ.items()
        if name.startswith(prefix)
    }


def provider(name: str) -> str:
    """Return Django's mail backend for a provider that django-anymail knows."""
    module = f"anymail.backends.{name}"
    if not name.isidentifier() or name.startswith("base") or not find_spec(module):
        refuse(
            f"MAIL_PROVIDER {name} is not one of django-anymail, such as mailgun, "
            "postmark or amazon_ses."
        )
    return f"{module}.EmailBackend"
