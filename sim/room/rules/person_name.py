"""Names that people give themselves, made harmless before anybody else sees them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from typing import Final

WIDEST: Final = 24
"""The most terminal cells that a name takes."""

_LONGEST_GIVEN: Final = 200
_MARKS_IN_A_ROW: Final = 2
# Marks that take no cell of their own.
_MARKS: Final = {"Mn", "Me"}
_SPACES: Final = {"Zs", "Zl", "Zp"}
# Controls, bidi and other unseen signs, halves of characters, private and unassigned ones.
_UNSEEN: Final = {"Cc", "Cf", "Cs", "Co", "Cn"}


def _signs(*ranges: tuple[int, int]) -> frozenset[str]:
    return frozenset(chr(point) for first, last in ranges for point in range(first, last + 1))


# Letters, marks and symbols by their category that show nothing: joiners, fillers, variation selectors, the empty
# Braille cell, the empty head of a note.
_BLANK: Final = _signs(
    (0x034F, 0x034F),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x2800, 0x2800),
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),
    (0xFFA0, 0xFFA0),
    (0x16FE4, 0x16FE4),
    (0x1D159, 0x1D159),
    (0xE0100, 0xE01EF),
)
# Signs of divination and counting rods, which Unicode 16 made wide.
_WIDE_SINCE: Final = _signs(
    (0x2630, 0x2637), (0x268A, 0x268F), (0x4DC0, 0x4DFF), (0x1D300, 0x1D356), (0x1D360, 0x1D376)
)


def normal_name(given: str) -> str:
    """The name as everybody sees it.

    In the normal form NFKC, on one line, with single spaces; without controls, bidi signs and other things unseen;
    with at most two combining marks on a letter, and none on nothing; at most ``WIDEST`` cells wide. Done twice, it
    changes nothing more.

    Raises:
        ValueError: nothing that can be seen is left of it.

    """
    name = "".join(" " if character.isspace() else character for character in given[:_LONGEST_GIVEN])
    # Taking signs away can bring letters together that compose, so it is done until nothing changes.
    while (cleaned := unicodedata.normalize("NFKC", "".join(_seen(name)))) != name:
        name = cleaned
    name = _cut(" ".join(name.split()), WIDEST)
    if not any(unicodedata.category(character)[0] in "LNPS" for character in name):
        raise ValueError("Nothing of this name can be seen.")
    return name


def told_apart(name: str, is_taken: Callable[[str], bool]) -> str:
    """The name, or where that is taken, with the first number from 2 behind it with which it is not."""
    if not is_taken(name):
        return name
    number, room = 2, WIDEST
    while True:
        end = f" {number}"
        if room != WIDEST - len(end):
            room = WIDEST - len(end)
            beginning = _cut(name, room)
        if not is_taken(beginning + end):
            return beginning + end
        number += 1


def _seen(text: str) -> Iterator[str]:
    marks, before = 0, " "
    for character in text:
        category = unicodedata.category(character)
        if category in _UNSEEN or character in _BLANK:
            continue
        if category in _SPACES:
            character = " "
        if category in _MARKS:
            marks += 1
        else:
            marks = 0
        if marks > _MARKS_IN_A_ROW or (before == " " and category[0] == "M"):
            continue
        before = character
        yield character


def _cut(name: str, widest: int) -> str:
    """As much of the name as fits, whole letters with their marks."""
    width = 0
    for place, character in enumerate(name):
        width += _width(character)
        if width > widest:
            return name[:place].rstrip()
    return name


def _width(character: str) -> int:
    if unicodedata.category(character) in _MARKS:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" or character in _WIDE_SINCE else 1
