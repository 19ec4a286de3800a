"""The settings: coaching, animation, theme. What is chosen is kept at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from sim.store.settings import Coaching, Settings
from sim.tui import coaching_words
from sim.tui.app import EmptyChairApp
from sim.tui.key_line import KeyLine
from sim.tui.row import Row
from sim.tui.row_list import RowList
from sim.tui.themes import DARK, LIGHT
from sim.tui.title_line import TitleLine

_COACHING, _ANIMATION, _THEME = "coaching ", "animation ", "theme "
_ANIMATIONS = {
    "on": (True, "Bars and scrolling move."),
    "off": (False, "Everything changes at once, good for slow lines."),
}


class SettingsScreen(Screen[None]):
    """One list of all that can be set. A theme shows as soon as it is pointed at, and is kept with Enter."""

    CSS_PATH = "settings_screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,b,q,comma", "back", "Back", key_display="esc", id="settings.back")
    ]

    app = getters.app(EmptyChairApp)

    def compose(self) -> ComposeResult:
        """The list and the keys."""
        yield TitleLine("Settings", ("kept as soon as you choose",))
        yield RowList(id="settings")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show what is set now."""
        self._fill()

    def _fill(self) -> None:
        self.query_one(RowList).show(self._rows(), highlight=f"{_COACHING}{self.app.settings.coaching}")

    def _rows(self) -> Iterable[Option]:
        settings = self.app.settings
        yield _heading("When you are coached")
        for way in Coaching:
            sentence = coaching_words.SENTENCES[way]
            yield _option(f"{_COACHING}{way}", coaching_words.NAMES[way], sentence, way is settings.coaching)
        yield _gap()
        yield _heading("Animation")
        for name, (animated, sentence) in _ANIMATIONS.items():
            yield _option(f"{_ANIMATION}{name}", name.capitalize(), sentence, animated == settings.animation)
        yield _gap()
        yield _heading("Theme")
        for theme in self._themes():
            dark = "dark" if self.app.available_themes[theme].dark else "light"
            ours = f"Empty Chair {dark}" if theme in (DARK.name, LIGHT.name) else theme
            about = "the terminal's own colours" if self.app.available_themes[theme].ansi else dark
            yield _option(f"{_THEME}{theme}", ours, about, theme == settings.theme)

    def _themes(self) -> list[str]:
        """Our own first, then those that take the terminal's colours, then the rest by name."""
        themes = self.app.available_themes
        own = (DARK.name, LIGHT.name)
        return sorted(themes, key=lambda name: (name not in own, not themes[name].ansi, name))

    @on(OptionList.OptionHighlighted)
    def _preview(self, message: OptionList.OptionHighlighted) -> None:
        option = message.option_id or ""
        self.app.preview_theme(option.removeprefix(_THEME) if option.startswith(_THEME) else None)

    @on(OptionList.OptionSelected)
    def _choose(self, message: OptionList.OptionSelected) -> None:
        self.app.change_settings(_changed(self.app.settings, message.option_id or ""))
        self._fill()

    def action_back(self) -> None:
        """To where one came from, in the theme that is kept."""
        self.app.preview_theme(None)
        self.dismiss()


def _changed(settings: Settings, option: str) -> Settings:
    if option.startswith(_COACHING):
        return replace(settings, coaching=Coaching(option.removeprefix(_COACHING)))
    if option.startswith(_ANIMATION):
        return replace(settings, animation=_ANIMATIONS[option.removeprefix(_ANIMATION)][0])
    return replace(settings, theme=option.removeprefix(_THEME))


def _heading(words: str) -> Option:
    return Option(Row(Content.styled(words, "bold")), disabled=True)


def _gap() -> Option:
    return Option(Row(Content("")), disabled=True)


def _option(key: str, name: str, about: str, chosen: bool) -> Option:
    mark = "●" if chosen else "○"
    words = Content.assemble(
        f"{mark} ", (f"{name:<22}", "bold" if chosen else ""), (about, "$foreground-muted")
    )
    return Option(Row(words), id=key)
