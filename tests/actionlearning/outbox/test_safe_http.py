"""Nothing inside the house can be reached by an address that somebody typed in."""

import time
from collections.abc import Sequence
from functools import partial
from typing import Any

import pycurl
import pytest

from actionlearning.outbox.webhooks import safe_http
from actionlearning.outbox.webhooks.safe_http import (
    ForbiddenURL,
    Network,
    NoResponse,
    check,
    is_public,
    post,
)
from tests.support.chat import HOST, OUTSIDE, SECRET, FakeChat, FakeNetwork, drip, flood

TELL = {"text": "Hello"}


def test_json_is_posted_to_the_name_at_its_public_address(chat: FakeChat):
    status = post(f"{SECRET}?sig=1", TELL)

    assert (status, chat.posts) == (200, [TELL])
    assert chat.paths == ["/services/T0/B0/verysecret9abc?sig=1"]
    assert FakeNetwork.dialled == [OUTSIDE]
    assert chat.heads == [
        {
            "Host": HOST,
            "Content-Type": "application/json",
            "Connection": "close",
            "Content-Length": "17",
        }
    ]


@pytest.mark.parametrize(
    "url",
    [
        f"http://{HOST}/x",
        f"ftp://{HOST}/x",
        f"https://{HOST}:8443/x",
        f"https://{HOST}:0/x",
        f"https://{HOST}:99999/x",
        f"https://me@{HOST}/x",
        f"https://{HOST}@127.0.0.1/x",
        f"https://{HOST}\\@127.0.0.1/x",
        f"https://{HOST}/x y",
        f"https://{HOST}/x\r\nHost: inside",
        f"https://{HOST}./x",
        "https://127.0.0.1/x",
        "https://10.0.0.1/x",
        "https://93.184.215.14/x",
        "https://[::1]/x",
        "https://[2606:4700::1111]/x",
        "https://[::ffff:127.0.0.1]/x",
        "https://2130706433/x",
        "https://127.1/x",
        "https://0x7f.0.0.0x1/x",
        "https://hooks.0x7f000001/x",
        "https://localhost/x",
        "https:///x",
        "https://häfen.example/x",
        f"https://{HOST}/{'x' * 1000}",
        "hooks.slack.com/x",
        "",
    ],
)
def test_only_https_to_a_name_on_the_usual_port_is_fit(chat: FakeChat, url: str):
    assert check(SECRET).host == HOST
    with pytest.raises(ForbiddenURL):
        check(url)
    with pytest.raises(ForbiddenURL):
        post(url, TELL)

    assert (chat.posts, FakeNetwork.dialled) == ([], [])


INSIDE = [
    *("127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.0.1", "192.168.1.1", "0.0.0.1"),
    *("169.254.169.254", "100.64.0.1", "192.0.2.1", "198.18.0.1", "203.0.113.9"),
    *("224.0.0.1", "240.0.0.1", "255.255.255.255"),
    *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fec0::1", "ff02::1"),
    *("ff0e::1", "2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1"),
    *("64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::", "2002:a00:1::1", "nobody"),
]


@pytest.mark.parametrize("address", INSIDE)
def test_a_name_that_leads_inside_is_refused(chat: FakeChat, address: str):
    FakeNetwork.names = {HOST: [[address]]}

    assert not is_public(address)
    with pytest.raises(ForbiddenURL):
        check(SECRET)
    with pytest.raises(ForbiddenURL):
        post(SECRET, TELL)
    assert FakeNetwork.dialled == []


@pytest.mark.parametrize("address", [OUTSIDE, "2606:4700::1111", "64:ff9b::5db8:d70e"])
def test_public_addresses_are_outside(address: str):
    assert is_public(address)


def test_one_address_inside_spoils_the_name(chat: FakeChat):
    FakeNetwork.names = {HOST: [[OUTSIDE, "10.0.0.1"]]}

    with pytest.raises(ForbiddenURL):
        post(SECRET, TELL)
    assert FakeNetwork.dialled == []


def test_a_name_that_turns_round_meanwhile_is_not_asked_again(chat: FakeChat):
    FakeNetwork.names = {HOST: [[OUTSIDE], ["127.0.0.1"]]}

    assert post(SECRET, TELL) == 200
    with pytest.raises(ForbiddenURL):
        post(SECRET, TELL)
    assert FakeNetwork.dialled == [OUTSIDE]


def test_the_system_itself_leads_this_machine_inside(monkeypatch, settings):
    settings.WEBHOOK_NETWORK = "actionlearning.outbox.webhooks.safe_http.Network"
    monkeypatch.setattr(
        safe_http, "target", lambda _url: safe_http.Target("localhost", "/")
    )

    with pytest.raises(ForbiddenURL):
        check(SECRET)


