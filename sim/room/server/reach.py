"""Whether anybody but this machine has come to the server yet."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address


class Reach:
    """Notes where requests come from; `reached` once one came from another machine.

    `own` are the addresses of this machine; loopback ones need not be among them.
    """

    def __init__(self, own: frozenset[str] = frozenset()) -> None:
        self.reached = False
        self._own = own

    def came_from(self, client: str) -> None:
        """Note a request from an address."""
        self.reached = self.reached or self._is_elsewhere(client)

    def _is_elsewhere(self, client: str) -> bool:
        try:
            address = plain_address(client)
        except ValueError:
            return False
        return not address.is_loopback and str(address) not in self._own


def plain_address(text: str) -> IPv4Address | IPv6Address:
    """An address without its zone, and as IPv4 where it is one in the clothes of IPv6.

    Raises:
        ValueError: it is no address.

    """
    address = ip_address(text.split("%")[0])
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        return address.ipv4_mapped
    return address
