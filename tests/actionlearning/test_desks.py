"""How pages are answered beside Django's own handler (actionlearning/desks.py)."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from asgiref.testing import ApplicationCommunicator
from django.core.signals import request_finished

from actionlearning.desks import Desks

pytestmark = pytest.mark.django_db(transaction=True)


def scope_of(path: str, method: str = "GET") -> dict[str, Any]:
    return {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": b"",
        "headers": [(b"host", b"testserver")],
    }


def ask(desks: Desks, scope: dict[str, Any], body: bytes = b"") -> tuple[Any, bytes]:
    async def asked() -> tuple[Any, bytes]:
        link = ApplicationCommunicator(desks, scope)
        await link.send_input({"type": "http.request", "body": body})
        start, whole = [await link.receive_output(5) for _part in range(2)]
        await link.wait(5)
        return start, whole["body"]

    with ThreadPoolExecutor(1) as beside:  # where no browser test has left a loop
        return beside.submit(asyncio.run, asked()).result()


def test_answer_comes_whole_with_its_cookies():
    start, body = ask(Desks(1), scope_of("/account/login/"))

    headers = [name.lower() for name, _value in start["headers"]]
    assert start["status"] == 200
    assert b"set-cookie" in headers
    assert body.rstrip().endswith(b"</html>")


def test_body_is_read(settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    scope = scope_of("/account/login/", "POST")
    scope["headers"] += [(b"content-length", b"12")]

    start, _body = ask(Desks(1), scope, b"login=nobody")

    assert start["status"] == 413


def test_request_ends_in_the_thread_that_answered_it():
    threads = []
    note = lambda **_about: threads.append(threading.current_thread().name)  # noqa: E731
    request_finished.connect(note)

    ask(Desks(1), scope_of("/healthz"))

    request_finished.disconnect(note)
    assert [name.rsplit("_", 1)[0] for name in threads] == ["desk"]


def test_nobody_waits_for_a_desk():
    start, _body = ask(Desks(0), scope_of("/healthz"))

    assert start["status"] == 200
