"""Writing files that must not be there yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Final

from sim.report.words import visible
from sim.scenario.error import EmptyChairError

WHAT_TO_SEE: Final = "See that its folder exists, may be written to and has room."


def write_new_file(
    path: Path, data: bytes, failed: type[EmptyChairError], what_to_do: str = WHAT_TO_SEE
) -> None:
    """Write it whole or not at all: nothing is left of one that could not be written to its end.

    Raises:
        FileExistsError: it is there already; it stays as it is.
        EmptyChairError: it cannot be written; the error is of the class `failed`, with `what_to_do` as its hint.

    """
    try:
        with path.open("xb") as file:
            try:
                file.write(data)
                file.flush()
            except BaseException:
                with suppress(OSError):  # it tries once more to write what is left
                    file.close()
                path.unlink()
                raise
    except FileExistsError:
        raise
    except (OSError, ValueError) as error:
        raise _failed(path, error, failed, what_to_do) from error


def write_under_a_free_name(
    folder: Path, stem: str, suffix: str, data: bytes, failed: type[EmptyChairError]
) -> Path:
    """Write `STEM.SUFFIX`, or with a number after the stem where that is taken; the folder is made if need be.

    Raises:
        EmptyChairError: it cannot be written; the error is of the class `failed`.

    """
    path = folder / f"{stem}{suffix}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise _failed(path, error, failed, WHAT_TO_SEE) from error
    number = 1
    while True:
        try:
            write_new_file(path, data, failed)
        except FileExistsError:
            number += 1
            path = folder / f"{stem} {number}{suffix}"
        else:
            return path


def write_new_files(files: Sequence[tuple[Path, bytes]], failed: type[EmptyChairError]) -> None:
    """Write all of them or none.

    Raises:
        FileExistsError: one is there already; all stays as it is.
        EmptyChairError: one cannot be written; the error is of the class `failed`.

    """
    written: list[Path] = []
    try:
        for path, data in files:
            write_new_file(path, data, failed)
            written.append(path)
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        raise


def write_together(
    folder: Path, stem: str, parts: Sequence[tuple[str, bytes]], failed: type[EmptyChairError]
) -> list[Path]:
    """Write `STEM` with each suffix, all or none, under the first stem that is free for all of them.

    Raises:
        EmptyChairError: one cannot be written; the error is of the class `failed`.

    """
    for name in _numbered(stem):
        paths = [folder / f"{name}{suffix}" for suffix, _ in parts]
        if any(path.exists() or path.is_symlink() for path in paths):
            continue
        with suppress(FileExistsError):  # somebody took the name just now
            write_new_files([(path, data) for path, (_, data) in zip(paths, parts, strict=True)], failed)
            return paths
    raise AssertionError("the names never end")


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    yield from (f"{stem} {number}" for number in count(2))


def _failed(
    path: Path, error: OSError | ValueError, failed: type[EmptyChairError], what_to_do: str
) -> EmptyChairError:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return failed(f"{visible(path)} could not be written ({visible(reason)}).", what_to_do)
