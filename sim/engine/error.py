"""What can go wrong while a run is played or replayed."""

from __future__ import annotations

from collections.abc import Sequence

from sim.scenario.error import EmptyChairError


class RunError(EmptyChairError):
    """A run that cannot go on as asked. `state` is where it stands, `available` what could be chosen there."""

    def __init__(self, message: str, hint: str, state: str, available: Sequence[str] = ()) -> None:
        super().__init__(message, hint)
        self.state = state
        self.available = tuple(available)


class ChoiceUnavailable(RunError):
    """A choice was named that is not available where the run stands."""

    title = "Not available"

    def __init__(self, state: str, choice: str | None, available: Sequence[str]) -> None:
        named = "Nothing passes on by itself" if choice is None else f"“{choice}” is not available"
        super().__init__(f"{named} in the state “{state}”.", _choices_hint(available), state, available)
        self.choice = choice


class RunStopsShort(RunError):
    """The choices ended before the run did."""

    title = "Not finished"

    def __init__(self, state: str, taken: int, available: Sequence[str]) -> None:
        choices = "1 choice" if taken == 1 else f"{taken} choices"
        super().__init__(
            f"After {choices} the run stands in the state “{state}”, which is no ending.",
            _choices_hint(available),
            state,
            available,
        )


class RunOver(RunError):
    """A choice was named after the run had come to its ending."""

    title = "Already over"

    def __init__(self, state: str, choice: str) -> None:
        super().__init__(
            f"The run ended in “{state}” before “{choice}” could be chosen.",
            f"Leave out “{choice}” and what comes after it.",
            state,
        )


class NowhereToGo(RunError):
    """The run came to a decision in which no choice is available, or to interludes that never end."""

    title = "No way on"

    def __init__(self, state: str, message: str) -> None:
        super().__init__(
            message, "This is a fault of the scenario. Run `emptychair check` on its file.", state
        )


class DrawMissing(RunError):
    """A draw came up for which no arm, or one that does not exist, was given."""

    title = "Draw not fixed"

    def __init__(self, state: str, number: int, arm: int | None, arms: int) -> None:
        given = "none is given" if arm is None else f"{arm} is given"
        super().__init__(
            f"Draw {number}, met in the state “{state}”, has the arms 0 to {arms - 1}, and {given}.",
            "Give one number for every draw, in order: --draws 0,1,0",
            state,
        )


def _choices_hint(available: Sequence[str]) -> str:
    if not available:
        return "No choice is available there."
    return "Available there: " + ", ".join(available)
