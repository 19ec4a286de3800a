"""Writing a file that must not be there yet."""

from __future__ import annotations

from contextlib import suppress
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


def _failed(
    path: Path, error: OSError | ValueError, failed: type[EmptyChairError], what_to_do: str
) -> EmptyChairError:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return failed(f"{visible(path)} could not be written ({visible(reason)}).", what_to_do)
