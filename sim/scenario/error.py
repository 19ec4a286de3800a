"""The errors that are told to people in plain words."""

from __future__ import annotations


class EmptyChairError(Exception):
    """Something that could not be done, for a reason that its reader can change.

    `title` says in a few words what failed, `message` what happened, `hint` what to do next.
    """

    title = "That did not work"

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
