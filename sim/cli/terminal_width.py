"""How wide the terminal is."""

from __future__ import annotations

import shutil
import sys

UNKNOWN = 80
WIDEST = 100
"""Longer lines are hard to read, however wide the terminal."""

NARROWEST = 40


def reading_width() -> int:
    """Characters that a line of prose may take: as wide as the terminal, but no wider than one likes to read."""
    return min(WIDEST, terminal_width())


def terminal_width() -> int:
    """Characters that a line of a table may take: as wide as the terminal, 80 where there is none."""
    if not sys.stdout.isatty():
        return UNKNOWN
    return max(NARROWEST, shutil.get_terminal_size((UNKNOWN, 24)).columns)
