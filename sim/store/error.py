"""What can go wrong with what is kept."""

from __future__ import annotations

from collections.abc import Sequence

from sim.scenario.error import EmptyChairError

_NAMED = 5
"""So many numbers of runs are named; of more, only how many there are besides."""


class StoreError(EmptyChairError):
    """The history could not be opened, read or written."""

    title = "The history cannot be used"


class ScenarioChanged(EmptyChairError):
    """A kept run does not fit its scenario any more."""

    title = "The scenario has changed"


class RunsLeftOut(EmptyChairError):
    """Nothing can be made of some runs of the history any more; the rest is read without them."""

    title = "Not every run can be read"

    def __init__(self, numbers: Sequence[int]) -> None:
        named = ", ".join(map(str, numbers[:_NAMED]))
        if len(numbers) == 1:
            message = f"1 run is left out: {named}."
            hint = f"It stays in the history until `emptychair history forget {named}`."
        else:
            more = f" and {len(numbers) - _NAMED:,} more" if len(numbers) > _NAMED else ""
            message = f"{len(numbers):,} runs are left out: {named}{more}."
            hint = "They stay in the history until `emptychair history forget RUN`."
        super().__init__(message, hint)
