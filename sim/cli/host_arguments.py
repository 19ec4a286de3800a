"""What may stand behind the options of `host`, read and checked."""

from __future__ import annotations

import argparse
import re
from typing import Final

FEWEST_TEAMS: Final = 2
MOST_TEAMS: Final = 20
_LONGEST_TIMER: Final = 24 * 3600
_HIGHEST_PORT: Final = 65_535
_LABEL: Final = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_HOST: Final = re.compile(rf"{_LABEL}(\.{_LABEL})*\.?", re.ASCII)


def add_host_arguments(host: argparse.ArgumentParser) -> None:
    """Add what `host` alone knows."""
    host.add_argument(
        "scenario",
        nargs="?",
        metavar="SCENARIO",
        help="an id of the library, or a file; not needed with --resume",
    )
    host.add_argument(
        "--port", type=port, metavar="N", help="default: 8765, or the next one that is free; 0: any that is"
    )
    host.add_argument(
        "--name",
        type=host_name,
        action="append",
        default=[],
        metavar="HOST",
        help="one more name of this machine, shown first (may be given several times)",
    )
    host.add_argument(
        "--teams", type=teams, default=(), metavar="A,B,C|N", help="teams by their names, or so many of them"
    )
    host.add_argument(
        "--resume", type=code, metavar="CODE", help="take up a session again that was not ended"
    )
    host.add_argument(
        "--timer", type=timer, metavar="SECONDS", help="the time of each vote; default: until it is closed"
    )
    host.add_argument("--plain", action="store_true", help="in lines, for scripts and screen readers")


def port(text: str) -> int:
    """A port, 0 for any that is free."""
    number = _whole(text)
    if number is None or number > _HIGHEST_PORT:
        raise argparse.ArgumentTypeError(f"a port is a whole number from 0 to {_HIGHEST_PORT}")
    return number


def timer(text: str) -> float:
    """The seconds of a vote."""
    number = _whole(text)
    if number is None or not 1 <= number <= _LONGEST_TIMER:
        raise argparse.ArgumentTypeError(f"a timer runs from 1 to {_LONGEST_TIMER} seconds")
    return float(number)


def host_name(text: str) -> str:
    """A name or address of this machine."""
    from ipaddress import ip_address

    name = text.strip().strip("[]")
    try:
        return str(ip_address(name))
    except ValueError:
        pass
    if len(name) > 253 or not _HOST.fullmatch(name):
        raise argparse.ArgumentTypeError(
            "a name is one that this machine is called by, such as training.local, without http:// and port"
        )
    return name.rstrip(".").lower()


def teams(text: str) -> tuple[str, ...]:
    """Teams by their names, or so many of them."""
    from sim.room.rules.person_name import normal_name

    count = _whole(text)
    if count is not None:
        names = tuple(f"Team {number}" for number in range(1, min(count, MOST_TEAMS + 1) + 1))
    else:
        try:
            names = tuple(normal_name(part) for part in text.split(","))
        except ValueError:
            raise argparse.ArgumentTypeError("each team has a name that can be seen") from None
    if not FEWEST_TEAMS <= len(names) <= MOST_TEAMS:
        raise argparse.ArgumentTypeError(f"there are {FEWEST_TEAMS} to {MOST_TEAMS} teams")
    if len({name.casefold() for name in names}) < len(names):
        raise argparse.ArgumentTypeError("each team has a name of its own")
    return names


def code(text: str) -> str:
    """The code of a room."""
    from sim.room.rules.join_code import code_typed
    from sim.room.rules.refusal import Refused

    try:
        return code_typed(text)
    except Refused as refused:
        raise argparse.ArgumentTypeError(f"{refused.message} {refused.hint}") from refused


def _whole(text: str) -> int | None:
    digits = text.strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 9 else None
