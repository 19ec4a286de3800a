"""What is wrong with what somebody sent, as they are told it."""

from __future__ import annotations

from sim.room.log import LogError
from sim.room.rules.refusal import Refused
from sim.room.server.rooms import NotAllowed
from sim.room.wire import Json
from sim.scenario.error import EmptyChairError


class Fault(EmptyChairError):
    """A request that is not served. `status` is that of HTTP, `reason` for programs.

    `retry_after` is in how many seconds it may be sent again, where that is known.
    """

    title = "This request was not understood"

    def __init__(
        self, status: int, reason: str, message: str, hint: str | None = None, retry_after: int | None = None
    ) -> None:
        super().__init__(message, hint)
        self.status = status
        self.reason = reason
        self.retry_after = retry_after


def bad_request(message: str) -> Fault:
    """Something was sent that means nothing here."""
    return Fault(400, "bad-request", message, "Load the page again; it may be of another version.")


def unknown_code() -> Fault:
    """No room has this code now. Said also of rooms that are over, and of what can be no code."""
    return Fault(404, "unknown-code", "No room has this code.", "Compare it with the one on the big screen.")


def wrong_secret() -> Fault:
    """Nobody in a room with this code has this number and secret. Said also where there is no such room."""
    return Fault(401, "wrong-secret", "This room does not know you.", "Join it with its code.")


def told_fault(error: EmptyChairError) -> Fault:
    """What is told of an error of the room's."""
    if isinstance(error, Fault):
        return error
    if isinstance(error, Refused):
        return Fault(409, error.reason.value, error.message, error.hint)
    if isinstance(error, NotAllowed):
        return Fault(403, "not-allowed", error.message, error.hint)
    if isinstance(error, LogError):
        # The cause names files of the facilitator's machine; it is for the facilitator alone.
        return Fault(503, "not-kept", "That could not be kept, so it did not happen.", "Send it again.")
    return Fault(500, "fault", "Something went wrong here.", "Try once more.")


def fault_form(fault: Fault) -> Json:
    """A fault as JSON."""
    return {"reason": fault.reason, "message": fault.message, "hint": fault.hint}
