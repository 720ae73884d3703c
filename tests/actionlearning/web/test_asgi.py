"""How pages are answered beside the streams (actionlearning/asgi.py)."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from asgiref.testing import ApplicationCommunicator
from django.core.signals import request_finished, request_started

from actionlearning.asgi import THREADS, application

pytestmark = pytest.mark.django_db(transaction=True)


def scope_of(path: str, method: str = "GET") -> dict[str, Any]:
    return {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "path": path,
        "query_string": b"",
        "headers": [(b"host", b"testserver")],
    }


async def _asked(scope: dict[str, Any], body: bytes) -> tuple[Any, bytes]:
    link = ApplicationCommunicator(application, scope)
    await link.send_input({"type": "http.request", "body": body})
    start = await link.receive_output(20)
    parts: list[dict[str, Any]] = []
    while not parts or parts[-1].get("more_body"):
        parts.append(await link.receive_output(20))
    await link.wait(20)
    return start, b"".join(part.get("body", b"") for part in parts)


def ask(
    scope: dict[str, Any], body: bytes = b"", times: int = 1
) -> list[tuple[Any, bytes]]:
    async def all_at_once() -> list[tuple[Any, bytes]]:
        return await asyncio.gather(*(_asked(scope, body) for _n in range(times)))

    with ThreadPoolExecutor(1) as beside:  # where no browser test has left a loop
        return beside.submit(asyncio.run, all_at_once()).result()


def test_answer_comes_whole_with_its_cookies():
    [(start, body)] = ask(scope_of("/account/login/"))

    headers = [name.lower() for name, _value in start["headers"]]
    assert start["status"] == 200
    assert b"set-cookie" in headers
    assert body.rstrip().endswith(b"</html>")


def test_body_is_read(settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    scope = scope_of("/account/login/", "POST")
    scope["headers"] += [(b"content-length", b"12")]

    [(start, _body)] = ask(scope, b"login=nobody")

    assert start["status"] == 413


def test_request_ends_in_the_thread_that_answered_it():
    """Its connection to the database is closed there, and must be that thread's."""
    began, ended = [], []
    begin = lambda **_about: began.append(threading.get_ident())  # noqa: E731
    end = lambda **_about: ended.append(threading.get_ident())  # noqa: E731
    request_started.connect(begin)
    request_finished.connect(end)

    ask(scope_of("/healthz"))

    request_started.disconnect(begin)
    request_finished.disconnect(end)
    assert len(began) == 1
    assert began == ended
    assert began != [threading.get_ident()]


def test_more_requests_than_threads_are_all_answered():
    answers = ask(scope_of("/healthz"), times=3 * THREADS)

    assert [start["status"] for start, _body in answers] == [200] * 3 * THREADS


def test_static_files_are_left_to_the_other_handler():
    assert [start["status"] for start, _body in ask(scope_of("/static/none"))] == [404]
