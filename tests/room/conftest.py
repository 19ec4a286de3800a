from __future__ import annotations

from pathlib import Path

import pytest

from sim.room.rules.event import Event, Opened
from sim.room.rules.room import Room
from sim.store.loading import Loaded, load

THE_EXAMPLE = Path(__file__).parents[1] / "scenario" / "data" / "customer-went-quiet.yaml"


@pytest.fixture(scope="session")
def loaded() -> Loaded:
    """The example of the format's page."""
    return load(THE_EXAMPLE)


def opened(loaded: Loaded, teams: tuple[str, ...] = ()) -> Opened:
    """The opening of a room for a scenario."""
    return Opened("KWX47F", loaded.scenario.id, loaded.scenario.hash, str(loaded.path), 7, teams, 0.0)


@pytest.fixture
def room(loaded: Loaded) -> Room:
    """An empty room."""
    return Room(opened(loaded), loaded.machine)


@pytest.fixture
def log(room: Room) -> list[Event]:
    """What has happened in the room so far."""
    return [room.opened]
