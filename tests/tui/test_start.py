from __future__ import annotations

import subprocess
import sys
from pathlib import Path

FIRST_FRAME = """
import sys
from pathlib import Path
from sim.scenario.library import Library
from sim.store.store import Store
from sim.tui.app import EmptyChairApp

seen = []


class Watched(EmptyChairApp):
    CSS_PATH = {css!r}

    def on_ready(self):
        seen.append(sorted(sys.modules))
        self.exit()


Watched(Store.in_memory(), Library([Path({folder!r})])).run(headless=True, size=(80, 24))
print(*seen[0])
"""


def test_the_first_frame_needs_no_parser_no_engine_and_no_state_machine(folder: Path) -> None:
    root = Path(__file__).parents[2]
    script = FIRST_FRAME.format(css=str(root / "sim" / "tui" / "app.tcss"), folder=str(folder))
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True, timeout=60
    )
    modules = run.stdout.split()
    assert "sim.tui.home_screen" in modules
    unwanted = ("yaml", "transitions", "sim.engine.", "sim.scenario.reader", "textual.widgets._markdown")
    assert [name for name in modules if name.startswith(unwanted)] == []
