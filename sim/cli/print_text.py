"""Text printed whatever the output can take: a file or a pipe may know fewer characters than the pages use."""

from __future__ import annotations

import sys

_PLAINER = str.maketrans({"█": "#", "▏": ".", "…": "...", "“": '"', "”": '"', "’": "'", "–": "-"})


def print_text(text: str) -> None:
    """Print; where the output cannot take a character, all of them in plainer ones, and what is left as `?`."""
    encoding = sys.stdout.encoding or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        text = text.translate(_PLAINER).encode(encoding, "replace").decode(encoding)
    print(text)
