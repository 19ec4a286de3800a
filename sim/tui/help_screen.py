"""The help: what the game is, what its numbers mean, and the keys of the screen it was asked on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Self

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from sim.report.words import visible
from sim.scenario.folders import data_folder, own_scenarios
from sim.tui.app import EmptyChairApp
from sim.tui.key_line import KeyLine
from sim.tui.title_line import TitleLine

THE_GAME = (
    "You are a sales manager, and somebody is missing from the meeting: the customer, whose chair stands empty. "
    "You read what happens, and choose what you say and do. "
    "What follows is what would follow, and every choice is kept as soon as you make it. "
    "At the end you see what each decision was worth, what would have been better, and why."
)
THE_NUMBERS = (
    ("Conduct", "how well you decided, 0 to 100, whatever came of it"),
    ("Outcome", "how it ended, and what that ending is worth"),
    ("Luck", "what the dice gave or took, which was not your doing"),
)


@dataclass(frozen=True, slots=True)
class Key:
    """A key and what it does."""

    key: str
    does: str


class HelpScreen(Screen[None]):
    """The help, with the keys of one screen."""

    CSS_PATH = "help_screen.tcss"
    AUTO_FOCUS = "#help"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,b,q,question_mark,h,f1", "back", "Back", key_display="esc", id="help.back")
    ]

    app = getters.app(EmptyChairApp)

    def __init__(self, keys: tuple[Key, ...]) -> None:
        super().__init__()
        self._keys_of_screen = keys

    @classmethod
    def about(cls, screen: Screen[object]) -> Self:
        """The help with the keys that this screen offers now."""
        keys: dict[str, Key] = {}
        for active in screen.active_bindings.values():
            binding = active.binding
            if binding.id and active.enabled and binding.description:
                does = binding.tooltip or binding.description
                keys.setdefault(binding.action, Key(screen.app.get_key_display(binding), does))
        return cls(tuple(keys.values()))

    def compose(self) -> ComposeResult:
        """One page to read."""
        yield TitleLine("Help")
        with VerticalScroll(id="help"):
            yield Static(Content(THE_GAME), classes="text")
            yield _head("The three numbers")
            yield _table(THE_NUMBERS)
            yield _head("Keys")
            yield _table([(key.key, key.does) for key in self._keys_of_screen])
            yield _head("Good to know")
            yield _table(
                (
                    ("Copying", "hold Shift while you select with the mouse"),
                    ("Lines only", "emptychair play --plain, also for screen readers"),
                    ("Scenarios", f"your own go into {visible(own_scenarios())}"),
                    ("History", f"what you played is kept in {visible(data_folder())}"),
                )
            )
        yield KeyLine()

    def action_back(self) -> None:
        """To the screen one came from."""
        self.dismiss()


def _head(words: str) -> Static:
    return Static(Content(words), classes="head")


def _table(rows: tuple[tuple[str, str], ...] | list[tuple[str, str]]) -> Static:
    lines = [Content.assemble((f"{name:<12}", "bold"), about) for name, about in rows]
    return Static(Content("\n").join(lines), classes="table")
