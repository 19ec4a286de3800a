"""`emptychair preview`: a file played beside its findings while it is written, and read again after every save."""

from __future__ import annotations

import argparse
import secrets
import sys

from sim.cli.exit_code import DONE, FAULTS
from sim.cli.has_screen import has_screen
from sim.report.words import visible
from sim.scenario.library import Library

_SEEDS = 2**31


def run(arguments: argparse.Namespace) -> int:
    """Show the preview until it is left.

    Raises:
        ScenarioNotFound: it is no path, and no scenario of the library has that id.

    """
    path = Library.standard(arguments.library).find(arguments.file)
    if not has_screen():
        shown = visible(path)
        print(
            f"emptychair preview: a preview needs a terminal. Without one, use: emptychair check {shown}\n"
            f"and, to play it in lines of text: emptychair play {shown} --plain",
            file=sys.stderr,
        )
        return FAULTS
    from sim.store.error import StoreError
    from sim.store.settings import Settings
    from sim.store.store import Store
    from sim.tui.preview_app import PreviewApp

    try:
        settings = Store.open(whole=False).settings()
    except StoreError:
        settings = Settings()
    seed = secrets.randbelow(_SEEDS) if arguments.seed is None else arguments.seed
    app = PreviewApp(path, seed, settings.theme)
    app.run()
    return app.return_code or DONE
