"""Opening a room to the network, or taking one up again."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from sim.room.log import RoomLog
from sim.room.server.addresses import LOOPBACK, NO_NETWORK, own_addresses, own_names, url_of
from sim.room.server.allowed_hosts import AllowedHosts
from sim.room.server.app import room_service
from sim.room.server.facilitation import Facilitation
from sim.room.server.fault_file import FaultFile
from sim.room.server.kept_place import Place, keep_place, kept_place
from sim.room.server.listening import PortTaken, listen, listen_from
from sim.room.server.open_files import allow_many_connections
from sim.room.server.reach import Reach
from sim.room.server.rooms import NoSuchRoom, Rooms
from sim.room.server.running import RunningServer
from sim.room.wire import DEFAULT_PORT
from sim.store.loading import Loaded

TOO_BIG: Final = (
    "This scenario is too big to be solved exactly, so what its choices are worth is not shown. "
    "The votes and how they split are."
)

_ANSWERS_WITHIN: Final = 1.0


@dataclass(frozen=True, slots=True)
class Wish:
    """How a room is to be hosted.

    `port` is None where any will do. `names` are more names by which this machine is called, the first to be shown.
    `code` is that of a room to be taken up again, which has its teams and seed already. `kept` says whether the log
    outlasts the program.
    """

    port: int | None = None
    names: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    seed: int | None = None
    code: str | None = None
    kept: bool = True


def host_room(
    loaded: Loaded, log: RoomLog, wish: Wish, faults: FaultFile, notices: Sequence[str] = ()
) -> Facilitation:
    """Open a room, or take one up again, and serve it.

    Raises:
        PortTaken: the port wished for cannot be had.
        NoSuchRoom: the room is not in the log, was ended, or is hosted by another program already.
        ScenarioChanged: the scenario is not as it was when the room was opened.
        LogError: the room cannot be kept, or what is kept of it cannot be read.

    """
    allow_many_connections()
    before = None if wish.code is None else kept_place(wish.code)
    if wish.code is not None and before is not None and is_hosted(wish.code, before.port):
        raise NoSuchRoom(
            f"The room {wish.code} is hosted already, by another program at port {before.port}.",
            "Go on with it there, or stop it first.",
        )
    sockets, moved = _sockets(wish.port, None if before is None else before.port)
    port: int = sockets[0].getsockname()[1]
    names = wish.names or (() if before is None else before.names)
    own = own_addresses()
    rooms = Rooms(log)
    reach = Reach(frozenset(own))
    hosts = AllowedHosts([*names, *own, *own_names(), *LOOPBACK], port)
    service = room_service(rooms, hosts, reach=reach)
    server = RunningServer(service.app, sockets, faults.add, service.entrance.web_socket)
    opening = (
        rooms.open(loaded, wish.teams, wish.seed) if wish.code is None else rooms.reopen(wish.code, loaded)
    )
    try:
        room, token = server.start_after(opening)
    except BaseException:
        server.stop()
        raise
    if wish.kept:
        keep_place(room.code, Place(port, names))
    return Facilitation(
        room=room,
        token=token,
        rooms=rooms,
        server=server,
        reach=reach,
        log=log,
        urls=tuple(url_of(host, port, room.code) for host in (*names, *own)),
        notices=(
            *notices,
            *([] if own else [NO_NETWORK]),
            *([] if moved is None else [moved]),
            *([] if loaded.verdict.solution is not None else [TOO_BIG]),
        ),
        kept=wish.kept,
    )


def is_hosted(code: str, port: int) -> bool:
    """Whether a program of this machine has a room open at a port."""
    asking = http.client.HTTPConnection("127.0.0.1", port, timeout=_ANSWERS_WITHIN)
    with suppress(OSError, http.client.HTTPException):
        try:
            asking.request("GET", f"/api/room/{code}")
            return asking.getresponse().status == http.client.OK
        finally:
            asking.close()
    return False


def _sockets(wished: int | None, before: int | None) -> tuple[tuple[socket.socket, ...], str | None]:
    """Sockets at the port wished for, at that of the last time, or at the first that is free; and what is to be said
    where people have to come to another port than the last time.
    """
    if wished is not None:
        sockets = listen(wished)
    elif before is None:
        sockets = listen_from(DEFAULT_PORT)
    else:
        try:
            sockets = listen(before)
        except PortTaken:
            sockets = listen_from(DEFAULT_PORT)
    port = sockets[0].getsockname()[1]
    if before is None or port == before:
        return sockets, None
    return sockets, (
        f"The room was at port {before} the last time and is at port {port} now, so phones do not come back by "
        "themselves. Have everybody join again at the new address; they count as new people there."
    )
