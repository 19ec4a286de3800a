"""Telling of changes at once where it was quiet, and otherwise not more often than every so many seconds."""

from __future__ import annotations


class Pacing:
    """When to tell of what changed: the first change at once, those that follow together, `interval` seconds later."""

    def __init__(self, interval: float) -> None:
        self.interval = interval
        self.stale = False
        self._told_at = float("-inf")

    def wait(self, now: float) -> float | None:
        """For how many seconds to hold back what changed, 0 for no more; None where nothing has."""
        return max(0.0, self._told_at + self.interval - now) if self.stale else None

    def told(self, now: float) -> None:
        """Everything that changed so far was told."""
        self.stale = False
        self._told_at = now
