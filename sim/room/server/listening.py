"""Sockets that listen at a port on all of this machine's addresses."""

from __future__ import annotations

import errno
import socket
import sys
from typing import Final

from sim.scenario.error import EmptyChairError

TRIED: Final = 10
"""So many ports in a row are tried where none is asked for."""

_BACKLOG: Final = 2_048
_NO_SUCH_FAMILY: Final = {errno.EAFNOSUPPORT, errno.EADDRNOTAVAIL, errno.EPROTONOSUPPORT}
_HOLDERS: Final = {
    "linux": "ss -ltnp 'sport = :{port}'",
    "darwin": "lsof -nP -iTCP:{port} -sTCP:LISTEN",
    "win32": "netstat -ano | findstr :{port}",
}


class PortTaken(EmptyChairError):
    """Nothing can listen at a port."""

    title = "The session cannot be opened at this port"


def listen(port: int) -> tuple[socket.socket, ...]:
    """Listen at a port, 0 for any that is free: by IPv4, and by IPv6 where this machine has it.

    Raises:
        PortTaken: another program has it, or it is kept for the administrator.

    """
    sockets: list[socket.socket] = []
    try:
        sockets.append(_listening(socket.AF_INET, "0.0.0.0", port))
        try:
            sockets.append(_listening(socket.AF_INET6, "::", sockets[0].getsockname()[1]))
        except OSError as error:
            if error.errno not in _NO_SUCH_FAMILY:
                raise
    except OSError as error:
        for bound in sockets:
            bound.close()
        raise _taken(port, error) from error
    return tuple(sockets)


def listen_from(first: int) -> tuple[socket.socket, ...]:
    """Listen at the first free port from this one on, so that two sessions on one machine do not meet.

    Raises:
        PortTaken: none of the first ``TRIED`` is free.

    """
    for port in range(first, first + TRIED):
        try:
            return listen(port)
        except PortTaken:
            continue
    raise PortTaken(
        f"Other programs have all the ports from {first} to {first + TRIED - 1}.",
        "Name another, such as --port 9000, or --port 0 for any that is free.",
    )


def _listening(family: socket.AddressFamily, host: str, port: int) -> socket.socket:
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        if sys.platform == "win32":
            # There the option for reuse would let two programs share a port.
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            # A session taken up again finds its port at once.
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            listening.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        listening.bind((host, port))
        listening.listen(_BACKLOG)
    except OSError:
        listening.close()
        raise
    return listening


def _taken(port: int, error: OSError) -> PortTaken:
    if error.errno in (errno.EACCES, errno.EPERM):
        return PortTaken(
            f"Port {port} is kept for the administrator of this machine.",
            "Take one from 1024 on, such as --port 8765.",
        )
    if error.errno != errno.EADDRINUSE:
        return PortTaken(f"Nothing can listen at port {port}: {error.strerror}.", "Name another with --port.")
    holder = _HOLDERS.get(sys.platform, "netstat -an").format(port=port)
    return PortTaken(
        f"Port {port} is taken by another program, perhaps by another session.",
        f"Name another, such as --port {port + 1 if port < 65_535 else 9000}, or end that program. This shows "
        f"which it is: {holder}",
    )
