"""Looking at the screen in a test: what it says, and waiting until it says it."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen

_TRIES = 1000


def shown(app: App[None]) -> str:
    """Every line of the screen as plain text."""
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    """Let the app work until something holds; fails with what the screen says then."""
    for _ in range(_TRIES):
        if holds():
            await pilot.pause()
            return
        await pilot.pause(0.01)
    raise AssertionError(f"It never came to hold. The screen says:\n{shown(pilot.app)}")


async def until_shown(pilot: Pilot[None], words: str) -> None:
    """Let the app work until these words stand on one line of the screen."""
    await until(pilot, lambda: words in shown(pilot.app))


async def until_screen(pilot: Pilot[None], kind: type[Screen[None]]) -> None:
    """Let the app work until a screen of this kind is shown."""
    await until(pilot, lambda: isinstance(pilot.app.screen, kind))
