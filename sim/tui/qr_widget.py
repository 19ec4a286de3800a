"""A QR code on the screen, in black on white whatever the terminal's own colours are."""

from __future__ import annotations

from itertools import groupby, product, zip_longest
from typing import Final

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from sim.room.qr_code import NARROW_QUIET_ZONE, QUIET_ZONE, Modules, qr_code

# Said in RGB: a terminal's own black and white may be any colours, and its default is often light on dark.
_DARK: Final = Color.from_rgb(0, 0, 0)
_LIGHT: Final = Color.from_rgb(255, 255, 255)
_UPPER_HALF: Final = "▀"

_SCALES: Final = (3, 2, 1)
"""How many times as large it may be drawn."""


class QrWidget(Widget):
    """The QR code of an address, two squares in each cell, one above the other.

    It is drawn as large as there is room for, and its quiet zone narrowed where it does not fit otherwise. Nothing is
    drawn where even that does not fit, or there is no address.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    QrWidget { width: auto; height: auto; }
    """

    def __init__(self, address: str = "", *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._address = address
        self._room: Size | None = None
        self._drawn: Modules = ()
        self._draw()

    @property
    def drawn(self) -> int:
        """How many cells wide it is; 0 where nothing is to be seen."""
        return len(self._drawn)

    def show(self, address: str) -> None:
        """Show another address."""
        if address != self._address:
            self._address = address
            self._draw()

    def fit(self, room: Size) -> None:
        """Draw it into so many cells."""
        if room != self._room:
            self._room = room
            self._draw()

    def _draw(self) -> None:
        drawn: Modules = ()
        if self._address:
            sizes = product(_SCALES if self._room is not None else (1,), (QUIET_ZONE, NARROW_QUIET_ZONE))
            codes = (_enlarged(qr_code(self._address, zone), scale) for scale, zone in sizes)
            drawn = next((code for code in codes if self._room is None or _fits(code, self._room)), ())
        if drawn != self._drawn:
            self._drawn = drawn
            self.display = bool(drawn)
            self.refresh(layout=True)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """A cell for each square."""
        return len(self._drawn)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A cell for two squares."""
        return (len(self._drawn) + 1) // 2

    def render_line(self, y: int) -> Strip:
        """A line of cells."""
        rows = self._drawn[2 * y : 2 * y + 2]
        if not rows:
            return Strip.blank(self.size.width)
        lower = rows[1] if len(rows) == 2 else ()
        squares = zip_longest(rows[0], lower, fillvalue=False)
        return Strip([_segment(*pair, len(tuple(alike))) for pair, alike in groupby(squares)])


def _enlarged(modules: Modules, scale: int) -> Modules:
    return tuple(
        tuple(square for square in row for _ in range(scale)) for row in modules for _ in range(scale)
    )


def _fits(modules: Modules, room: Size) -> bool:
    return len(modules) <= room.width and (len(modules) + 1) // 2 <= room.height


def _segment(upper: bool, lower: bool, count: int) -> Segment:
    above, below = (_DARK if square else _LIGHT for square in (upper, lower))
    # Where both are alike there is nothing to draw, and so no hair's breadth between two cells.
    sign = " " if upper is lower else _UPPER_HALF
    return Segment(sign * count, Style(color=above, bgcolor=below))
