"""The addresses of this machine at which phones could reach it, the likeliest first."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path
from typing import Final

NO_NETWORK: Final = (
    "This machine is on no network, so nobody else can join. Connect it to the Wi-Fi that the phones are on, or "
    "open a hotspot on a phone and join that with everybody, then start this once more."
)

NOT_REACHED: Final = (
    "Nobody has reached this address yet. Guest networks often forbid it: try the hotspot of a phone, with this "
    "machine and everybody in it. If there are several addresses, try another; and see that the firewall of this "
    "machine lets Python take connections."
)

LOOPBACK: Final = ("127.0.0.1", "::1")

# Addresses of documentation, which nobody has: which of ours would speak to them is asked, nothing is sent.
_FAR: Final = (
    (socket.AF_INET, "192.0.2.1"),
    (socket.AF_INET, "10.255.255.255"),
    (socket.AF_INET6, "2001:db8::1"),
)

# Interfaces of virtual machines, containers and tunnels: no phone is on them.
_WITHIN: Final = (
    "docker",
    "br-",
    "virbr",
    "veth",
    "vmnet",
    "vboxnet",
    "tun",
    "utun",
    "wg",
    "tailscale",
    "zt",
)

_INTERFACES_OF_IPV6: Final = Path("/proc/net/if_inet6")
_SIOCGIFADDR: Final = {"linux": 0x8915, "darwin": 0xC0206921}


@dataclass(frozen=True, slots=True)
class Found:
    """An address, with the name of its interface where that is known; `routed` where the way to others begins."""

    address: str
    interface: str = ""
    routed: bool = False


def own_addresses() -> tuple[str, ...]:
    """The addresses of this machine that others in its network may reach, none where it is on no network."""
    return likeliest_first([*_routed(), *_of_interfaces(), *_by_name()])


def likeliest_first(found: Iterable[Found]) -> tuple[str, ...]:
    """Each address once, without those that only this machine has; IPv4 before IPv6, that of the way out first,
    those within virtual networks last.
    """
    ranks: dict[str, tuple[bool, bool, bool]] = {}
    for one in found:
        address = _reachable(one.address)
        if address is None:
            continue
        rank = (
            one.interface.startswith(_WITHIN),
            isinstance(address, IPv6Address),
            not one.routed,
        )
        known = ranks.get(str(address))
        # The same address may be known by its interface from one side, and as routed from the other.
        ranks[str(address)] = rank if known is None else (known[0] or rank[0], known[1], known[2] and rank[2])
    return tuple(sorted(ranks, key=ranks.__getitem__))


def own_names() -> tuple[str, ...]:
    """The names by which this machine may be called in its network."""
    name = socket.gethostname().strip().rstrip(".").lower()
    if not name or name == "localhost" or not name.isascii():
        return ()
    return (name, f"{name.split('.')[0]}.local") if not name.endswith(".local") else (name,)


def url_of(host: str, port: int, code: str) -> str:
    """Where people join a room, at an address or name of this machine."""
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/j/{code}"


def _reachable(text: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(text.split("%")[0])
    except ValueError:
        return None
    if address.is_loopback or address.is_link_local or address.is_unspecified or address.is_multicast:
        return None
    return address


def _routed() -> Iterator[Found]:
    """By asking the system from which address it would speak to others."""
    for family, far in _FAR:
        with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as asking:
            asking.connect((far, 9))
            yield Found(asking.getsockname()[0], routed=True)


def _of_interfaces() -> Iterator[Found]:
    """By asking for the address of each interface, where the system can be asked so."""
    request = _SIOCGIFADDR.get(sys.platform)
    if request is not None:
        import fcntl

        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
            for _, name in socket.if_nameindex():
                with suppress(OSError):
                    answer = fcntl.ioctl(asking, request, name.encode()[:15].ljust(256, b"\0"))
                    yield Found(socket.inet_ntoa(answer[20:24]), name)
    with suppress(OSError):
        for line in _INTERFACES_OF_IPV6.read_text("ascii").splitlines():
            digits, *_, name = line.split()
            yield Found(str(IPv6Address(int(digits, 16))), name)


def _by_name() -> Iterator[Found]:
    """By the name of this machine: on Windows that gives all addresses; elsewhere none more, and may take long."""
    if sys.platform != "win32":
        return
    with suppress(OSError):
        for *_, place in socket.getaddrinfo(socket.gethostname(), None, type=socket.SOCK_STREAM):
            yield Found(str(place[0]))
