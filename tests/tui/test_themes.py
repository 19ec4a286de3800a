from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import Theme

from sim.tui.themes import DARK, LIGHT

WORDS = ("foreground", "foreground-muted", "primary", "secondary", "error", "success", "warning")
GROUNDS = ("background", "surface", "block-cursor-background")
READABLE = 4.5
"""The contrast that WCAG 2 asks of text (success criterion 1.4.3)."""


def luminance(color: Color) -> float:
    """The relative luminance as WCAG 2 defines it."""

    def linear(part: int) -> float:
        share = part / 255
        return share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(color.r) + 0.7152 * linear(color.g) + 0.0722 * linear(color.b)


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
@pytest.mark.parametrize("ground", GROUNDS)
def test_every_colour_that_words_have_can_be_read(theme: Theme, ground: str) -> None:
    colours = theme.to_color_system().generate()
    behind = luminance(Color.parse(colours[ground]))
    for words in WORDS:
        low, high = sorted((behind, luminance(Color.parse(colours[words]))))
        assert (high + 0.05) / (low + 0.05) >= READABLE, words
