"""Looking at the screen in a test: what it says, and waiting until it says it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen

_TRIES = 1000
_SECONDS_BETWEEN = 0.005
_LOOKS_AT_REST = 2


def shown(app: App[Any]) -> str:
    """Every line of the screen as plain text."""
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())


async def at_rest(pilot: Pilot[Any]) -> None:
    """Let the app work until it has nothing left to do: no message waits, and all that changed is painted.

    `Pilot.pause` waits until the processor idles, which on a loaded machine may be long before that.
    """
    looks = 0
    for _ in range(_TRIES * _LOOKS_AT_REST):
        looks = looks + 1 if _is_at_rest(pilot.app) else 0
        if looks == _LOOKS_AT_REST:
            return
        await asyncio.sleep(_SECONDS_BETWEEN)
    raise AssertionError(f"It never came to rest. The screen says:\n{shown(pilot.app)}")


def _is_at_rest(app: App[Any]) -> bool:
    if app._exit:
        return True  # what still waits when a program ends is never done
    screen = app.screen
    if screen._layout_required or screen._scroll_required or screen._repaint_required:
        return False
    if screen._dirty_widgets or screen._callbacks:
        return False
    return all(not node.message_queue_size and not node._next_callbacks for node in (app, *app._registry))


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys, each once the app has done what the one before asked for."""
    for key in keys:
        await at_rest(pilot)
        await pilot.press(key)
    await at_rest(pilot)


async def until(pilot: Pilot[Any], holds: Callable[[], bool]) -> None:
    """Let the app work until something holds; fails with what the screen says then."""
    for _ in range(_TRIES):
        if holds():
            await at_rest(pilot)
            return
        await pilot.pause(0.01)
    raise AssertionError(f"It never came to hold. The screen says:\n{shown(pilot.app)}")


async def until_nothing_is_read(pilot: Pilot[Any]) -> None:
    """Let the app work until no thread reads anything any more, whether it came to its end or was stopped."""
    await until(pilot, lambda: all(worker.is_finished for worker in pilot.app.workers))


async def until_shown(pilot: Pilot[Any], words: str) -> None:
    """Let the app work until these words stand on one line of the screen."""
    await until(pilot, lambda: words in shown(pilot.app))


async def until_screen(pilot: Pilot[Any], kind: type[Screen[Any]]) -> None:
    """Let the app work until a screen of this kind is shown."""
    await until(pilot, lambda: isinstance(pilot.app.screen, kind))
