"""`emptychair progress`: how the player comes on, on the screen or as text."""

from __future__ import annotations

import argparse
import json
import sys
from contextlib import closing
from typing import TYPE_CHECKING

from sim.cli.exit_code import DONE
from sim.cli.has_screen import has_screen
from sim.cli.opened_game import play_on_screen
from sim.cli.terminal_width import reading_width
from sim.scenario.library import Library
from sim.store.store import Store

if TYPE_CHECKING:
    from sim.tui.app import EmptyChairApp


def run(arguments: argparse.Namespace) -> int:
    """Open the game at the progress, or print the progress.

    Raises:
        StoreError: the history cannot be used.

    """
    library = Library.standard(arguments.library)
    on_the_screen = arguments.format is None and not arguments.plain and has_screen()
    # The screen looks through the file once there is something to see.
    with closing(Store.open(whole=not on_the_screen)) as store:
        if on_the_screen:
            return _on_the_screen(store, library)
        _print(store, library, arguments.format)
    return DONE


def _on_the_screen(store: Store, library: Library) -> int:
    def made() -> EmptyChairApp:
        from sim.tui.app import EmptyChairApp
        from sim.tui.progress_screen import ProgressScreen

        return EmptyChairApp(store, library, first=ProgressScreen)

    return play_on_screen(made)


def _print(store: Store, library: Library, form: str | None) -> None:
    from sim.report.progress_rows import ProgressRows
    from sim.scenario.catalogue_file import shipped_catalogue
    from sim.scenario.titles import titles
    from sim.store.whole_progress import whole_progress

    rows = ProgressRows(whole_progress(store, library), shipped_catalogue(), titles(library))
    if form == "json":
        from sim.report.progress_form import progress_form

        json.dump(progress_form(rows), sys.stdout, indent=2)
        print()
    else:
        from sim.report.progress_text import progress_lines

        print("\n".join(progress_lines(rows, reading_width())))
