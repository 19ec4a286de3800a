"""Small turns of phrase that every text shares."""

from __future__ import annotations

from sim.scenario.decoding import CONTROL_IN_VALUE


def number(value: float) -> str:
    """A number to one decimal, without a decimal that says nothing: 8, -1.3, 0."""
    rounded = round(value, 1) + 0.0
    return str(int(rounded)) if rounded == int(rounded) else f"{rounded:.1f}"


def signed(value: float) -> str:
    """The same with its sign: +4, -1.3, 0."""
    text = number(value)
    return text if text.startswith("-") or text == "0" else f"+{text}"


def counted(count: int, noun: str) -> str:
    """A count with its noun: 1 choice, 3 choices."""
    return f"{count} {noun}" if count == 1 else f"{count:,} {noun}s"


def between(fewest: int, most: int) -> str:
    """A range, or the one number it is."""
    return str(fewest) if fewest == most else f"{fewest}-{most}"


def visible(text: object) -> str:
    """What comes from outside the scenario files (a file's name, a typed word), with everything written out that a
    terminal would obey.
    """
    return CONTROL_IN_VALUE.sub(lambda match: f"\\u{ord(match[0]):04x}", str(text))
