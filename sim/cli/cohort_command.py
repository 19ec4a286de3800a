"""`emptychair export cohort`: the histories of many players as a gradebook and a summary."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import Final

from sim.cli.exit_code import DONE, FAULTS, WRONG_USAGE
from sim.cli.progress_line import ProgressLine
from sim.report.cohort.cohort import Cohort, cohort_of
from sim.report.cohort.cohort_page import counted_histories
from sim.report.cohort.titles import Titles, titles_of
from sim.report.new_file import write_new_file, write_together
from sim.report.words import counted, visible
from sim.scenario.error import EmptyChairError
from sim.scenario.folders import expanded
from sim.scenario.library import Library
from sim.store.cohort import LeftOutFile, ReadCohort, read_cohort
from sim.store.cohort_files import CohortFiles, cohort_files

ENDINGS: Final = {".csv": "csv", ".xlsx": "xlsx", ".html": "html", ".htm": "html"}
"""What a file's ending says of its format."""

FORMATS: Final = ("xlsx", "csv", "html")


class NoHistories(EmptyChairError):
    """None of the files and folders named holds a history that can be read."""

    title = "There is no cohort"


class CohortNotWritten(EmptyChairError):
    """A file could not be written, or must not be."""

    title = "The cohort was not exported"


def run(arguments: argparse.Namespace) -> int:
    """Read the histories, and write what was asked for; 1 where a learner's file or run is missing in it.

    Raises:
        NoHistories: there is nothing to export.
        CohortNotWritten: a file is there already, or cannot be written.
        TooMuchForAWorkbook: the workbook cannot hold it.

    """
    output: Path | None = None if arguments.output is None else expanded(str(arguments.output))
    named = None if output is None or output.is_dir() else output
    form = arguments.format
    if named is not None and form is None:
        form = ENDINGS.get(named.suffix.lower())
        if form is None:
            print(
                f"emptychair export cohort: the ending of {visible(output)} says no format, and there is no such "
                f"folder. End it in {', '.join(ENDINGS)}, or add --format.",
                file=sys.stderr,
            )
            return WRONG_USAGE
    if named is not None and named.exists():
        raise _there_already(named)
    files = cohort_files(expanded(str(place)) for place in arguments.places)
    with ProgressLine(sys.stderr, "histories read:", len(files.paths)) as progress:
        read = read_cohort(files.paths, progress.tell)
    missing = _tell_left_out(files, read)
    if not read.histories:
        raise NoHistories(
            _nothing_found(files), "Histories are files that end in .sqlite3, one for each player."
        )
    cohort = cohort_of(read.histories)
    titles = titles_of((one.scenario for one in cohort.scenarios), Library.standard(arguments.library))
    forms = FORMATS if form is None else (form,)
    made = [(one, _made(one, cohort, titles, arguments.names)) for one in forms]
    if named is not None:
        [(_, data)] = made
        paths = [_write_named(named, data)]
    else:
        stem = f"cohort {date.today().isoformat()}"
        paths = write_together(
            output or Path(), stem, [(f".{one}", data) for one, data in made], CohortNotWritten
        )
    runs = sum(learner.runs for learner in cohort.learners)
    print(f"{counted_histories(len(cohort.learners))}, {counted(runs, 'whole run')}. Written:")
    for path in paths:
        print(f"  {visible(path.absolute())}")
    return FAULTS if missing else DONE


def _tell_left_out(files: CohortFiles, read: ReadCohort) -> bool:
    """Say on stderr what is missing, each in a line; returns whether a learner, or a run of theirs, is."""
    missing = False
    for one in (*files.left_out, *read.left_out):
        print(f"Left out: {_on_one_line(one.path)} {_on_one_line(one.reason)}.", file=sys.stderr)
        missing |= _matters(one, files)
    for history in read.histories:
        if history.left_out:
            print(
                f"Left out: {counted(history.left_out, 'run')} of {_on_one_line(history.path)} "
                "that cannot be read any more.",
                file=sys.stderr,
            )
            missing = True
    return missing


def _matters(one: LeftOutFile, files: CohortFiles) -> bool:
    """What is no history at all was meant only where it was named itself."""
    return not one.foreign or one.path in files.named


def _nothing_found(files: CohortFiles) -> str:
    if not files.paths:
        return "There is no history among what was named."
    if len(files.paths) == 1:
        return "The one file found is no history that can be read."
    return f"None of the {counted(len(files.paths), 'file')} found is a history that can be read."


def _made(form: str, cohort: Cohort, titles: Titles, names: bool) -> bytes:
    from sim.report.cohort import tables

    if form == "csv":
        from sim.report.cohort.cohort_csv import table_csv

        return table_csv(tables.gradebook(cohort)).encode()
    if form == "xlsx":
        from sim.report.cohort.workbook import workbook

        return workbook(
            [
                tables.gradebook(cohort),
                tables.by_scenario(cohort, titles),
                tables.run_table(cohort),
                tables.decision_table(cohort, titles),
                tables.principle_table(cohort, titles),
                tables.insight_table(cohort, titles),
            ]
        )
    from sim.report.cohort.cohort_page import cohort_page

    return cohort_page(cohort, titles, date.today(), names).encode()


def _write_named(path: Path, data: bytes) -> Path:
    try:
        write_new_file(path, data, CohortNotWritten)
    except FileExistsError as error:
        raise _there_already(path) from error
    return path


def _there_already(path: Path) -> CohortNotWritten:
    return CohortNotWritten(
        f"{visible(path)} is there already.", "Name another file, or take that one away first."
    )


def _on_one_line(text: object) -> str:
    return visible(text).replace("\n", "\\n")
