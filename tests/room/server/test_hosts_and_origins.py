from __future__ import annotations

import socket
import time
from collections.abc import Iterator

import pytest

from sim.room.memory_log import MemoryLog
from sim.room.server.allowed_hosts import AllowedHosts
from sim.store.loading import Loaded
from tests.room.server.served import OpenRoom, Served

HOSTS: dict[str, tuple[str, bool]] = {
    "its address": ("127.0.0.1:{port}", True),
    "localhost": ("localhost:{port}", True),
    "a name it was given": ("trainer.local:{port}", True),
    "that name in capitals": ("Trainer.LOCAL:{port}", True),
    "its address of IPv6": ("[::1]:{port}", True),
    "a name of somebody else's": ("evil.example:{port}", False),
    "no port": ("127.0.0.1", False),
    "another port": ("127.0.0.1:1", False),
    "its name with more before it": ("evil.localhost:{port}", False),
    "its name with more behind it": ("trainer.local.evil.example:{port}", False),
    "somebody at its name": ("evil@127.0.0.1:{port}", False),
    "nothing": ("", False),
}
ORIGINS: dict[str, tuple[str | None, bool]] = {
    "none": (None, True),
    "this host": ("http://{host}", True),
    "this host, encrypted": ("https://{host}", False),
    "another of its names": ("http://other", False),
    "another port": ("http://127.0.0.1:1", False),
    "a page elsewhere": ("http://evil.example", False),
    "a page from nowhere": ("null", False),
    "this host and more": ("http://{host}.evil.example", False),
}


@pytest.fixture(scope="module")
def one_server(loaded: Loaded) -> Iterator[Served]:
    """A server for all of the matrix, which makes a room for each of its cells."""
    served = Served(MemoryLog(), time.time, time.monotonic)
    yield served
    served.stop()


@pytest.mark.parametrize("origin", ORIGINS)
@pytest.mark.parametrize("host", HOSTS)
def test_a_request_is_served_only_by_a_name_of_the_server_and_from_its_own_page(
    host: str, origin: str, one_server: Served, loaded: Loaded
) -> None:
    served, opened = one_server, one_server.open(loaded)
    written, known = HOSTS[host]
    name = written.format(port=served.port)
    from_page, own = ORIGINS[origin]
    headers = {"Host": name}
    if from_page is not None:
        headers["Origin"] = from_page.format(host=name)
    expected = 421 if not known else 403 if not own else 201
    joined = served.post("/api/join", {"code": opened.code, "secret": "s" * 22}, headers)
    assert joined.status == expected
    assert served.get("/", headers).status == (200 if known else 421)
    assert opened.view().shared.people == (1 if expected == 201 else 0)
    assert served.upgrade(headers).status == (101 if expected == 201 else expected)


def test_two_hosts_in_one_request_are_refused(opened: OpenRoom) -> None:
    served = opened.served
    request = f"GET / HTTP/1.1\r\nHost: {served.host}\r\nHost: evil.example\r\n\r\n"
    with socket.create_connection(("127.0.0.1", served.port), timeout=10) as line:
        line.sendall(request.encode())
        status = line.recv(100).split(b" ")[1]
    assert status in (b"400", b"421")


def test_a_server_at_the_usual_port_answers_without_it() -> None:
    hosts = AllowedHosts(["192.168.0.7", "fe80::1"], 80)
    assert hosts.answers_to("192.168.0.7")
    assert hosts.answers_to("[fe80::1]:80")
    assert hosts.lets_in("http://192.168.0.7", "192.168.0.7")
    assert not AllowedHosts(["192.168.0.7"], 8765).answers_to("192.168.0.7")


def test_every_answer_says_what_a_browser_may_do_with_it(opened: OpenRoom) -> None:
    served = opened.served
    for path in ("/", f"/j/{opened.code}", f"/api/room/{opened.code}", "/nothing", "/api/view"):
        headers = served.get(path).headers
        policy = headers["content-security-policy"]
        assert policy == (
            "default-src 'none'; script-src 'self'; style-src 'self'; "
            f"connect-src 'self' ws://{served.host}; img-src 'none'; base-uri 'none'; form-action 'self'; "
            "frame-ancestors 'none'"
        )
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
        assert "server" not in headers
        assert "access-control-allow-origin" not in headers
