from __future__ import annotations

import subprocess
import sys
from ipaddress import ip_address

import pytest

from sim.room.server.addresses import Found, likeliest_first, own_addresses, url_of
from tests.cli.program import PROJECT


def test_the_way_out_comes_first_then_ipv4_then_ipv6_then_virtual_networks() -> None:
    found = [
        Found("fd00::7", "wlan0"),
        Found("172.17.0.1", "docker0"),
        Found("10.0.0.4", "eth0"),
        Found("192.168.1.20", "wlan0"),
        Found("192.168.1.20", routed=True),
        Found("2001:db8::20", routed=True),
    ]
    assert likeliest_first(found) == (
        "192.168.1.20",
        "10.0.0.4",
        "2001:db8::20",
        "fd00::7",
        "172.17.0.1",
    )


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "127.0.1.1", "::1", "169.254.7.7", "fe80::1%eth0", "0.0.0.0", "224.0.0.1", "what"],
)
def test_an_address_that_no_phone_can_reach_is_left_out(address: str) -> None:
    assert likeliest_first([Found(address, "eth0", routed=True)]) == ()


def test_an_address_is_named_once_however_it_was_found() -> None:
    found = [Found("10.0.0.4", routed=True), Found("10.0.0.4", "eth0"), Found("10.0.0.4")]
    assert likeliest_first(found) == ("10.0.0.4",)


def test_a_tunnel_stays_last_even_if_it_is_the_way_out() -> None:
    found = [Found("10.8.0.2", routed=True), Found("10.8.0.2", "tun0"), Found("192.168.1.20", "wlan0")]
    assert likeliest_first(found) == ("192.168.1.20", "10.8.0.2")


def test_the_addresses_of_this_machine_are_addresses_that_others_may_reach() -> None:
    for text in own_addresses():
        address = ip_address(text)
        assert not address.is_loopback
        assert not address.is_link_local


def test_a_machine_on_no_network_has_no_addresses() -> None:
    script = "from sim.room.server.addresses import own_addresses; print(own_addresses())"
    try:
        ended = subprocess.run(
            ["unshare", "--map-root-user", "--net", sys.executable, "-c", script],
            capture_output=True,
            text=True,
            cwd=PROJECT,
            timeout=60,
            check=False,
        )
    except FileNotFoundError:
        pytest.skip("this system has no unshare")
    if "unshare" in ended.stderr:
        pytest.skip("this system does not allow a network of its own")
    assert ended.stdout == "()\n", ended.stderr


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("192.168.1.20", "http://192.168.1.20:8765/j/KWX47F"),
        ("fd00::7", "http://[fd00::7]:8765/j/KWX47F"),
        ("room.local", "http://room.local:8765/j/KWX47F"),
    ],
)
def test_a_room_has_a_url_at_every_address(host: str, url: str) -> None:
    assert url_of(host, 8765, "KWX47F") == url
