"""`emptychair learn`: the costliest positions of all runs, to be decided once more."""

from __future__ import annotations

import argparse
import sys
from contextlib import closing
from typing import TYPE_CHECKING

from sim.cli.has_screen import has_screen
from sim.cli.opened_game import play_on_screen
from sim.scenario.library import Library
from sim.store.store import Store

if TYPE_CHECKING:
    from sim.tui.app import EmptyChairApp


def run(arguments: argparse.Namespace) -> int:
    """Open the game where one learns from mistakes, or put the positions in lines.

    Raises:
        StoreError: the history cannot be used.

    """
    library = Library.standard(arguments.library)
    in_lines = arguments.plain or not has_screen()
    # The screen looks through the file once there is something to see.
    with closing(Store.open(whole=in_lines)) as store:
        if in_lines:
            from sim.cli.learn_lines import LearnLines

            return LearnLines(store, library, sys.stdin, sys.stdout).run()

        def made() -> EmptyChairApp:
            from sim.tui.app import EmptyChairApp
            from sim.tui.mistakes_screen import MistakesScreen

            return EmptyChairApp(store, library, first=MistakesScreen)

        return play_on_screen(made)
