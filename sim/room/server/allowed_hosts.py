"""Under which names the server answers, and to pages from where."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv6Address, ip_address
from typing import Final

_HTTP_PORT: Final = 80


class AllowedHosts:
    """The names of the server, and its port.

    A page from elsewhere can have a name of its own lead to this server, and then speak to it as if it were its own. A
    browser tells by which name it asked; any other than the server's own is refused.
    """

    def __init__(self, names: Iterable[str], port: int) -> None:
        """Answer to names and addresses, in any case; addresses of IPv6 with or without their brackets."""
        self.port = port
        self._hosts = frozenset(
            host
            for name in (*names, "localhost", "127.0.0.1", "::1")
            for host in _written(_normal(name), port)
        )

    def answers_to(self, host: str | None) -> bool:
        """Whether this is the `Host` of a request to this server."""
        return host is not None and host.lower() in self._hosts

    def lets_in(self, origin: str | None, host: str | None) -> bool:
        """Whether a request to `host` may change something: no page sent it, or one of this very host's did."""
        if origin is None:
            return True
        return self.answers_to(host) and host is not None and origin.lower() == f"http://{host.lower()}"


def _normal(name: str) -> str:
    bare = name.strip().strip("[]").rstrip(".").lower()
    try:
        address = ip_address(bare)
    except ValueError:
        return bare
    return f"[{address}]" if isinstance(address, IPv6Address) else str(address)


def _written(name: str, port: int) -> tuple[str, ...]:
    hosts = (f"{name}:{port}",)
    return (*hosts, name) if port == _HTTP_PORT else hosts
