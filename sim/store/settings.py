"""What a player has set."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Coaching(StrEnum):
    """When the coaching is given.

    `after`: in the debrief. `at-once`: after every choice too. `assessment`: only in the debrief, and nothing can be
    taken back or tried again.
    """

    AFTER = "after"
    AT_ONCE = "at-once"
    ASSESSMENT = "assessment"


DEFAULT_THEME = "empty-chair-dark"


@dataclass(frozen=True, slots=True)
class Settings:
    """A player's settings. `theme` is a name that the screens know; an unknown one falls back to the default."""

    theme: str = DEFAULT_THEME
    coaching: Coaching = Coaching.AFTER
    animation: bool = True
