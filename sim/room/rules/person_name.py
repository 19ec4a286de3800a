"""Names that people give themselves, made harmless before anybody else sees them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

WIDEST: Final = 24
"""The most terminal cells that a name takes."""

_LONGEST_GIVEN: Final = 1_000
_MARKS_IN_A_ROW: Final = 2
_MARKS: Final = {"Mn", "Me"}
_SPACES: Final = {"Zs", "Zl", "Zp"}
# Controls, bidi and other unseen signs, halves of characters, private and unassigned ones.
_UNSEEN: Final = {"Cc", "Cf", "Cs", "Co", "Cn"}
# Letters by their category that show nothing: fillers of Hangul, the empty Braille cell, variation selectors.
_BLANK: Final = {"\u115f", "\u1160", "\u2800", "\u3164", "\uffa0", *map(chr, range(0xFE00, 0xFE10))}


def normal_name(given: str) -> str:
    """The name as everybody sees it.

    In the normal form NFKC, on one line, with single spaces; without controls, bidi signs and other things unseen;
    with at most two combining marks on a letter; at most ``WIDEST`` cells wide. Done twice, it changes nothing more.

    Raises:
        ValueError: nothing that can be seen is left of it.

    """
    spaced = "".join(" " if character.isspace() else character for character in given[:_LONGEST_GIVEN])
    # Taking signs away can bring letters together that compose, so it is done until nothing changes.
    name = spaced
    while (cleaned := unicodedata.normalize("NFKC", "".join(_seen(name)))) != name:
        name = cleaned
    name = _cut(" ".join(name.split()))
    if not any(unicodedata.category(character)[0] in "LNPS" for character in name):
        raise ValueError("Nothing of this name can be seen.")
    return name


def told_apart(name: str, taken: Iterable[str]) -> str:
    """The name, with the first free number from 2 behind it where it is among those taken, in capitals or not."""
    names = {other.casefold() for other in taken}
    if name.casefold() not in names:
        return name
    number = 2
    while True:
        end = f" {number}"
        numbered = _cut(name, WIDEST - len(end)) + end
        if numbered.casefold() not in names:
            return numbered
        number += 1


def _seen(text: str) -> Iterator[str]:
    marks = 0
    for character in text:
        category = unicodedata.category(character)
        if category in _SPACES:
            marks = 0
            yield " "
        elif category in _UNSEEN or character in _BLANK:
            continue
        elif category in _MARKS:
            marks += 1
            if marks <= _MARKS_IN_A_ROW:
                yield character
        else:
            marks = 0
            yield character


def _cut(name: str, widest: int = WIDEST) -> str:
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
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
