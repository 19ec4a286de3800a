"""Whether there is a terminal that screens can be shown on."""

from __future__ import annotations

import os
import sys


def has_screen() -> bool:
    """Whether the program reads from and writes to a terminal that can do more than lines."""
    if sys.stdin is None or sys.stdout is None:  # closed before the program began
        return False
    return (
        sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "") not in {"dumb", "unknown"}
    )
