"""Homes in which the program played the example: played once, and copied for each test."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path


def copied(played: Path, home: Path, example: Path) -> Path:
    """A copy of a history in another home, as if this file had been played there."""
    shutil.copy(played / "history.sqlite3", home)
    with closing(sqlite3.connect(home / "history.sqlite3")) as history, history:
        history.execute("UPDATE run SET path = ?", (str(example),))
    return home
