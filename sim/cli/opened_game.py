"""The game on the screen, from whichever command it is opened."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import TYPE_CHECKING

from sim.cli.exit_code import DONE

if TYPE_CHECKING:
    from sim.tui.app import EmptyChairApp


def play_on_screen(made: Callable[[], EmptyChairApp]) -> int:
    """Make the app and run it until it is left; returns the exit code."""
    # What the first frame needs is no garbage: collecting would only walk it. Once it is painted, the app collects.
    gc.disable()
    try:
        app = made()
        app.run()
    finally:
        gc.enable()
    return app.return_code or DONE
