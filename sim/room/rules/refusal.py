"""Why a room did not do what it was asked."""

from __future__ import annotations

from enum import StrEnum

from sim.scenario.error import EmptyChairError


class Reason(StrEnum):
    """The reasons, as programs read them. Each has its words in the `Refused` that carries it."""

    NOT_NOW = "not-now"
    NOT_OPEN = "not-open"
    OLD_QUESTION = "old-question"
    UNKNOWN_CHOICE = "unknown-choice"
    UNKNOWN_PERSON = "unknown-person"
    UNKNOWN_TEAM = "unknown-team"
    BAD_NAME = "bad-name"
    BAD_TIME = "bad-time"
    UNKNOWN_CODE = "unknown-code"
    LOCKED = "locked"
    FULL = "full"
    REMOVED = "removed"
    TIED = "tied"
    NO_VOTES = "no-votes"
    NO_TEAMS = "no-teams"
    OVER = "over"


class Refused(EmptyChairError):
    """A command was not obeyed, and nothing has changed. `reason` is for programs, the message for people."""

    title = "That is not possible now"

    def __init__(self, reason: Reason, message: str, hint: str | None = None) -> None:
        super().__init__(message, hint)
        self.reason = reason
