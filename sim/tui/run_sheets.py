"""What can be looked up while a run is played: the briefing, the keys, and the way so far."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from sim.scenario.model import Scenario
from sim.store.settings import Coaching
from sim.tui.transcript import Made
from sim.tui.wrapped_lines import WrappedLines, hanging

KEYS = (
    ("1-6", "make that choice"),
    ("↑ ↓  Enter", "mark a choice, then make it"),
    ("Space, PgUp, PgDn", "read on, or read back"),
    ("b", "the briefing again"),
    ("m", "my way so far"),
    ("q", "leave; the run is kept and waits on the home screen"),
)

WHEN_COACHED = {
    Coaching.AFTER: "You are told what each decision was worth when the run is over.",
    Coaching.AT_ONCE: "After each choice you are told what it did. What it was worth comes at the end.",
    Coaching.ASSESSMENT: "This is an assessment: nothing can be taken back or tried again, and all is told at the end.",
}


class Briefing(WrappedLines):
    """Who the player is and what is known; who is who; with the keys, if they are asked for."""

    def __init__(self, scenario: Scenario, coaching: Coaching | None = None) -> None:
        super().__init__()
        self._scenario = scenario
        self._coaching = coaching

    def lines(self, width: int) -> list[Content]:
        """The briefing, then the people, or what is asked of the player and the keys."""
        lines = Content(self._scenario.briefing).wrap(width)
        if self._coaching is None:
            for person in self._scenario.cast.values():
                head = Content.styled(person.name, "bold")
                lines.append(Content(""))
                lines.extend(hanging(head, Content.styled(person.role, "$foreground-muted"), 20, width))
            return lines
        asked = (
            "Decide what you would really do. Every choice is something a decent manager does; "
            f"which one is best here depends on what stands in the scene. {WHEN_COACHED[self._coaching]}"
        )
        lines += [Content(""), *Content(asked).wrap(width), Content("")]
        for key, does in KEYS:
            lines.extend(hanging(Content.styled(key, "bold $accent"), Content(does), 20, width))
        return lines


class Way(WrappedLines):
    """The choices made so far."""

    def __init__(self, made: Sequence[Made]) -> None:
        super().__init__()
        self._made = tuple(made)

    def lines(self, width: int) -> list[Content]:
        """Each choice with its number; when and where stands above the first choice there."""
        if not self._made:
            return Content("You have not decided anything yet. The first choice is yours.").wrap(width)
        lines: list[Content] = []
        caption = None
        for number, made in enumerate(self._made, start=1):
            if made.caption != caption:
                caption = made.caption
                if lines:
                    lines.append(Content(""))
                if caption is not None:
                    lines.extend(Content.styled(caption, "italic $foreground-muted").wrap(width))
            head = Content.styled(f"{number:2}", "bold")
            lines.extend(hanging(head, Content(made.choice.text), 5, width))
        return lines
