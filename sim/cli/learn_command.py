"""`emptychair learn`: the costliest positions of all runs, to be decided once more."""

from __future__ import annotations

import argparse
import gc
import sys
from contextlib import closing

from sim.cli.exit_code import DONE
from sim.cli.has_screen import has_screen
from sim.scenario.library import Library
from sim.store.store import Store


def run(arguments: argparse.Namespace) -> int:
    """Open the game where one learns from mistakes, or put the positions in lines.

    Raises:
        StoreError: the history cannot be used.

    """
    library = Library.standard(arguments.library)
    with closing(Store.open()) as store:
        if arguments.plain or not has_screen():
            from sim.cli.learn_lines import LearnLines

            return LearnLines(store, library, sys.stdin, sys.stdout).run()
        gc.disable()  # until the first frame is painted, as in `play`
        try:
            from sim.tui.app import EmptyChairApp
            from sim.tui.mistakes_screen import MistakesScreen

            app = EmptyChairApp(store, library, first=MistakesScreen)
            app.run()
        finally:
            gc.enable()
        return app.return_code or DONE
