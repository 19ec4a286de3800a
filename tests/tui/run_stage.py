"""A bare app on which the screens of a run are tried, and what is read off its screen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual.app import App
from textual.screen import Screen

from sim.engine.walk import Record
from sim.scenario.error import EmptyChairError
from sim.store.loading import Loaded, load
from sim.store.session import Session
from sim.store.settings import Coaching
from sim.store.store import Store
from sim.tui.debrief_screen import DebriefScreen
from sim.tui.play_screen import PlayScreen

SCENARIOS = Path(__file__).parent / "scenarios"
QUIET = SCENARIOS / "quiet-customer.yaml"
MARKUP = SCENARIOS / "markup.yaml"


class Stage(App[None]):
    """Shows a session's screens, and remembers which ways were taken."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.ways: list[str] = []

    def on_mount(self) -> None:
        self.push_screen(self.opening())

    def opening(self) -> Screen[None]:
        return PlayScreen(self.session)

    def start_run(
        self, loaded: Loaded, record: Record | None = None, coaching: Coaching | None = None
    ) -> None:
        self.ways.append("start_run")
        self.session = Session.begin(
            loaded, self.session.store, coaching or Coaching.AFTER, seed=1, record=record
        )
        self.switch_screen(PlayScreen(self.session))

    def show_debrief(self, session: Session) -> None:
        self.ways.append("show_debrief")
        self.switch_screen(DebriefScreen(session))

    def play_next(self) -> None:
        self.ways.append("play_next")

    def go_home(self) -> None:
        self.ways.append("go_home")
        self.pop_screen()

    def tell(self, error: EmptyChairError) -> None:
        self.ways.append(f"tell {error.message}")


def begin(path: Path = QUIET, coaching: Coaching = Coaching.AFTER, seed: int = 1) -> Session:
    """A new run of a scenario, kept in memory."""
    return Session.begin(load(path), Store.in_memory(), coaching, seed=seed)


def rows(screen: Screen[Any]) -> list[str]:
    """The lines that are on the screen, as painted."""
    painted = screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip).rstrip() for strip in painted]


def page(screen: Screen[Any]) -> str:
    """Everything on the screen, in one text."""
    return "\n".join(rows(screen))


def flowing(screen: Screen[Any]) -> str:
    """Everything on the screen with single blanks, so that wrapped words can be found; bars are left out."""
    return " ".join(page(screen).replace("┃", " ").replace("│", " ").split())
