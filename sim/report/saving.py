"""A finished run written to a file of its own in the user's folder, never over another."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from scoring.catalogue import Catalogue
from sim.engine.debrief import Debrief
from sim.report.debrief_text import debrief_text
from sim.report.new_file import write_under_a_free_name
from sim.scenario.error import EmptyChairError
from sim.scenario.folders import data_folder


class NotSaved(EmptyChairError):
    """A file could not be written."""

    title = "Not saved"


def save_debrief(debrief: Debrief, catalogue: Catalogue) -> Path:
    """Write the debrief as text; returns where it lies.

    Raises:
        NotSaved: the file cannot be written.

    """
    stem = f"{debrief.scenario.id} {datetime.now():%Y-%m-%d %H.%M}"
    text = debrief_text(debrief, catalogue) + "\n"
    return write_under_a_free_name(data_folder() / "debriefs", stem, ".txt", text.encode(), NotSaved)


def save_report(debrief: Debrief, catalogue: Catalogue, played: date) -> Path:
    """Write the HTML report of a run that came to its end on the day `played`; returns where it lies.

    Raises:
        NotSaved: the file cannot be written.

    """
    from sim.report.page.html_report import html_report

    stem = f"{debrief.scenario.id} {played.isoformat()}"
    text = html_report(debrief, catalogue, played)
    return write_under_a_free_name(data_folder() / "reports", stem, ".html", text.encode(), NotSaved)
