"""Writing a file that must not be there yet."""

from __future__ import annotations

from pathlib import Path

from sim.report.words import visible
from sim.scenario.error import EmptyChairError


def write_new_file(path: Path, data: bytes, failed: type[EmptyChairError]) -> None:
    """Write it whole or not at all: nothing is left of one that could not be written to its end.

    Raises:
        FileExistsError: it is there already; it stays as it is.
        EmptyChairError: it cannot be written; the error is of the class `failed`.

    """
    try:
        with path.open("xb") as file:
            try:
                file.write(data)
                file.flush()
            except BaseException:
                file.close()
                path.unlink()
                raise
    except FileExistsError:
        raise
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise failed(
            f"{visible(path)} could not be written ({visible(reason)}).",
            "See that its folder exists, may be written to and has room.",
        ) from error
