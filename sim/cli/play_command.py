"""`emptychair play`, and the program without a command: the game on a screen, or in the line mode."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from sim.cli.has_screen import has_screen
from sim.cli.opened_game import play_on_screen
from sim.scenario.library import Library
from sim.store.error import StoreError
from sim.store.settings import Coaching
from sim.store.store import Store

if TYPE_CHECKING:
    from sim.tui.app import EmptyChairApp


def run(arguments: argparse.Namespace) -> int:
    """Play.

    Raises:
        ScenarioNotFound: there is no such scenario.
        ScenarioFaulty: it has errors.

    """
    library = Library.standard(arguments.library)
    opening = None if arguments.scenario is None else library.find(arguments.scenario)
    in_lines = arguments.plain or not has_screen()
    try:
        # The screen looks through the file once there is something to see.
        store, not_kept = Store.open(whole=in_lines), None
    except StoreError as error:
        store, not_kept = Store.in_memory(), error
    coaching = _coaching(arguments)
    if in_lines:
        from sim.cli.line_mode import LineMode

        game = LineMode(store, library, sys.stdin, sys.stdout, arguments.seed, coaching)
        return game.run(opening, not_kept)

    def made() -> EmptyChairApp:
        from sim.tui.app import EmptyChairApp

        return EmptyChairApp(store, library, opening, arguments.seed, coaching, not_kept)

    return play_on_screen(made)


def _coaching(arguments: argparse.Namespace) -> Coaching | None:
    """What the command line says of the coaching; None leaves it to the settings."""
    if arguments.coach:
        return Coaching.AT_ONCE
    return Coaching.ASSESSMENT if arguments.assess else None
