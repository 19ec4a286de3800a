"""Progress with the names of things: a row for every scenario, principle and insight there is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from scoring.catalogue import Catalogue
from sim.report.words import visible
from sim.store.progress_values import (
    InsightProgress,
    InsightState,
    PrincipleProgress,
    Progress,
    ScenarioProgress,
)

MARKS: Final = {
    InsightState.UNDERSTOOD: "●",
    InsightState.FORGOTTEN: "◐",
    InsightState.MISSED: "○",
    InsightState.NOT_MET: "·",
}
STATE_WORDS: Final = {
    InsightState.UNDERSTOOD: "understood last time",
    InsightState.FORGOTTEN: "understood before, missed last time",
    InsightState.MISSED: "missed",
    InsightState.NOT_MET: "not met yet",
}


@dataclass(frozen=True, slots=True)
class ScenarioRow:
    """A scenario by name; `progress` is None where no whole run of it was finished."""

    id: str
    name: str
    progress: ScenarioProgress | None


@dataclass(frozen=True, slots=True)
class PrincipleRow:
    """A principle by name, with its question; `progress` is None where it was never at stake."""

    id: str
    name: str
    question: str
    progress: PrincipleProgress | None


@dataclass(frozen=True, slots=True)
class InsightRow:
    """An insight by name, what it says, and its principle's name; `progress` is None where it was never at stake."""

    id: str
    name: str
    lesson: str
    principle: str
    progress: InsightProgress | None

    @property
    def state(self) -> InsightState:
        """How the player stands with it."""
        return InsightState.NOT_MET if self.progress is None else self.progress.state


@dataclass(frozen=True, slots=True)
class ProgressRows:
    """A player's progress with the names of everything in it. `titles` are those of the library's scenarios, by id.

    What only the history names, of a scenario that has gone or of a trainer's own catalogue, goes by its id.
    """

    progress: Progress
    catalogue: Catalogue
    titles: Mapping[str, str] = field(default_factory=dict)

    def scenario_name(self, scenario: str) -> str:
        """A scenario's title, or its id where the library does not have it."""
        return self.titles.get(scenario) or visible(scenario)

    @property
    def scenarios(self) -> tuple[ScenarioRow, ...]:
        """Those played, the latest first; then the rest of the library, in its order."""
        played = {one.scenario: one for one in self.progress.scenarios}
        names = dict.fromkeys([*played, *self.titles])
        return tuple(ScenarioRow(name, self.scenario_name(name), played.get(name)) for name in names)

    @property
    def principles(self) -> tuple[PrincipleRow, ...]:
        """Those of the catalogue in its order, then others that were at stake."""
        known = self.catalogue.principles
        met = {one.principle: one for one in self.progress.principles}
        return tuple(
            PrincipleRow(
                name,
                known[name].name if name in known else visible(name),
                known[name].question if name in known else "",
                met.get(name),
            )
            for name in dict.fromkeys([*known, *met])
        )

    @property
    def insights(self) -> tuple[InsightRow, ...]:
        """Those understood last time first, those not met yet last; each group in the order of the catalogue."""
        met = {one.insight: one for one in self.progress.insights}
        rows = [
            self._insight(name, met.get(name)) for name in dict.fromkeys([*self.catalogue.insights, *met])
        ]
        order = list(InsightState)
        return tuple(sorted(rows, key=lambda row: order.index(row.state)))

    def _insight(self, name: str, progress: InsightProgress | None) -> InsightRow:
        known = self.catalogue.insights.get(name)
        if known is None:
            return InsightRow(name, visible(name), "", "", progress)
        principle = self.catalogue.principles.get(known.principle)
        return InsightRow(
            name,
            known.title,
            known.lesson,
            known.principle if principle is None else principle.name,
            progress,
        )
