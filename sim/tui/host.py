"""What the screens of a run ask of the app that shows them."""

from __future__ import annotations

from typing import Protocol

from sim.engine.walk import Record
from sim.scenario.error import EmptyChairError
from sim.store.loading import Loaded
from sim.store.session import Session
from sim.store.settings import Coaching


class Host(Protocol):
    """The ways from a run's screens to others."""

    def start_run(
        self, loaded: Loaded, record: Record | None = None, coaching: Coaching | None = None
    ) -> None:
        """Begin a run and play it; with a record, from where that record stops."""

    def show_debrief(self, session: Session) -> None:
        """Show what the decisions of a finished run were worth."""

    def play_next(self) -> None:
        """Open what is to be practised next."""

    def go_home(self) -> None:
        """Leave for the home screen."""

    def tell(self, error: EmptyChairError) -> None:
        """Say what went wrong in passing."""
