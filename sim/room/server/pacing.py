"""Telling of changes at once where it was quiet, and otherwise together, every so many seconds."""

from __future__ import annotations


class Pacing:
    """When to tell of what changed: the first change at once, those that follow together, `interval` seconds later.

    Telling many people takes time itself. At most half of the time is spent on it, so that others are heard, too.
    """

    def __init__(self, interval: float) -> None:
        self.interval = interval
        self.stale = False
        self._next = float("-inf")

    def wait(self, now: float) -> float | None:
        """For how many seconds to hold back what changed, 0 for no more; None where nothing has."""
        return max(0.0, self._next - now) if self.stale else None

    def told(self, since: float, now: float) -> None:
        """Everything that changed so far was told, which took from one moment to the other."""
        self.stale = False
        self._next = max(since + self.interval, now + (now - since))
