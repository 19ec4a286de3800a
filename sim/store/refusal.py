"""Why a history cannot be used, and what to do about it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sim.store.error import StoreError
from sim.store.schema import Damaged, NewerVersion, NoHistory, look_through


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
    """What to say of a file that could not be opened, or is refused, because of this error."""
    if isinstance(error, NewerVersion):
        return StoreError(
            f"{path} was written by a newer version of Empty Chair.",
            "Update Empty Chair. Until then, play goes on without keeping anything.",
        )
    if isinstance(error, NoHistory):
        return StoreError(
            f"{path} belongs to another program.",
            "Name another folder with EMPTYCHAIR_HOME. Until then, play goes on without keeping anything.",
        )
    # An error that Python raises of its own accord has no code.
    corrupt = getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_CORRUPT
    if corrupt or isinstance(error, Damaged):
        return StoreError(
            f"{path} is damaged ({error}).",
            "It was left as it is. Put back a copy of it, or move it away to begin a new one. "
            "Until then, play goes on without keeping anything.",
        )
    return StoreError(
        f"{path} could not be opened ({error}).",
        "See that the folder can be written to, or name another with EMPTYCHAIR_HOME. "
        "Until then, play goes on without keeping anything.",
    )
