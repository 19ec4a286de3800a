"""How a connection to a room ends, for whoever makes the next one."""

from __future__ import annotations


class ConnectionEnd(Exception):
    """A connection ended. `heard` says whether the room had shown anything over it.

    `why` is set where the participant should be told more than that it was lost.
    """

    def __init__(self, heard: bool, why: str | None = None) -> None:
        super().__init__(why)
        self.heard = heard
        self.why = why


class NotKnownThere(Exception):
    """The server does not know the room, or not this participant."""
