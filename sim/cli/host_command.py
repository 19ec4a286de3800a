"""`emptychair host`: a group session, led on a screen to be projected, or in lines."""

from __future__ import annotations

import argparse
import signal
import sys
import time
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path

from sim.cli.exit_code import DONE, INTERRUPTED, WRONG_USAGE
from sim.cli.has_screen import has_screen
from sim.cli.host_farewell import farewell
from sim.cli.leaving_screen import leave_screen
from sim.cli.stop_signals import stopped_by_signals
from sim.report.words import counted, visible
from sim.room.log import KeptRoom, LogError, RoomLog
from sim.room.memory_log import MemoryLog
from sim.room.server.facilitation import Facilitation
from sim.room.server.fault_file import FaultFile
from sim.room.server.hosting import Wish, host_room, is_hosted
from sim.room.server.kept_place import forget_places, kept_place
from sim.room.server.rooms import CODE_LASTS, NoSuchRoom
from sim.scenario.library import Library, ScenarioNotFound
from sim.store.error import StoreError
from sim.store.loading import Loaded, load
from sim.store.room_log import SqliteRoomLog
from sim.store.settings import Settings
from sim.store.store import Store


def run(arguments: argparse.Namespace) -> int:
    """Host a session until it is left.

    Raises:
        ScenarioNotFound: there is no such scenario.
        ScenarioFaulty: it has errors.
        NoSuchRoom: the room to be taken up again is not kept, was ended, plays another scenario or is hosted already.
        ScenarioChanged: its scenario was edited since.
        PortTaken: the port asked for cannot be had.
        LogError: a room to be taken up again cannot be read.

    """
    if arguments.scenario is None and arguments.resume is None:
        print("emptychair host: name a SCENARIO, or a room with --resume CODE.", file=sys.stderr)
        return WRONG_USAGE
    if arguments.resume is not None and (arguments.teams or arguments.seed is not None):
        print("emptychair host: a room that is taken up again has its teams and its seed.", file=sys.stderr)
        return WRONG_USAGE
    library = Library.standard(arguments.library)
    named = None if arguments.scenario is None else library.find(arguments.scenario)
    notices: list[str] = []
    log = _opened_log(arguments.resume, notices)
    kept = _kept_room(log, arguments.resume)
    if named is None and kept is not None:
        named = _where_it_is(kept, library)
    assert named is not None
    loaded = load(named.absolute())
    if kept is not None:
        _check_scenario(kept, loaded)
    elif not isinstance(log, MemoryLog):
        notices.extend(_unfinished(log, loaded))
    faults = FaultFile()
    wish = Wish(
        port=arguments.port,
        names=tuple(arguments.name),
        teams=arguments.teams,
        seed=arguments.seed,
        code=arguments.resume,
        kept=not isinstance(log, MemoryLog),
    )
    facilitation = host_room(loaded, log, wish, faults, notices)
    try:
        return _led(facilitation, arguments)
    finally:
        facilitation.stop()
        if faults.count:
            told = f"The server met {counted(faults.count, 'fault')}, written down in {visible(faults.path)}"
            print(told, file=sys.stderr)


def _led(facilitation: Facilitation, arguments: argparse.Namespace) -> int:
    if arguments.plain or not has_screen():
        from sim.cli.host_lines import HostLines, lines_of

        lines = HostLines(facilitation, sys.stdout, arguments.timer)
        with stopped_by_signals(lines.stop) as came:
            # Where stdin was closed there is none.
            code = lines.run(() if sys.stdin is None else lines_of(sys.stdin.fileno()))
    else:
        from sim.tui.facilitator_app import FacilitatorApp

        app = FacilitatorApp(facilitation, _theme(), arguments.timer)
        with stopped_by_signals(partial(leave_screen, app)) as came:
            app.run()
        code = app.return_code or DONE
    print("\n".join(farewell(facilitation)), flush=True)
    return INTERRUPTED if signal.SIGINT in came else code


def _theme() -> str:
    try:
        return Store.open(whole=False).settings().theme
    except StoreError:
        return Settings().theme


def _opened_log(resumed: str | None, notices: list[str]) -> RoomLog:
    """The log, or where it cannot be used one in memory; a room to be taken up again needs the real one."""
    try:
        return SqliteRoomLog.open()
    except LogError as error:
        if resumed is not None:
            raise
        notices.append(" ".join(filter(None, (f"{error.title}.", error.message, error.hint))))
        return MemoryLog()


def _kept_room(log: RoomLog, code: str | None) -> KeptRoom | None:
    if code is None:
        return None
    kept = next((room for room in log.rooms() if room.opened.code == code), None)
    if kept is None:
        raise NoSuchRoom(f"No room {code} is kept here.", "`emptychair sessions` lists those that are.")
    return kept


def _where_it_is(kept: KeptRoom, library: Library) -> Path:
    """The scenario's file where it was, or where the library has it now."""
    path = Path(kept.opened.path)
    with suppress(ScenarioNotFound, OSError):
        if not path.exists():
            return library.find(kept.opened.scenario)
    return path


def _check_scenario(kept: KeptRoom, loaded: Loaded) -> None:
    opened = kept.opened
    if opened.scenario != loaded.scenario.id:
        raise NoSuchRoom(
            f"The room {opened.code} plays “{opened.scenario}”, not “{loaded.scenario.id}”.",
            f"`emptychair host --resume {opened.code}` needs no scenario named.",
        )


def _unfinished(log: RoomLog, loaded: Loaded) -> list[str]:
    """How to take up again what was not ended, of this scenario, by anybody who is not at it now."""
    earliest = time.time() - CODE_LASTS
    left = [room for room in log.rooms() if not room.ended]
    forget_places(all_but=[room.opened.code for room in left])
    told = []
    for room in left:
        opened = room.opened
        same = opened.scenario == loaded.scenario.id and opened.hash == loaded.scenario.hash
        # Into a room with one event nobody ever came.
        if not same or opened.at < earliest or room.events < 2:
            continue
        place = kept_place(opened.code)
        if place is None or not is_hosted(opened.code, place.port):
            at = datetime.fromtimestamp(opened.at).strftime("%H:%M")
            told.append(
                f"The session {opened.code} of this scenario, opened at {at}, was not ended. To take it up again "
                f"instead, leave this one: emptychair host --resume {opened.code}"
            )
    return told[:1]
