"""The smallest parts of an SVG. Whatever text goes in comes out as text."""

from __future__ import annotations

import re
from html import escape
from typing import Final

from sim.report.map.text_width import text_width

_NOT_IN_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def escaped(words: str) -> str:
    """Text for XML; what XML cannot hold becomes the sign for an unknown character."""
    return escape(_NOT_IN_XML.sub("\ufffd", words))


def element(name: str, words: str, **attributes: str) -> str:
    """An element that holds text."""
    told = "".join(f' {key}="{escaped(value)}"' for key, value in attributes.items())
    return f"<{name}{told}>{escaped(words)}</{name}>"


def text(
    x: float,
    y: float,
    words: str,
    size: float,
    *,
    bold: bool = False,
    italic: bool = False,
    anchor: str = "start",
    fill: str = "#22252a",
) -> str:
    """One line of text, or nothing. It is told how wide to be, so that it fits its box in whatever type there is."""
    if not words:
        return ""
    length = text_width(words, size, bold)
    looks = f' text-anchor="{anchor}"' if anchor != "start" else ""
    looks += ' font-weight="bold"' if bold else ""
    looks += ' font-style="italic"' if italic else ""
    fitted = f' textLength="{length:.1f}" lengthAdjust="spacingAndGlyphs"'
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" fill="{fill}"{looks}{fitted}>{escaped(words)}</text>'
