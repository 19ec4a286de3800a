"""Tables in plain characters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

_GAP = "  "


def columns(headings: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    """The lines of a table; the first column stands at the left, the others at the right of their columns.

    Where it is wider than `width` it goes on below, with the first column again.
    """
    widths = [max(len(row[place]) for row in (headings, *rows)) for place in range(len(headings))]
    for number, group in enumerate(_groups(widths, width)):
        if number:
            yield ""
        for row in (headings, *rows):
            cells = [f"{row[0]:<{widths[0]}}", *(f"{row[place]:>{widths[place]}}" for place in group)]
            yield _GAP.join(cells).rstrip()


def _groups(widths: Sequence[int], width: int) -> Iterator[list[int]]:
    """Which columns beside the first stand together."""
    group: list[int] = []
    taken = widths[0]
    for place in range(1, len(widths)):
        if group and taken + len(_GAP) + widths[place] > width:
            yield group
            group, taken = [], widths[0]
        group.append(place)
        taken += len(_GAP) + widths[place]
    yield group
