"""How many connections this process may have open."""

from __future__ import annotations

from contextlib import suppress
from typing import Final

ENOUGH: Final = 8_192


def allow_many_connections() -> None:
    """Let this process have connections for a large room; many systems begin with 256 or 1,024 open files."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = ENOUGH if hard == resource.RLIM_INFINITY else min(ENOUGH, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
