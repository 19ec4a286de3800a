"""How wide a text is in a common sans-serif type, without having the type at hand."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Final

_BY_WIDTH: Final = {
    0.222: "ijl'‘’",
    0.278: " !,./:;I[]\\tf|·",
    0.333: "r-()`{}“”",
    0.389: '*"',
    0.5: "cksvxyzJ^",
    0.584: "+<=>~",
    0.611: "FTZ",
    0.667: "&ABEKPSVXY",
    0.722: "CDHNRUw",
    0.778: "GOQ",
    0.833: "Mm",
    0.889: "%",
    0.944: "W",
    1.0: "—…@",
}
_WIDTHS: Final = {character: width for width, characters in _BY_WIDTH.items() for character in characters}
_OTHER: Final = 0.556
_BOLD: Final = 1.08


def text_width(text: str, size: float, bold: bool = False) -> float:
    """The width of a text at a type size, in the size's unit; right to a few parts in a hundred for Latin letters."""
    ems = sum(_width(character) for character in text)
    return ems * size * (_BOLD if bold else 1.0)


def wrapped(text: str, width: float, size: float, lines: int, bold: bool = False) -> list[str]:
    """A text broken into at most so many lines of that width; where more would be needed, the last ends in “…”."""
    broken = [""]
    for word in _pieces(text, width, size, bold):
        longer = f"{broken[-1]} {word}" if broken[-1] else word
        if broken[-1] and text_width(longer, size, bold) > width:
            broken.append(word)
        else:
            broken[-1] = longer
    kept = broken[:lines]
    cut = len(broken) > lines
    return [
        _fitting(line, width, size, bold, cut=cut and place == len(kept) - 1)
        for place, line in enumerate(kept)
    ]


def _pieces(text: str, width: float, size: float, bold: bool) -> Iterator[str]:
    """The words of a text; one that is wider than a line is cut where the line ends."""
    for word in text.split():
        piece = ""
        for character in word:
            if piece and text_width(piece + character, size, bold) > width:
                yield piece
                piece = ""
            piece += character
        yield piece


def _fitting(line: str, width: float, size: float, bold: bool, cut: bool) -> str:
    if not cut and text_width(line, size, bold) <= width:
        return line
    while line and text_width(f"{line}…", size, bold) > width:
        line = line[:-1]
    return f"{line.rstrip()}…"


def _width(character: str) -> float:
    if character in _WIDTHS:
        return _WIDTHS[character]
    if unicodedata.combining(character):
        return 0.0
    return 1.0 if unicodedata.east_asian_width(character) in "WF" else _OTHER
