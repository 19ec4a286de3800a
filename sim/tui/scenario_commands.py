"""The palette's commands that play a scenario of the library."""

from __future__ import annotations

from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from sim.tui.app import EmptyChairApp
from sim.tui.home_screen import HomeScreen
from sim.tui.shelf import Card


class ScenarioCommands(Provider):
    """`Play: title` for each scenario that was read. Titles are shown as they are, never as markup."""

    async def discover(self) -> Hits:
        """All scenarios."""
        for card in self._cards():
            title = f"Play: {card.title}"
            yield DiscoveryHit(Content(title), partial(self._play, card), text=title)

    async def search(self, query: str) -> Hits:
        """The scenarios whose titles are like the words typed."""
        matcher = self.matcher(query)
        for card in self._cards():
            title = f"Play: {card.title}"
            score, offsets = matcher.fuzzy_search.match(query, title)
            if score > 0:
                shown = Content(title)
                for offset in offsets:
                    shown = shown.stylize(matcher.match_style, offset, offset + 1)
                yield Hit(score, shown, partial(self._play, card), text=title)

    def _cards(self) -> list[Card]:
        app = self.app
        assert isinstance(app, EmptyChairApp)
        home = app.screen_stack[0]
        assert isinstance(home, HomeScreen)
        return [card for card in home.cards if card.fault is None]

    def _play(self, card: Card) -> None:
        app = self.app
        assert isinstance(app, EmptyChairApp)
        app.open_scenario(card.path)
