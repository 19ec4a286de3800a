"""Text that comes from outside the scenario files, such as names of files, made safe to show."""

from __future__ import annotations

from sim.scenario.decoding import CONTROL_IN_VALUE, REPLACEMENT


def plain(text: object) -> str:
    """The text with every character that a terminal would obey, or could not print, replaced."""
    return CONTROL_IN_VALUE.sub(REPLACEMENT, str(text))
