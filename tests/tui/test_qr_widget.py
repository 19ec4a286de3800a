from __future__ import annotations

import pytest
from rich.color import Color
from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.geometry import Size

from sim.room.qr_code import NARROW_QUIET_ZONE, QUIET_ZONE, Modules, qr_code
from sim.tui.qr_widget import QrWidget
from sim.tui.themes import DARK, LIGHT
from tests.tui.watching import at_rest, shown

ADDRESS = "http://192.168.178.123:8765/j/K7QX9M"
BLACK, WHITE = Color.from_rgb(0, 0, 0), Color.from_rgb(255, 255, 255)
IS_DARK = {BLACK.triplet: True, WHITE.triplet: False}


class Shown(App[None]):
    """A QR code and nothing else, in one of the themes."""

    def __init__(self, theme: str) -> None:
        super().__init__()
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = theme
        self.code = QrWidget(ADDRESS)

    def compose(self) -> ComposeResult:
        yield self.code

    def read_back(self) -> Modules:
        """The squares, read from the cells as they go to the terminal."""
        rows: list[tuple[bool, ...]] = []
        for strip in self.screen._compositor.render_strips()[: self.code.size.height]:
            upper: list[bool] = []
            lower: list[bool] = []
            for cell in strip.crop(0, self.code.size.width):
                above, below = squares(cell)
                upper += [above] * len(cell.text)
                lower += [below] * len(cell.text)
            rows += [tuple(upper), tuple(lower)]
        return tuple(rows[: self.code.size.width])


def squares(cell: Segment) -> tuple[bool, bool]:
    """The two squares of a cell, which must say its colours in RGB."""
    style = cell.style
    assert style is not None
    assert style.color is not None
    assert style.bgcolor is not None
    assert style.color.triplet is not None
    assert style.bgcolor.triplet is not None
    assert not style.color.is_system_defined
    assert not style.bgcolor.is_system_defined
    below = IS_DARK[style.bgcolor.triplet]
    assert set(cell.text) <= {" ", "▀"}
    return (IS_DARK[style.color.triplet] if "▀" in cell.text else below), below


@pytest.mark.parametrize("theme", [DARK.name, LIGHT.name, "ansi-dark", "ansi-light"])
async def test_it_is_black_on_white_in_every_theme_and_reads_back_as_it_is(theme: str) -> None:
    app = Shown(theme)
    async with app.run_test(size=(60, 24)) as pilot:
        await at_rest(pilot)
        assert app.read_back() == qr_code(ADDRESS)


async def test_where_there_is_little_room_its_quiet_zone_is_narrower() -> None:
    app = Shown(DARK.name)
    async with app.run_test(size=(60, 24)) as pilot:
        app.code.fit(Size(36, 18))
        await at_rest(pilot)
        assert app.code.size == Size(33, 17)
        assert app.read_back() == qr_code(ADDRESS, NARROW_QUIET_ZONE)
        app.code.fit(Size(37, 19))
        await at_rest(pilot)
        assert app.read_back() == qr_code(ADDRESS, QUIET_ZONE)


async def test_where_there_is_much_room_it_is_drawn_larger() -> None:
    app = Shown(DARK.name)
    async with app.run_test(size=(100, 50)) as pilot:
        app.code.fit(Size(80, 40))
        await at_rest(pilot)
        code = qr_code(ADDRESS)
        assert app.code.size == Size(74, 37)
        assert app.read_back() == tuple(
            tuple(square for square in row for _ in range(2)) for row in code for _ in range(2)
        )


async def test_where_it_does_not_fit_nothing_is_drawn() -> None:
    app = Shown(DARK.name)
    async with app.run_test(size=(60, 24)) as pilot:
        app.code.fit(Size(32, 17))
        await at_rest(pilot)
        assert shown(app).strip() == ""
        assert not app.code.drawn


async def test_another_address_is_drawn_anew() -> None:
    app = Shown(DARK.name)
    other = "http://trainer.local:8765/j/K7QX9M"
    async with app.run_test(size=(60, 24)) as pilot:
        app.code.show(other)
        await at_rest(pilot)
        assert app.read_back() == qr_code(other)
