"""What every page to hand on has around it: it needs no script and nothing from outside, and is dressed alike."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from sim.report.map.svg_parts import escaped

STYLE: Final = Path(__file__).with_name("report.css")


def whole_page(title: str, parts: Iterable[str]) -> str:
    """The page of these parts, each of them markup already; empty ones are left out."""
    lines = [
        "<!DOCTYPE html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        # The page asks for nothing, and a browser holds it to that.
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<title>{escaped(title)}</title>",
        f"<style>\n{STYLE.read_text('utf-8')}</style>",
        "</head>",
        "<body>",
        "<main>",
        *(part for part in parts if part),
        "</main>",
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"
