"""A debrief written to a file of its own."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from scoring.catalogue import Catalogue
from sim.engine.debrief import Debrief
from sim.report.debrief_text import debrief_text
from sim.scenario.error import EmptyChairError
from sim.scenario.folders import data_folder


class NotSaved(EmptyChairError):
    """A file could not be written."""

    title = "Not saved"


def save_debrief(debrief: Debrief, catalogue: Catalogue) -> Path:
    """Write the debrief as text into the user's data folder; an existing file is never overwritten.

    Raises:
        NotSaved: the file cannot be written.

    """
    folder = data_folder() / "debriefs"
    stem = f"{debrief.scenario.id} {datetime.now():%Y-%m-%d %H.%M}"
    text = debrief_text(debrief, catalogue) + "\n"
    number = 1
    while True:
        path = folder / f"{stem}.txt" if number == 1 else folder / f"{stem} {number}.txt"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8") as file:
                file.write(text)
        except FileExistsError:
            number += 1
        except OSError as error:
            raise NotSaved(
                f"{path} could not be written ({error.strerror}).", "See that there is room and permission."
            ) from error
        else:
            return path
