"""Why a kept file cannot be used, and what to do about it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sim.store.error import StoreError
from sim.store.layout import Damaged, NewerVersion, NotOurs, look_through


def refusal_of(path: Path) -> StoreError | None:
    """Look through the whole file: what to say of the damage in it; None where it is sound."""
    try:
        # A connection of its own, so that nobody who reads has to wait.
        with closing(
            sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=5)
        ) as connection:
            look_through(connection)
    except (sqlite3.Error, Damaged) as error:
        return unusable(path, error)
    return None


def unusable(path: Path, error: Exception) -> StoreError:
    """What to say of a history that could not be opened, or is refused, because of this error."""
    return StoreError(*said_of(path, error, "play goes on without keeping anything"))


def said_of(path: Path, error: Exception, meanwhile: str) -> tuple[str, str]:
    """What happened to a file that could not be opened, or is refused, and what to do; `meanwhile` it goes so."""
    if isinstance(error, NewerVersion):
        return (
            f"{path} was written by a newer version of Empty Chair.",
            f"Update Empty Chair. Until then, {meanwhile}.",
        )
    if isinstance(error, NotOurs):
        return (
            f"{path} belongs to another program.",
            f"Name another folder with EMPTYCHAIR_HOME. Until then, {meanwhile}.",
        )
    # An error that Python raises of its own accord has no code.
    corrupt = getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_CORRUPT
    if corrupt or isinstance(error, Damaged):
        return (
            f"{path} is damaged ({error}).",
            "It was left as it is. Put back a copy of it, or move it away to begin a new one. "
            f"Until then, {meanwhile}.",
        )
    return (
        f"{path} could not be opened ({error}).",
        "See that the folder can be written to, or name another with EMPTYCHAIR_HOME. "
        f"Until then, {meanwhile}.",
    )
