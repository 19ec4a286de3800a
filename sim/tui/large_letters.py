"""The letters and digits of join codes, drawn large enough for the last row of a room."""

from __future__ import annotations

from typing import Final

HEIGHT: Final = 3
"""The lines that a code is drawn in: five rows of squares, two in each line."""

# Five rows of five squares; the signs that codes are made of.
_DRAWN: Final = {
    "A": " ### |#   #|#####|#   #|#   #",
    "C": " ####|#    |#    |#    | ####",
    "D": "#### |#   #|#   #|#   #|#### ",
    "E": "#####|#    |#### |#    |#####",
    "F": "#####|#    |#### |#    |#    ",
    "G": " ####|#    |#  ##|#   #| ####",
    "H": "#   #|#   #|#####|#   #|#   #",
    "J": "  ###|    #|    #|#   #| ### ",
    "K": "#   #|#  # |###  |#  # |#   #",
    "M": "#   #|## ##|# # #|#   #|#   #",
    "N": "#   #|##  #|# # #|#  ##|#   #",
    "P": "#### |#   #|#### |#    |#    ",
    "Q": " ### |#   #|# # #|#  # | ## #",
    "R": "#### |#   #|#### |#  # |#   #",
    "T": "#####|  #  |  #  |  #  |  #  ",
    "W": "#   #|#   #|# # #|## ##|#   #",
    "X": "#   #| # # |  #  | # # |#   #",
    "Y": "#   #| # # |  #  |  #  |  #  ",
    "3": "#### |    #| ### |    #|#### ",
    "4": "#   #|#   #|#####|    #|    #",
    "6": " ####|#    |#### |#   #| ### ",
    "7": "#####|    #|   # |  #  |  #  ",
    "9": " ### |#   #| ####|    #|#### ",
}
_HALVES: Final = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


def large(code: str) -> tuple[str, ...]:
    """A code in `HEIGHT` lines, 5 cells a sign and 1 between; empty where it has a sign that is not drawn."""
    if any(sign not in _DRAWN for sign in code):
        return ()
    rows = [" ".join(_DRAWN[sign].split("|")[row] for sign in code) for row in range(5)]
    rows.append(" " * len(rows[0]))
    return tuple(
        "".join(
            _HALVES[upper == "#", lower == "#"] for upper, lower in zip(*rows[line : line + 2], strict=True)
        )
        for line in range(0, 2 * HEIGHT, 2)
    )
