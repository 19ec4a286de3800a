"""How the conducts of many learners are spread, as an SVG drawing that takes its colours from the page it stands in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Final

from sim.report.map.svg_parts import element

WIDTH: Final = 720
LEFT, RIGHT = 70.0, 700.0
"""Where 0 and 100 are drawn."""

ROW: Final = 62.0
BIN: Final = 2
"""The points of conduct that stand over each other."""

RADIUS: Final = 4.0
MOST_DOTS: Final = 4
"""The dots that have room over each other; where one place has more, all places have bars."""


def conduct_strip(key: str, title: str, rows: Sequence[tuple[str, Sequence[float]]]) -> str:
    """A row of dots for each name and conducts, over one scale of 0 to 100, with a line at the median.

    It is empty where there are none. `key` tells its ids from others on the page.
    """
    known = [(name, conducts) for name, conducts in rows if conducts]
    if not known:
        return ""
    height = ROW * len(known) + 26
    highest = max(count for _, conducts in known for count in _piles(conducts).values())
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="picture" viewBox="0 0 {WIDTH} {height:.0f}" role="img" '
            f'aria-labelledby="{key}-title {key}-words">',
            element("title", title, id=f"{key}-title"),
            element("desc", " ".join(spread_words(*row) for row in known), id=f"{key}-words"),
            *_scale(ROW * len(known)),
            *(
                part
                for place, (name, conducts) in enumerate(known, start=1)
                for part in _row(name, conducts, ROW * place, highest)
            ),
            "</svg>",
        ]
    )


def spread_words(name: str, conducts: Sequence[float]) -> str:
    """The same in words."""
    lowest, middle, highest = (round(value) for value in (min(conducts), median(conducts), max(conducts)))
    return f"{name}: median {middle}, from {lowest} to {highest}."


def _piles(conducts: Sequence[float]) -> dict[int, int]:
    """How many conducts fall on each place of the scale."""
    return Counter(round(conduct / BIN) * BIN for conduct in conducts)


def _x(conduct: float) -> float:
    return LEFT + conduct / 100 * (RIGHT - LEFT)


def _scale(foot: float) -> Iterator[str]:
    for value in range(0, 101, 25):
        x = _x(value)
        yield f'<line class="rule" x1="{x:.1f}" y1="6" x2="{x:.1f}" y2="{foot:.1f}"/>'
        yield f'<text class="muted" x="{x:.1f}" y="{foot + 20:.1f}" text-anchor="middle">{value}</text>'


def _row(name: str, conducts: Sequence[float], foot: float, highest: int) -> Iterator[str]:
    yield element("text", name, x="0", y=f"{foot - 18:.1f}")
    yield f'<line class="base" x1="{LEFT}" y1="{foot:.1f}" x2="{RIGHT}" y2="{foot:.1f}"/>'
    for place, count in sorted(_piles(conducts).items()):
        if highest <= MOST_DOTS:
            for number in range(count):
                y = foot - RADIUS - 1 - number * 2 * RADIUS
                yield f'<circle class="bar" cx="{_x(place):.1f}" cy="{y:.1f}" r="{RADIUS - 0.4:.1f}"/>'
        else:
            tall = max(1.5, count / highest * MOST_DOTS * 2 * RADIUS)
            yield (
                f'<rect class="bar" x="{_x(place) - 5:.1f}" y="{foot - tall:.1f}" width="10" height="{tall:.1f}"/>'
            )
    middle = _x(median(conducts))
    yield f'<line class="middle" x1="{middle:.1f}" y1="{foot - 54:.1f}" x2="{middle:.1f}" y2="{foot:.1f}"/>'
    beside, anchor = (-5, "end") if middle > RIGHT - 30 else (5, "start")
    yield (
        f'<text class="value" x="{middle + beside:.1f}" y="{foot - 43:.1f}" text-anchor="{anchor}">'
        f"{round(median(conducts))}</text>"
    )
