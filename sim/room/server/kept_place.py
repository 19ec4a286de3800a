"""Where a room was hosted, kept beside the log, so that phones find it again when it is taken up."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sim.scenario.folders import data_folder


@dataclass(frozen=True, slots=True)
class Place:
    """A port, and the names beside its addresses by which the machine was called."""

    port: int
    names: tuple[str, ...] = ()


def keep_place(code: str, place: Place) -> None:
    """Keep where a room is; where that is not possible, it is only harder to find again."""
    with suppress(OSError):
        path = _path(code)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"port": place.port, "names": list(place.names)}), "utf-8")


def kept_place(code: str) -> Place | None:
    """Where a room was the last time; None where nothing sound is kept of it."""
    try:
        form = json.loads(_path(code).read_text("utf-8"))
        port, names = form["port"], form["names"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    sound = type(port) is int and 0 < port < 65_536 and isinstance(names, list)
    return Place(port, tuple(map(str, names))) if sound else None


def forget_places(all_but: Iterable[str]) -> None:
    """Forget where rooms were, but for some."""
    kept = {_path(code).name for code in all_but}
    with suppress(OSError):
        for path in _path("").parent.glob("*.json"):
            if path.name not in kept:
                path.unlink()


def _path(code: str) -> Path:
    return data_folder() / "rooms" / f"{code}.json"
