"""`emptychair export report`: a finished run as a file of its own, to keep, to print or to hand on."""

from __future__ import annotations

import argparse
import sys
from contextlib import closing
from datetime import date, datetime
from hashlib import sha256
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
from sim.store.store import Store

ENDINGS: Final = {".html": "html", ".htm": "html", ".md": "markdown", ".markdown": "markdown"}
"""What a file's ending says of its format."""

SUFFIXES: Final = {"html": ".html", "markdown": ".md"}


class NoReport(EmptyChairError):
    """There is no finished run of that number, or its scenario is gone."""

    title = "There is no report"


class ReportNotWritten(EmptyChairError):
    """The report could not be written to its file."""

    title = "The report was not written"


def run(arguments: argparse.Namespace) -> int:
    """Judge the kept run once more, and write its report.

    Raises:
        NoReport: there is no such run, it is not finished, or its scenario is gone.
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
        kept = _finished(store, arguments.run)
    loaded = _loaded(kept, Library.standard(arguments.library))
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


def _finished(store: Store, number: int) -> KeptRun:
    kept = store.run(number)
    if kept is None:
        raise NoReport(
            f"There is no run {number} in the history.",
            "`emptychair history` lists the runs by their numbers.",
        )
    if kept.result is None:
        raise NoReport(
            f"Run {number}, of {visible(kept.scenario)}, has not come to an ending yet.",
            "Play it to its end first: `emptychair` shows it among the runs under way.",
        )
    return kept


def _loaded(kept: KeptRun, library: Library) -> Loaded:
    """The scenario just as it was played, from where it lay then or from where the library has it now."""
    places = [kept.path, *(entry.path for entry in library.entries() if entry.id == kept.scenario)]
    hashes = {path: digest for path in places if (digest := _hash(path)) is not None}
    for path, digest in hashes.items():
        if digest == kept.hash:
            return load(path)
    if hashes:
        raise ScenarioChanged(
            f"{visible(next(iter(hashes)))} was edited since run {kept.id} was played, "
            "so its decisions cannot be judged as they were.",
            "Put the earlier text of the file back, or play the scenario anew.",
        )
    raise NoReport(
        f"The scenario of run {kept.id} is gone: there is no file {visible(kept.path)}, "
        f"and no {visible(kept.scenario)} in the library.",
        "Put the file back where it was, or name the folder it lies in now with --library.",
    )


def _hash(path: Path) -> str | None:
    """The hash of a file; None where there is none that can be read."""
    try:
        return sha256(path.read_bytes()).hexdigest() if path.is_file() else None
    except OSError:
        return None


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
