"""How much anybody may ask of the server."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from sim.room.server.fault import Fault

MESSAGES_A_SECOND: Final = 20.0
MESSAGES_AT_ONCE: Final = 40.0
MOST_WEBSOCKETS: Final = 2_500
MOST_CONNECTIONS: Final = 3_000
"""With those that ask for a page or use the way back. A connection beyond is cut without a word."""

REQUEST_WITHIN: Final = 10.0
"""Seconds in which a connection must have asked something."""

HELLO_WITHIN: Final = 5.0
"""Seconds in which a new WebSocket must say whose it is, and a body must be there."""

GUESSES_OF_A_CONNECTION: Final = 10
GUESSES_OF_AN_ADDRESS: Final = 60
GUESSES_IN_ALL: Final = 200
_GUESSES_IN: Final = 60.0
_REMEMBERED: Final = 5_000

Clock = Callable[[], float]
Client = tuple[str, int]


class TokenBucket:
    """So many messages a second, and so many at once."""

    __slots__ = ("_at", "_burst", "_clock", "_left", "_rate")

    def __init__(
        self, rate: float = MESSAGES_A_SECOND, burst: float = MESSAGES_AT_ONCE, clock: Clock = time.monotonic
    ) -> None:
        self._rate = rate
        self._burst = burst
        self._clock = clock
        self._left = burst
        self._at = clock()

    def take(self) -> bool:
        """Whether one more is allowed now."""
        now = self._clock()
        self._left = min(self._burst, self._left + (now - self._at) * self._rate)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True


class Guesses:
    """Wrong codes: so many of a connection, of an address in a minute, and of all in a minute.

    The bound of an address lies above what a roomful of people mistypes behind one, and below the bound of all, so
    that nobody can keep all others out by guessing.
    """

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._connections: OrderedDict[Client, int] = OrderedDict()
        self._addresses: dict[str, int] = {}
        self._all = 0
        self._since = clock()

    def check(self, client: Client) -> None:
        """Hear whether somebody may try a code.

        Raises:
            Fault: too many were wrong.

        """
        wait = self._minute()
        if (
            self._connections.get(client, 0) >= GUESSES_OF_A_CONNECTION
            or self._addresses.get(client[0], 0) >= GUESSES_OF_AN_ADDRESS
            or self._all >= GUESSES_IN_ALL
        ):
            raise Fault(
                429,
                "too-many-guesses",
                "Too many wrong codes were tried.",
                "Wait a minute, then compare the code with the one on the big screen.",
                retry_after=wait,
            )

    def wrong(self, client: Client) -> None:
        """Note that a code was wrong."""
        self._minute()
        self._connections[client] = self._connections.get(client, 0) + 1
        self._connections.move_to_end(client)
        if len(self._connections) > _REMEMBERED:
            self._connections.popitem(last=False)
        self._addresses[client[0]] = self._addresses.get(client[0], 0) + 1
        self._all += 1

    def _minute(self) -> int:
        """Begin a new minute where the last is over; returns how many seconds are left of it."""
        passed = self._clock() - self._since
        if passed >= _GUESSES_IN:
            self._since += passed
            self._addresses.clear()
            self._all = 0
            passed = 0.0
        return max(1, round(_GUESSES_IN - passed))


class Limits:
    """What the server has let everybody do so far."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self.guesses = Guesses(clock)
        self.websockets = 0
        self._clock = clock
        self._requests: OrderedDict[Client, TokenBucket] = OrderedDict()

    def check_request(self, client: Client) -> None:
        """Count a request of a connection.

        Raises:
            Fault: they come too fast.

        """
        bucket = self._requests.get(client)
        if bucket is None:
            bucket = self._requests[client] = TokenBucket(clock=self._clock)
            if len(self._requests) > _REMEMBERED:
                self._requests.popitem(last=False)
        self._requests.move_to_end(client)
        if not bucket.take():
            raise Fault(429, "too-fast", "These requests come too fast.", "Wait a second.", retry_after=1)