def test_the_next_address_is_tried_where_one_is_silent(chat: FakeChat):
    FakeNetwork.names = {HOST: [["2606:4700::1111", OUTSIDE]]}

    assert post(SECRET, TELL) == 200
    assert FakeNetwork.dialled == ["2606:4700::1111", OUTSIDE]


def test_a_redirect_is_not_followed(chat: FakeChat):
    chat.status, chat.location = 307, "https://127.0.0.1/inside"

    assert post(SECRET, TELL) == 307
    assert (len(chat.posts), FakeNetwork.dialled) == (1, [OUTSIDE])


def test_a_certificate_for_another_name_is_refused(chat: FakeChat):
    other = SECRET.replace(HOST, "hooks.example.com")

    with pytest.raises(NoResponse) as error:
        post(other, TELL)

    assert (str(error.value), chat.posts) == ("certificate not trusted", [])


def test_a_certificate_that_the_system_does_not_trust_is_refused(
    chat: FakeChat, monkeypatch
):
    def route(self: FakeNetwork, host: str, addresses: Sequence[str]) -> dict[int, Any]:
        ways = {
            pycurl.RESOLVE: [f"{host}:{self.port}:127.0.0.1"],
            pycurl.CONNECT_TO: [f"{host}:443:{host}:{self.port}"],
        }
        return {**Network.route(self, host, addresses), **ways}

    monkeypatch.setattr(FakeNetwork, "route", route)

    with pytest.raises(NoResponse, match="certificate not trusted"):
        post(SECRET, TELL)
    assert chat.posts == []


def test_a_name_is_pinned_to_all_of_its_addresses():
    route = Network().route(HOST, ["2606:4700::1111", OUTSIDE])

    assert route[pycurl.RESOLVE] == [f"{HOST}:443:[2606:4700::1111],{OUTSIDE}"]


@pytest.mark.parametrize("name", ["https_proxy", "ALL_PROXY"])
def test_a_proxy_that_the_environment_names_is_not_used(
    chat: FakeChat, monkeypatch, name: str
):
    monkeypatch.setenv(name, "http://127.0.0.2:9")

    assert post(SECRET, TELL) == 200


def test_a_promise_of_an_answer_is_none(chat: FakeChat, monkeypatch):
    monkeypatch.setattr(safe_http, "IN_ALL", 0.6)
    chat.answer = partial(drip, first=b"HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 20")

    with pytest.raises(NoResponse, match="no answer in time"):
        post(SECRET, TELL)


def test_a_name_nobody_knows_is_no_answer(chat: FakeChat):
    FakeNetwork.names = {HOST: [[]]}

    with pytest.raises(NoResponse):
        check(SECRET)


def test_an_answer_that_drips_is_cut(chat: FakeChat, monkeypatch):
    monkeypatch.setattr(safe_http, "IN_ALL", 0.6)
    chat.answer = drip
    began = time.monotonic()

    with pytest.raises(NoResponse):
        post(SECRET, TELL)

    assert 0.5 < time.monotonic() - began < 2


@pytest.mark.parametrize("head", [b"\r\nX-Slow: ", b"\r\n\r\n"])
def test_what_drips_after_the_status_is_left(chat: FakeChat, monkeypatch, head: bytes):
    monkeypatch.setattr(safe_http, "IN_ALL", 0.6)
    chat.answer = partial(drip, first=b"HTTP/1.0 200 OK" + head)
    began = time.monotonic()

    assert post(SECRET, TELL) == 200
    assert time.monotonic() - began < 2


def _slowly(_network: FakeNetwork, _host: str) -> list[str]:
    time.sleep(1)
    return [OUTSIDE]


def test_a_look_up_that_hangs_is_left(chat: FakeChat, monkeypatch):
    monkeypatch.setattr(safe_http, "CONNECT", 0.2)
    monkeypatch.setattr(FakeNetwork, "resolve", _slowly)
    began = time.monotonic()

    with pytest.raises(NoResponse):
        post(SECRET, TELL)

    assert time.monotonic() - began < 0.8


def test_a_flood_is_not_read(chat: FakeChat):
    chat.answer = flood
    began = time.monotonic()

    assert post(SECRET, TELL) == 200
    assert time.monotonic() - began < 2


def test_the_limits_are_five_and_ten_seconds():
    assert (safe_http.CONNECT, safe_http.IN_ALL, safe_http.READ) == (5, 10, 2048)
