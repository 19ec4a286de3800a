"""The meters as a player sees them."""

from __future__ import annotations

from dataclasses import dataclass

from sim.engine.compilation import Configuration
from sim.engine.compiled import CompiledScenario
from sim.scenario.model import Meter


@dataclass(frozen=True, slots=True)
class MeterReading:
    """A meter's value, and by how much it changed since the choice before; hidden meters have no reading."""

    meter: Meter
    value: int
    change: int

    @property
    def band(self) -> str | None:
        """The value in the author's words."""
        return self.meter.band(self.value)

    @property
    def fraction(self) -> float:
        """Where the value lies between the meter's bounds, 0 to 1."""
        return (self.value - self.meter.minimum) / (self.meter.maximum - self.meter.minimum)


def read_meters(
    compiled: CompiledScenario, now: Configuration, before: Configuration
) -> tuple[MeterReading, ...]:
    """The visible meters in file order, compared with an earlier configuration."""
    positions = compiled.layout.positions
    return tuple(
        MeterReading(meter, now[positions[name]], now[positions[name]] - before[positions[name]])
        for name, meter in compiled.scenario.meters.items()
        if not meter.hidden
    )
