"""Bytes to text: one encoding, and no characters that a terminal would obey."""

from __future__ import annotations

import re
import unicodedata

from sim.scenario.finding import START_OF_FILE, Code, Mark
from sim.scenario.report import Report

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
"""Stands where a refused character stood, so that all marks stay right."""

# C0 but tab and line breaks, DEL and C1, bidirectional controls, line and paragraph separators, and what no text
# holds: byte order marks inside it, surrogates and non-characters.
_CONTROLS = (
    "\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069"
    "\\ufeff\\ufffe\\uffff\\ud800-\\udfff"
)
_CONTROL = re.compile(f"[{_CONTROLS}]")
CONTROL_IN_VALUE = re.compile(f"[\\t\\r{_CONTROLS}]")
"""What no value may hold: here tabs and carriage returns too, so that only plain line breaks are left."""

_NAMES = {
    0x00: "NULL",
    0x07: "BELL",
    0x08: "BACKSPACE",
    0x09: "TAB",
    0x0B: "VERTICAL TAB",
    0x0C: "FORM FEED",
    0x0D: "CARRIAGE RETURN",
    0x1B: "ESCAPE",
    0x7F: "DELETE",
    0x85: "NEXT LINE",
    0xFEFF: "BYTE ORDER MARK",
}
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def character_name(character: str) -> str:
    """A character as a message names it: `U+001B (ESCAPE)`."""
    point = ord(character)
    fallback = "CONTROL" if unicodedata.category(character) == "Cc" else "NOT A CHARACTER"
    return f"U+{point:04X} ({_NAMES.get(point) or unicodedata.name(character, fallback)})"


def decode(data: bytes, report: Report) -> str | None:
    """The text of a file, without a byte order mark; None where it is not UTF-8."""
    if _looks_like_utf_16(data):
        report.add(
            START_OF_FILE,
            Code.ENCODING,
            "The file is not UTF-8: it looks like UTF-16.",
            "Save it again as UTF-8. Editors offer that under “Save as” or “Encoding”.",
        )
        return None
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        report.add(
            _end_of(before),
            Code.ENCODING,
            f"The file is not UTF-8: the byte {data[error.start]:02X} (hexadecimal) stands here.",
            "Save the file again as UTF-8. Editors offer that under “Save as” or “Encoding”.",
        )
        return None


def without_controls(text: str, report: Report) -> str:
    """The text with every control character replaced. The first of each line is reported."""
    if _CONTROL.search(text) is None:
        return text
    for number, line in enumerate(_lines(text), start=1):
        match = _CONTROL.search(line)
        if match is not None:
            report.add(
                Mark(number, match.start() + 1),
                Code.CONTROL_CHARACTER,
                f"The character {character_name(match.group())} does not belong in a scenario.",
                "Delete it. It cannot be seen in most editors: retype the words around it.",
            )
    return _CONTROL.sub(REPLACEMENT, text)


def _looks_like_utf_16(data: bytes) -> bool:
    if data.startswith(_UTF_16_MARKS):
        return True
    head = data[:16]
    if len(head) < 4 or len(data) % 2:
        return False
    return any(not any(head[zeros::2]) and all(head[1 - zeros :: 2]) for zeros in (0, 1))


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _end_of(text: str) -> Mark:
    lines = _lines(text)
    return Mark(len(lines), len(lines[-1]) + 1)
