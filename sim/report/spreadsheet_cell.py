"""Text for the cell of a spreadsheet, which obeys what looks like a formula."""

from __future__ import annotations

from typing import Final

_OBEYED: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""A cell that begins so is a formula to one spreadsheet or another."""


def guarded(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would obey it, also after white space."""
    return f"'{text}" if text.startswith(_OBEYED) or text.lstrip().startswith(_OBEYED) else text
