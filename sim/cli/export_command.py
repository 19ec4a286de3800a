"""`emptychair export report`: a finished run as a file of its own, to keep, to print or to hand on."""

from __future__ import annotations

import argparse
import sys
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Final

from sim.cli.exit_code import DONE, WRONG_USAGE
from sim.engine.debrief import Debrief, debrief
from sim.engine.draws import FixedDraws
from sim.engine.error import RunError
from sim.engine.walk import finished_walk
from sim.report.new_file import write_new_file, write_under_a_free_name
from sim.report.words import visible
from sim.scenario.error import EmptyChairError
from sim.scenario.library import Library
from sim.store.error import ScenarioChanged
from sim.store.kept_run import KeptRun
from sim.store.loading import Loaded, load
from sim.store.opening_run import finished_run
from sim.store.store import Store

ENDINGS: Final = {".html": "html", ".htm": "html", ".md": "markdown", ".markdown": "markdown"}
"""What a file's ending says of its format."""

SUFFIXES: Final = {"html": ".html", "markdown": ".md"}


class NoReport(EmptyChairError):
    """The run has not come to an ending."""

    title = "There is no report"


class ReportNotWritten(EmptyChairError):
    """The report could not be written to its file."""

    title = "The report was not written"


def run(arguments: argparse.Namespace) -> int:
    """Judge the kept run once more, and write its report.

    Raises:
        NoReport: the run is not finished.
        RunGone: there is no such run, or its scenario is gone.
        ScenarioChanged: the scenario is not what it was when the run was played.
        ScenarioFaulty: the scenario cannot be solved any more.
        ReportNotWritten: the file is there already, or cannot be written.
        StoreError: the history cannot be read.

    """
    output: Path | None = None if arguments.output is None else arguments.output.expanduser()
    named = None if output is None or output.is_dir() else output
    form = arguments.format or ("html" if named is None else ENDINGS.get(named.suffix.lower()))
    if form is None:
        print(
            f"emptychair export report: the ending of {visible(output)} says no format. "
            f"End it in {', '.join(ENDINGS)}, or add --format.",
            file=sys.stderr,
        )
        return WRONG_USAGE
    with closing(Store.open()) as store:
        kept = _finished(store, arguments.run, Library.standard(arguments.library))
    loaded = load(kept.path)
    played = datetime.fromtimestamp(kept.changed).date()
    text = _report(_judged(kept, loaded), loaded, played, form)
    if named is not None:
        path = _write_new(named, text)
    else:
        stem = f"{loaded.scenario.id} {played.isoformat()}"
        path = write_under_a_free_name(
            output or Path(), stem, SUFFIXES[form], text.encode(), ReportNotWritten
        )
    print(f"The report of run {kept.id} is in {visible(path.absolute())}.")
    return DONE


def _finished(store: Store, number: int, library: Library) -> KeptRun:
    kept = finished_run(store, library, number)
    if kept.result is None:
        raise NoReport(
            f"Run {number}, of {visible(kept.scenario)}, has not come to an ending yet.",
            "Play it to its end first: `emptychair` shows it among the runs under way.",
        )
    return kept


def _judged(kept: KeptRun, loaded: Loaded) -> Debrief:
    try:
        walked = finished_walk(loaded.compiled, kept.record.choices, FixedDraws(kept.record.draws))
    except RunError as error:
        raise ScenarioChanged(
            f"Run {kept.id} does not fit {visible(loaded.path)}: {error.message}", "Play the scenario anew."
        ) from error
    return debrief(loaded.compiled, loaded.verdict.solution, walked, loaded.catalogue.principles)


def _report(judged: Debrief, loaded: Loaded, played: date, form: str) -> str:
    if form == "html":
        from sim.report.page.html_report import html_report

        return html_report(judged, loaded.catalogue, played)
    from sim.report.page.markdown_report import markdown_report

    return markdown_report(judged, loaded.catalogue, played)


def _write_new(path: Path, text: str) -> Path:
    try:
        write_new_file(path, text.encode(), ReportNotWritten)
    except FileExistsError as error:
        raise ReportNotWritten(
            f"{visible(path)} is there already.", "Name another file, or take that one away first."
        ) from error
    return path
