"""How to join, filling the screen: for those who come late, and for the last row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Resize
from textual.geometry import Size
from textual.screen import ModalScreen

from sim.tui.key_line import KeyLine
from sim.tui.qr_widget import QrWidget
from sim.tui.room_pages import how_to_join, plain_address
from sim.tui.stage import QUIET, spaced
from sim.tui.wrapped_lines import WrappedLines

_WORDS: Final = 43
"""The cells that the words need beside the QR code."""


class JoinWords(WrappedLines):
    """The address, the code, and which of the addresses it is."""

    def __init__(self, addresses: Sequence[str], code: str) -> None:
        super().__init__(id="words")
        self._addresses = addresses
        self._code = code
        self._shown = 0

    def show(self, shown: int) -> None:
        """Show the address with this number, from 0."""
        self._shown = shown
        self.renew()

    def lines(self, width: int) -> list[Content]:
        """In few words."""
        address = self._addresses[self._shown] if self._addresses else ""
        parts = [how_to_join(address, self._code, width)]
        if len(self._addresses) > 1:
            words = f"Address {self._shown + 1} of {len(self._addresses)} of this computer. u shows the next."
            parts.append(Content.styled(words, QUIET).wrap(width))
        if address:
            server = plain_address(address).split("/")[0]
            parts.append(Content.styled(f"Or open {server}, and type the code.", QUIET).wrap(width))
        return spaced(parts)


class JoinDetailsScreen(ModalScreen[int]):
    """Address, code and QR code. The answer is the number of the address that is shown, from 0."""

    CSS_PATH = "join_details_screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,j,q,space,enter", "leave", "Back", key_display="Esc", id="join.back"),
        Binding("u", "next_address", "Next address", id="join.next"),
    ]

    def __init__(self, addresses: Sequence[str], shown: int, code: str) -> None:
        super().__init__()
        self._addresses = tuple(addresses)
        self._shown = shown
        self._code = code

    def compose(self) -> ComposeResult:
        """The words beside the QR code."""
        with Horizontal(id="details"):
            yield JoinWords(self._addresses, self._code)
            yield QrWidget(id="qr")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the address."""
        self._show()

    def on_resize(self, event: Resize) -> None:
        """Draw the code as large as there is room for."""
        self.query_one(QrWidget).fit(Size(event.size.width - _WORDS, event.size.height - 1))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """One address alone has no next."""
        return action != "next_address" or len(self._addresses) > 1

    def action_next_address(self) -> None:
        """Another address of this computer."""
        self._shown = (self._shown + 1) % len(self._addresses)
        self._show()

    def action_leave(self) -> None:
        """Back, with the address that is shown."""
        self.dismiss(self._shown)

    def _show(self) -> None:
        self.query_one(JoinWords).show(self._shown)
        self.query_one(QrWidget).show(self._addresses[self._shown] if self._addresses else "")
