"""The words and signs of a guard."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from sim.scenario.finding import Code

MOST_DIGITS: Final = 18
"""The most digits that a number in a guard may have."""

_TOKEN = re.compile(
    r"(?P<space>[ \n]+)|(?P<number>-?[0-9]+(?![A-Za-z0-9_.]))|(?P<name>[A-Za-z_][A-Za-z0-9_]*)"
    r"|(?P<comparator><=|>=|==|!=|<(?![<>])|>(?![<>]))|(?P<opening>\()|(?P<closing>\))"
)
_WORDS = frozenset({"and", "or", "not", "true", "false"})


class GuardError(Exception):
    """A guard that cannot be read, or names what there is not, or mixes numbers and truth values.

    `offset` is where, in characters from the beginning of the guard's text. `name` is the unknown name,
    where the code is `unknown-name`.
    """

    def __init__(
        self, code: Code, offset: int, message: str, hint: str | None = None, name: str | None = None
    ) -> None:
        super().__init__(message)
        self.code = code
        self.offset = offset
        self.message = message
        self.hint = hint
        self.name = name


class Kind(Enum):
    """What a token is."""

    NUMBER = auto()
    NAME = auto()
    WORD = auto()
    COMPARATOR = auto()
    OPENING = auto()
    CLOSING = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A word or sign of a guard, and where it begins."""

    kind: Kind
    text: str
    offset: int


def tokens(source: str) -> list[Token]:
    """The words and signs of a guard.

    Raises:
        GuardError: Something stands in it that no guard may hold.

    """
    found: list[Token] = []
    position = 0
    while position < len(source):
        match = _TOKEN.match(source, position)
        if match is None:
            raise _unreadable(source, position)
        text, group = match.group(), match.lastgroup
        if group == "name":
            found.append(Token(Kind.WORD if text in _WORDS else Kind.NAME, text, position))
        elif group == "number":
            if len(text.lstrip("-")) > MOST_DIGITS:
                raise GuardError(
                    Code.BAD_GUARD, position, f"This number has more than {MOST_DIGITS} digits.", None
                )
            found.append(Token(Kind.NUMBER, text, position))
        elif group != "space" and group is not None:
            found.append(Token(Kind[group.upper()], text, position))
        position = match.end()
    return found


def bad(offset: int, message: str, hint: str | None = None) -> GuardError:
    """The error of a guard that is not written or typed as guards are."""
    return GuardError(Code.BAD_GUARD, offset, message, hint)


def _unreadable(source: str, position: int) -> GuardError:
    character = source[position]
    pair = source[position : position + 2]
    if pair in ("=<", "=>"):
        return bad(position, f"`{pair}` is not a comparison.", f"Write `{pair[::-1]}`.")
    if pair in ("<>", "><", "<<", ">>"):
        return bad(position, f"`{pair}` is not a comparison.", "For “is not”, write `!=`.")
    if pair == "&&" or character == "&":
        return bad(position, f"`{'&&' if pair == '&&' else '&'}` means nothing in a guard.", "Write `and`.")
    if pair == "||" or character == "|":
        return bad(position, f"`{'||' if pair == '||' else '|'}` means nothing in a guard.", "Write `or`.")
    if character == "=":
        return bad(position, "A single `=` does not compare.", "Write `==`.")
    if character == "!":
        return bad(position, "`!` means nothing in a guard.", "Write `not`.")
    if character in "+-*/%^":
        return bad(
            position,
            f"`{character}` is not possible: a guard does not calculate.",
            "Compare the meter with a number. A minus belongs directly before its digits.",
        )
    if character in "\"'":
        return bad(position, "A guard holds no text in quotes.", "Name a meter or a fact without quotes.")
    if character == "#":
        return bad(position, "A guard holds no comments.", "Write the comment on a line of its own.")
    if character.isdecimal() and character.isascii():
        return bad(position, "This is not a whole number.", "Write digits only. Names begin with a letter.")
    if not character.isascii():
        name = unicodedata.name(character, "a character without a name")
        return bad(
            position,
            f"The character U+{ord(character):04X} ({name}) does not belong in a guard.",
            "Names and signs in guards are plain ASCII. It may have come with pasted text.",
        )
    return bad(
        position, f"`{character}` means nothing in a guard.", "Guards compare meters and facts, and no more."
    )
