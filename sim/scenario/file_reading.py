"""The bytes of a file that somebody named: a plain file only, never more than can be used, and never hanging."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from sim.scenario.finding import START_OF_FILE, Code
from sim.scenario.report import Report


def read_file(path: Path, limit: int, report: Report) -> bytes | None:
    """At most `limit` + 1 bytes of a file; None, and a finding, where it cannot be read."""
    try:
        if _is_plain(path.stat().st_mode, report):
            return _bytes_of(path, limit, report)
    except FileNotFoundError:
        _unreadable(
            report, "There is no such file.", "Look at the spelling, and at the folder that you are in."
        )
    except PermissionError:
        _unreadable(report, "Reading this file is not permitted.", "Change its permissions, or copy it.")
    except (OSError, ValueError) as error:  # ValueError: a path with a null character in it
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        _unreadable(report, f"The file cannot be read: {reason}.", None)
    return None


def _bytes_of(path: Path, limit: int, report: Report) -> bytes | None:
    # Not blocking, and looked at again once open: what stands there may have been exchanged since.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as file:
        if not _is_plain(os.fstat(descriptor).st_mode, report):
            return None
        return file.read(limit + 1)


def _is_plain(mode: int, report: Report) -> bool:
    if stat.S_ISREG(mode):
        return True
    if stat.S_ISDIR(mode):
        _unreadable(report, "This is a folder, not a scenario file.", "Name a file in it.")
    else:
        _unreadable(report, "This is not a plain file.", "Save the scenario as a file, and name that.")
    return False


def _unreadable(report: Report, message: str, hint: str | None) -> None:
    report.add(START_OF_FILE, Code.UNREADABLE, message, hint)
