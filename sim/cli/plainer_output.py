"""Output for a terminal, file or pipe that knows fewer characters than the pages use."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Mapping
from io import TextIOWrapper

_PLAINER: Mapping[str, str] = {
    "█": "#",
    "▏": ".",
    "…": "...",
    "“": '"',
    "”": '"',
    "’": "'",
    "–": "-",
    "─": "-",
    "│": "|",
    "┤": "|",
    "╮": "+",
    "╯": "+",
    "╰": "+",
    "╭": "+",
    "●": "*",
    "◐": "~",
    "○": "o",
    "▼": "v",
    "✕": "x",
}


def allow_any_characters() -> None:
    """From now on what the output cannot take is written in plainer characters, and what has none as `?`."""
    codecs.register_error("plainer", _plainer)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="plainer")


def _plainer(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    refused = error.object[error.start : error.end]
    return "".join(_PLAINER.get(character, "?") for character in refused), error.end
