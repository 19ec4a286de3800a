"""How far a run followed each principle, as an SVG drawing that stands in a page and takes its colours from it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from scoring.catalogue import Catalogue
from sim.engine.debrief import Debrief
from sim.report.debrief_words import PROFILE, followed_principles
from sim.report.map.svg_parts import element, escaped
from sim.report.map.text_width import wrapped

WIDTH: Final = 720
ROW: Final = 28
NAMES: Final = 280.0
"""The room for the principles' names."""

BAR: Final = 380.0
SIZE: Final = 14.0


def profile_picture(debrief: Debrief, catalogue: Catalogue) -> str:
    """A bar of 0 to 100 for each principle that was at stake; empty where none was."""
    followed = [(principle.name, value) for principle, value in followed_principles(debrief, catalogue)]
    if not followed:
        return ""
    height = ROW * len(followed) + 8
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="picture" viewBox="0 0 {WIDTH} {height}" role="img" '
            'aria-labelledby="profile-title profile-words">',
            element("title", PROFILE, id="profile-title"),
            element(
                "desc",
                "; ".join(f"{name}: {round(value)}" for name, value in followed) + ".",
                id="profile-words",
            ),
            *(part for place, (name, value) in enumerate(followed) for part in _row(place, name, value)),
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
