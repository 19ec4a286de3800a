"""The least that a Textual app can be: one Static. With `--keys`, it changes on every key."""

from __future__ import annotations

import sys

from textual.app import App, ComposeResult
from textual.events import Key
from textual.widgets import Static

READY = "Bare app, ready"


class BareApp(App[None]):
    """One Static, nothing else."""

    def compose(self) -> ComposeResult:
        """The Static."""
        yield Static(READY)


class BareKeysApp(BareApp):
    """One Static that tells how many keys were pressed."""

    pressed = 0

    def on_key(self, event: Key) -> None:
        """Tell one more key."""
        self.pressed += 1
        self.query_one(Static).update(f"key {self.pressed}")


if __name__ == "__main__":
    (BareKeysApp if "--keys" in sys.argv else BareApp)().run()
