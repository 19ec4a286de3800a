"""Sheets over the facilitator's screen: the help, and the split before it is shown to the room."""

from __future__ import annotations

from textual.content import Content
from textual.screen import Screen

from sim.room.rules.facilitator_view import FacilitatorView
from sim.tui.split_pages import SplitPage
from sim.tui.stage import QUIET, head, spaced
from sim.tui.wrapped_lines import WrappedLines, hanging

HOW_IT_GOES = (
    "Space is always the natural next step; the last line says which. People read the scene, you ask, they vote, you "
    "close, and talk about the split before you show the coaching. Then the room goes on with the majority's choice."
)
PROJECTED = (
    "Everything on this screen is made to be seen by all. Nobody's vote stands here with a name, and the split stays "
    "hidden until you show it."
)


class FacilitatorHelp(WrappedLines):
    """How a session goes, and the keys of the moment."""

    def __init__(self, screen: Screen[None]) -> None:
        super().__init__()
        keys: dict[str, tuple[str, str]] = {}
        for active in screen.active_bindings.values():
            binding = active.binding
            if binding.id and active.enabled and binding.description:
                key = screen.app.get_key_display(binding)
                keys.setdefault(binding.action, (key, binding.tooltip or binding.description))
        self._keys = tuple(keys.values())

    def lines(self, width: int) -> list[Content]:
        """The text, then a line for each key."""
        return spaced(
            [
                Content(HOW_IT_GOES).wrap(width),
                Content(PROJECTED).wrap(width),
                [
                    *head("Keys now", width),
                    *(
                        line
                        for key, does in self._keys
                        for line in hanging(Content.styled(key, "bold"), Content(does), 8, width)
                    ),
                ],
                Content.styled("Lines instead of a screen: emptychair host SCENARIO --plain", QUIET).wrap(
                    width
                ),
            ]
        )


class SplitLines(WrappedLines):
    """The split of the question that stands, as it was when it was asked for."""

    def __init__(self, view: FacilitatorView) -> None:
        super().__init__()
        self._view = view

    def lines(self, width: int) -> list[Content]:
        """The same as the page that shows it to the room."""
        judged = self._view.judged
        return [] if judged is None else SplitPage(judged, {}, (), tight=False).lines(width)
