"""`emptychair history export`: the history for spreadsheets and other programs."""

from __future__ import annotations

import argparse
import json
import sys
from contextlib import closing
from pathlib import Path

from sim.cli.exit_code import DONE
from sim.cli.left_out import tell_left_out
from sim.report.history_form import history_csv, history_export_form
from sim.report.new_file import write_new_file
from sim.report.words import counted, visible
from sim.scenario.error import EmptyChairError
from sim.scenario.library import Library
from sim.store.error import StoreError
from sim.store.judging_again import judge_again
from sim.store.store import Store


class HistoryNotExported(EmptyChairError):
    """The history could not be written to its file, or must not be."""

    title = "The history was not exported"


def run(arguments: argparse.Namespace) -> int:
    """Print the runs, the latest first, or write them to a new file.

    Raises:
        StoreError: the history cannot be used.
        HistoryNotExported: the file is there already, or cannot be written.

    """
    output: Path | None = None if arguments.output is None else arguments.output.expanduser()
    form = arguments.format or ("json" if output and output.suffix.lower() == ".json" else "csv")
    with closing(Store.open()) as store:
        _judge_again(store, Library.standard(arguments.library))
        runs = store.runs()
    tell_left_out(runs)
    text = f"{json.dumps(history_export_form(runs), indent=2)}\n" if form == "json" else history_csv(runs)
    if output is not None:
        _write(output, text.encode())
        print(f"Written to {visible(output)}: {counted(len(runs), 'run')}.")
    elif sys.stdout.isatty():
        print(text, end="")
    else:  # UTF-8 whatever the system's own encoding, since other programs read it
        sys.stdout.buffer.write(text.encode())
    return DONE


def _judge_again(store: Store, library: Library) -> None:
    """Judge what an earlier version of the program kept unjudged, and say so; the export is whole without it."""
    try:
        judged = judge_again(store, library).judged
    except StoreError as error:
        print(f"{error.title}. {error.message}", file=sys.stderr)
        return
    if judged:
        print(f"Judged once more, decision by decision: {counted(judged, 'run')}.", file=sys.stderr)


def _write(path: Path, data: bytes) -> None:
    try:
        write_new_file(path, data, HistoryNotExported)
    except FileExistsError:
        raise HistoryNotExported(
            f"{visible(path)} is there already.", "Name another file, or move that one away."
        ) from None
