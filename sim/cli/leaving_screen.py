"""Closing the screen from outside of it."""

from __future__ import annotations

import time
from threading import Thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.app import App

_TRIES = 50


def leave_screen(app: App[Any]) -> None:
    """Have an app exit; may be called by a signal's handler, also before the app has begun to run."""
    Thread(target=_exit, args=(app,), name="leave the screen", daemon=True).start()


def _exit(app: App[Any]) -> None:
    for _ in range(_TRIES):
        try:
            app.call_from_thread(app.exit)
        except RuntimeError:  # it does not run yet, or no more
            time.sleep(0.1)
        else:
            return
