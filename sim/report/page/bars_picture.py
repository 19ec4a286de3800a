"""Bars of 0 to 100, as an SVG drawing that stands in a page and takes its colours from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sim.report.map.svg_parts import element, escaped
from sim.report.map.text_width import wrapped

WIDTH: Final = 720
ROW: Final = 28
NAMES: Final = 280.0
"""The room for the bars' names."""

BAR: Final = 380.0
SIZE: Final = 14.0


def bars_picture(key: str, title: str, bars: Sequence[tuple[str, float]]) -> str:
    """A bar for each name and value; empty where there are none. `key` tells its ids from others on the page."""
    if not bars:
        return ""
    height = ROW * len(bars) + 8
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="picture" viewBox="0 0 {WIDTH} {height}" role="img" '
            f'aria-labelledby="{key}-title {key}-words">',
            element("title", title, id=f"{key}-title"),
            element(
                "desc",
                "; ".join(f"{name}: {round(value)}" for name, value in bars) + ".",
                id=f"{key}-words",
            ),
            *(part for place, (name, value) in enumerate(bars) for part in _row(place, name, value)),
            "</svg>",
        ]
    )


def _row(place: int, name: str, value: float) -> Iterator[str]:
    y = place * ROW + 4.0
    [told] = wrapped(name, NAMES - 12, SIZE, 1)
    yield f'<text x="0" y="{y + 17:.1f}">{escaped(told)}</text>'
    yield f'<rect class="track" x="{NAMES}" y="{y + 6:.1f}" width="{BAR}" height="12"/>'
    yield f'<rect class="bar" x="{NAMES}" y="{y + 6:.1f}" width="{BAR * value / 100:.1f}" height="12"/>'
    yield f'<text class="value" x="{WIDTH - 4}" y="{y + 17:.1f}" text-anchor="end">{round(value)}</text>'
