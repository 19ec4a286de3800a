"""What can go wrong with what is kept."""

from __future__ import annotations

from sim.scenario.error import EmptyChairError


class StoreError(EmptyChairError):
    """The history could not be opened, read or written."""

    title = "The history cannot be used"


class ScenarioChanged(EmptyChairError):
    """A kept run does not fit its scenario any more."""

    title = "The scenario has changed"
