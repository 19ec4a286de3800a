"""The least that a Textual app can be: one Static. With `--keys` it changes on every key, with `--pages` wholly."""

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


class BarePagesApp(BareApp):
    """One Static that fills the screen with other words on every key."""

    pressed = 0

    def on_key(self, event: Key) -> None:
        """Tell another page."""
        self.pressed += 1
        lines = (f"page {self.pressed}, line {line}: {'so it goes ' * 7}" for line in range(self.size.height))
        self.query_one(Static).update("\n".join(lines))


if __name__ == "__main__":
    apps = {"--keys": BareKeysApp, "--pages": BarePagesApp}
    apps.get(sys.argv[-1], BareApp)().run()
