"""A meter in words: its value as the author calls it, and what the latest choice changed."""

from __future__ import annotations

from sim.engine.meters import MeterReading


def value_words(reading: MeterReading) -> str:
    """The band in the author's words; without one, the value, and what it could be at most."""
    if reading.band is not None:
        return reading.band
    if reading.meter.minimum == 0:
        return f"{reading.value} of {reading.meter.maximum}"
    return str(reading.value)


def change_words(reading: MeterReading) -> str:
    """What changed, such as “▲ +5” or “▼ -1”; empty where nothing did."""
    if reading.change == 0:
        return ""
    return f"{'▲' if reading.change > 0 else '▼'} {reading.change:+d}"


def filled(reading: MeterReading, cells: int) -> int:
    """How many cells of a bar are full: none only at the least value, all only at the greatest."""
    if reading.value <= reading.meter.minimum:
        return 0
    if reading.value >= reading.meter.maximum:
        return cells
    return min(max(round(reading.fraction * cells), 1), cells - 1)
