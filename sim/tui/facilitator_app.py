"""A group session on its facilitator's screen, as a program of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from sim.scenario.error import EmptyChairError
from sim.store.settings import DEFAULT_THEME
from sim.tui.facilitator_screen import FacilitatorScreen
from sim.tui.themed_app import PALETTE, ThemedApp

if TYPE_CHECKING:
    from sim.room.server.facilitation import Facilitation


class FacilitatorApp(ThemedApp[bool]):
    """One room, led. `timer` is what questions are given at first, in seconds.

    What it returns is whether the session is over; else it was left to be resumed.
    """

    TITLE = "Empty Chair: a session"
    BINDINGS: ClassVar[list[BindingType]] = [PALETTE]
    HOW_TO_LEAVE = "q leaves the session. You are asked whether it shall be ended, or resumed later."

    def __init__(
        self, facilitation: Facilitation, theme: str = DEFAULT_THEME, timer: float | None = None
    ) -> None:
        super().__init__()
        self._facilitation = facilitation
        self._timer = timer
        self.wear(theme)

    def on_mount(self) -> None:
        """Show the room."""
        self.push_screen(FacilitatorScreen(self._facilitation, self._timer))

    def tell(self, error: EmptyChairError) -> None:
        """Say what went wrong in passing."""
        from sim.report.words import visible

        words = error.message if error.hint is None else f"{error.message} {error.hint}"
        self.notify(visible(words), title=error.title, severity="warning", timeout=10, markup=False)
