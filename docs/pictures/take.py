"""Takes the pictures of the real screens. With a folder named: every screen in every size goes there.

The pictures name no font to be fetched from elsewhere: they are shown in whatever fixed-width font is at hand.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).parents[2]
sys.path.insert(0, str(PROJECT))

from textual.pilot import Pilot  # noqa: E402 - the project need not be installed

from sim.scenario.library import Library  # noqa: E402
from sim.store.settings import Settings  # noqa: E402
from sim.store.store import Store  # noqa: E402
from sim.tui.app import EmptyChairApp  # noqa: E402

DARK, LIGHT = "empty-chair-dark", "empty-chair-light"
SIZES = ((80, 24), (100, 30), (120, 40))
SEED = 4
CHOICES_IN_PLAY = "21"
WAY = "212131421312231"


@contextmanager
def game(theme: str) -> Iterator[EmptyChairApp]:
    """The game with an empty history of its own."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["EMPTYCHAIR_HOME"] = home
        store = Store.open()
        store.keep_settings(Settings(theme=theme, animation=False))
        yield EmptyChairApp(store, Library.standard(), seed=SEED)
        store.close()


async def go_through(app: EmptyChairApp, size: tuple[int, int], folder: Path, name: str) -> None:
    """Play `silent-customer` to its debrief, taking a picture of each screen on the way."""
    async with app.run_test(size=size) as pilot:

        def take(screen: str) -> None:
            drawing = re.sub(
                r"@font-face \{.*?\}", "", app.export_screenshot(title="Empty Chair"), flags=re.DOTALL
            )
            (folder / f"{screen}-{name}.svg").write_text(drawing, "utf-8")

        await settle(pilot)
        take("home")
        app.open_scenario(PROJECT / "scenarios" / "silent-customer.yaml")
        await settle(pilot)
        take("briefing")
        await pilot.press("enter")
        await settle(pilot)
        take("start")
        for key in CHOICES_IN_PLAY:
            await pilot.press(key)
            await settle(pilot)
        take("play")
        for key in WAY:
            await pilot.press(key)
            await settle(pilot)
        take("end")
        await pilot.press("enter")
        await settle(pilot)
        take("debrief")
        await pilot.press("down", "down", "enter")
        await settle(pilot)
        take("decision")
        await pilot.press("f")
        await settle(pilot)
        take("profile")
        await pilot.press("escape")
        await pilot.press("question_mark")
        await settle(pilot)
        take("help")
        await pilot.press("escape")
        await pilot.press("comma")
        await settle(pilot)
        take("settings")


async def settle(pilot: Pilot[None]) -> None:
    """Wait until what was set off has come to the screen."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause(0.1)


def main() -> None:
    """Take the pictures of the docs, or all of them into the folder named."""
    if len(sys.argv) > 1:
        folder = Path(sys.argv[1])
        folder.mkdir(parents=True, exist_ok=True)
        for theme in (DARK, LIGHT):
            for size in SIZES:
                with game(theme) as app:
                    name = f"{theme.removeprefix('empty-chair-')}-{size[0]}x{size[1]}"
                    asyncio.run(go_through(app, size, folder, name))
        return
    with tempfile.TemporaryDirectory() as folder_name:
        for theme in (DARK, LIGHT):
            with game(theme) as app:
                asyncio.run(go_through(app, (100, 30), Path(folder_name), theme.removeprefix("empty-chair-")))
        for picture in ("home-dark", "play-dark", "debrief-light"):
            target = Path(__file__).with_name(f"{picture}.svg")
            target.write_text((Path(folder_name) / f"{picture}.svg").read_text("utf-8"), "utf-8")


if __name__ == "__main__":
    main()
