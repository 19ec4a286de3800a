"""`emptychair join`: a participant of a session, on a screen or in lines."""

from __future__ import annotations

import argparse
import sys

from sim.cli.exit_code import DONE, FAULTS, WRONG_USAGE
from sim.cli.has_screen import has_screen
from sim.room.guest.address import RoomAddress, WrongAddress, read_address
from sim.room.guest.seat import Seats
from sim.scenario.folders import data_folder


def run(arguments: argparse.Namespace) -> int:
    """Take part in a session until it is over, or the participant leaves.

    Raises:
        EmptyChairError: there is no such room, or one could not come in.

    """
    try:
        address = read_address(arguments.url)
    except WrongAddress as error:
        print(f"{error.title}. {error.message}\n{error.hint}", file=sys.stderr)
        return WRONG_USAGE
    seats = Seats(data_folder() / "joined")
    if arguments.plain or not has_screen():
        from sim.cli.join_lines import JoinLines

        return JoinLines(address, seats, sys.stdin, sys.stdout, arguments.name, arguments.team).run()
    if address.code is None:
        named = _asked_code(address)
        if named is None:
            return DONE
        address = named
    return _on_screen(address, seats, arguments.name, arguments.team)


def _on_screen(address: RoomAddress, seats: Seats, name: str | None, team: str | None) -> int:
    from sim.room.guest.arrival import Arrival
    from sim.room.guest.guest import look
    from sim.room.guest.seen import SENT_OUT
    from sim.room.guest.seen_words import leaving_words
    from sim.store.error import StoreError
    from sim.store.settings import Settings
    from sim.store.store import Store
    from sim.tui.join_app import JoinApp

    arrival = Arrival(address, seats)
    door = look(address)
    arrival.check(door)
    try:
        settings = Store.open(whole=False).settings()
    except StoreError:
        settings = Settings()
    app = JoinApp(arrival, door, name, team, settings.theme)
    refused = app.run()
    arrival.leave()
    if refused is not None:
        raise refused
    if arrival.inside:
        print(leaving_words(arrival.guest.link, address))
    return app.return_code or (FAULTS if arrival.guest.link in SENT_OUT else DONE)


def _asked_code(address: RoomAddress) -> RoomAddress | None:
    """The address with the code that is typed; None where nothing is."""
    while True:
        print("The code of the room, as the facilitator shows it?", end=" ", flush=True)
        typed = sys.stdin.readline()
        if not typed.strip():
            return None
        try:
            return address.with_code(typed)
        except WrongAddress as error:
            print(f"{error.message} {error.hint}")
