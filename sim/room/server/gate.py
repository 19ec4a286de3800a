"""What stands before everything: the names the server answers to, the pages it listens to, and how many come in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sim.room.server.allowed_hosts import AllowedHosts
from sim.room.server.fault import Fault
from sim.room.server.limits import MOST_WEBSOCKETS, Client, Limits
from sim.room.server.reach import Reach

SOCKET_PATH: Final = "/api/socket"


class Gate:
    """Lets in who comes by a name of the server's, from its own page or none, and not too fast."""

    def __init__(self, hosts: AllowedHosts, limits: Limits, reach: Reach) -> None:
        self._hosts = hosts
        self._limits = limits
        self._reach = reach

    def check_request(
        self, client: Client, path: str, hosts: Sequence[str], origins: Sequence[str], changes: bool
    ) -> None:
        """Hold a request against the names and the limits: its `Host` and `Origin` headers, as often as they stand.

        Raises:
            Fault: it is not let in.

        """
        self._check_names(client, hosts, origins, changes)
        if path.startswith("/api/"):
            self._limits.check_request(client)

    def check_socket(self, client: Client, path: str, hosts: Sequence[str], origins: Sequence[str]) -> None:
        """Hold the request for a WebSocket against the names and the limits.

        Raises:
            Fault: it is not let in.

        """
        self._check_names(client, hosts, origins, changes=True)
        if path != SOCKET_PATH:
            raise Fault(404, "not-found", "Nothing is at this address.", "Open the page of the room.")
        if self._limits.websockets >= MOST_WEBSOCKETS:
            raise Fault(503, "full", "Too many are connected.", "Try again in a moment.", retry_after=5)

    def headers(self, host: str) -> dict[str, str]:
        """The headers that every answer has, which tell a browser what it may do with it."""
        sockets = f" ws://{host}" if self._hosts.answers_to(host) else ""
        return {
            "content-security-policy": (
                "default-src 'none'; script-src 'self'; style-src 'self'; "
                f"connect-src 'self'{sockets}; img-src 'none'; base-uri 'none'; form-action 'self'; "
                "frame-ancestors 'none'"
            ),
            "referrer-policy": "no-referrer",
            "x-content-type-options": "nosniff",
            "cache-control": "no-store",
        }

    def _check_names(
        self, client: Client, hosts: Sequence[str], origins: Sequence[str], changes: bool
    ) -> None:
        self._reach.came_from(client[0])
        if len(hosts) != 1 or not self._hosts.answers_to(hosts[0]):
            raise Fault(
                421, "wrong-host", "This server has another name.", "Use the address on the big screen."
            )
        if changes and not all(self._hosts.lets_in(origin, hosts[0]) for origin in origins):
            raise Fault(403, "wrong-origin", "Another page sent this.", "Open the page of the room itself.")
