"""The environment, read once and answered in plain sentences."""

from __future__ import annotations

import logging
import os
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn
from urllib.parse import SplitResult, urlsplit

from django.core.management.utils import get_random_secret_key
from environs import Env, EnvError

env = Env()


def refuse(sentence: str) -> NoReturn:
    """Stop the process with one sentence that says what to set, and no traceback."""
    raise SystemExit(f"Action learning cannot start: {sentence}")


def switch(name: str, *, default: bool) -> bool:
    """Return an on-or-off setting: 1, true, yes, on, or 0, false, no, off."""
    try:
        return env.bool(name, default)
    except EnvError:
        refuse(f"{name} must be 1 or 0.")


def number(name: str, default: int, *, least: int = 0, most: int = 1000) -> int:
    """Return a whole number from `least` to `most`."""
    try:
        value = env.int(name, default)
    except EnvError:
        value = least - 1
    if not least <= value <= most:
        refuse(f"{name} must be a whole number from {least} to {most}.")
    return value


def address(name: str, url: str) -> SplitResult:
    """Return the parts of a URL that the setting `name` holds."""
    try:
        parts = urlsplit(url)
        _ = parts.port  # read here, because only reading it says that it is no number
    except ValueError:
        refuse(f"{name} is not an address that can be read.")
    return parts


def log_level() -> str:
    """Return `LOG_LEVEL`; warnings and worse where none is given."""
    level: str = env.str("LOG_LEVEL", "WARNING").upper()
    if level not in logging.getLevelNamesMapping():
        refuse("LOG_LEVEL must be DEBUG, INFO, WARNING or ERROR.")
    return level


def data_dir(default: Path) -> Path:
    """Return the writable folder of this installation (`DATA_DIR`), made if missing."""
    path = env.path("DATA_DIR", default).resolve()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        refuse(f"DATA_DIR {path} cannot be made ({error.strerror}).")
    if not os.access(path, os.W_OK | os.X_OK):
        refuse(f"DATA_DIR {path} cannot be written to.")
    return path


def secret_key(*, embedded: bool, folder: Path) -> str:
    """Return `SECRET_KEY`, or the key kept in `folder` for the embedded default.

    Production has to bring its own: a key made on each of several machines would
    sign people out whenever they meet another one.
    """
    key = env.str("SECRET_KEY", "")
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


def database_url(embedded_file: Path) -> str:
    """Return `DATABASE_URL`, or SQLite in the data folder."""
    url = env.str("DATABASE_URL", "") or f"sqlite:///{embedded_file}"
    if not url.startswith(("postgresql://", "postgres://", "sqlite:///")):
        refuse("DATABASE_URL must start with postgresql:// or sqlite:///.")
    return url


def allowed_hosts(*, embedded: bool) -> list[str]:
    """Return `ALLOWED_HOSTS` (comma separated); loopback only where none is given."""
    given: list[str] = env.list("ALLOWED_HOSTS", [])
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
