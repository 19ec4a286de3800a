"""Whether output may be coloured."""

from __future__ import annotations

import os
import sys
from typing import TextIO


def may_be_coloured(stream: TextIO) -> bool:
    """Only a terminal's may, and only where nobody has said otherwise (`NO_COLOR`, see no-color.org)."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" or not stream.isatty():
        return False
    # An old Windows console prints the codes instead of obeying them.
    return sys.platform != "win32" or "WT_SESSION" in os.environ
