"""A phone: the page in a browser of its own, and what it asked for."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, expect

from tests.room.server.served import OpenRoom

CAME_BACK = 20_000
"""Milliseconds after which a test gives up waiting for a phone that comes back by itself."""


class Phone:
    """A page and what can be done with it. `asked` is what it asked for, `faults` what its console complained of."""

    def __init__(self, context: BrowserContext, room: OpenRoom) -> None:
        self.context = context
        self.room = room
        self.asked: list[str] = []
        self.faults: list[str] = []
        context.on("request", self._ask)
        self.page = self.tab()

    def tab(self) -> Page:
        """Another tab of the same browser."""
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", self._complain)
        page.on("websocket", lambda socket: self.asked.append(socket.url))
        return page

    def _ask(self, request: Request) -> None:
        self.asked.append(request.url)

    def _complain(self, message: ConsoleMessage) -> None:
        # A request that fails is told there as well, and is expected where a test takes the network away.
        if message.type == "error" and not re.search(r"WebSocket|Failed to load resource", message.text):
            self.faults.append(message.text)

    @property
    def asked_elsewhere(self) -> list[str]:
        """The requests to any other address than the server's."""
        return [address for address in self.asked if urlsplit(address).netloc != self.room.served.host]

    # What somebody does

    def open(self, path: str | None = None) -> None:
        self.page.goto(f"http://{self.room.served.host}{path or f'/j/{self.room.code}'}")

    def join(self, name: str = "", team: str = "") -> Phone:
        self.open()
        self.page.get_by_label("Your name").fill(name)
        if team:
            self.page.get_by_label("Team", exact=True).select_option(team)
        self.page.get_by_role("button", name="Join").click()
        expect(self.page.locator("#who")).to_contain_text(self.room.code)
        return self

    def choice(self, place: int) -> Locator:
        return self.page.locator("button.choice").nth(place)

    def choose(self, place: int) -> None:
        self.choice(place).click()

    # What somebody sees

    def sees(self, words: str | re.Pattern[str], within: float = 10_000) -> None:
        expect(self.page.locator("body")).to_contain_text(words, use_inner_text=True, timeout=within)

    def sees_no(self, words: str, within: float = 10_000) -> None:
        expect(self.page.locator("body")).not_to_contain_text(words, use_inner_text=True, timeout=within)

    def vote_is_in(self, place: int, within: float = 10_000) -> None:
        """The vote is acknowledged, and is for this choice."""
        expect(self.page.locator("#note")).to_contain_text("Your vote is in", timeout=within)
        expect(self.choice(place)).to_have_attribute("aria-pressed", "true")
        expect(self.page.locator("button.choice[aria-pressed=true]")).to_have_count(1)

    @property
    def sideways(self) -> int:
        """How many pixels stick out at the side."""
        wide: int = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        return wide
