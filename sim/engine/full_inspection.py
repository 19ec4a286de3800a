"""Everything that a page about one scenario says, computed once."""

from __future__ import annotations

from dataclasses import dataclass

from scoring.catalogue import Catalogue
from sim.engine.coverage import (
    InsightCoverage,
    PrincipleCoverage,
    Size,
    insights_covered,
    principles_at_stake,
    principles_covered,
    size_of,
)
from sim.engine.decision_stakes import DecisionStakes, decision_stakes
from sim.engine.inspection import Inspection, inspect
from sim.engine.story_line import StoryLine, best_story, least_story
from sim.engine.verdict import Verdict
from sim.engine.visits import guesser_visits
from sim.scenario.model import Scenario


@dataclass(frozen=True, slots=True)
class FullInspection:
    """The exact report with what a trainer reads beside it.

    `best`, `least` and `decisions` are None where the scenario was over the budget; size, principles' decisions and
    insights are read from the file, and hold all the same.
    """

    scenario: Scenario
    inspection: Inspection
    size: Size
    best: StoryLine | None
    least: StoryLine | None
    decisions: tuple[DecisionStakes, ...] | None
    principles: tuple[PrincipleCoverage, ...]
    insights: tuple[InsightCoverage, ...]


def inspect_fully(verdict: Verdict, catalogue: Catalogue) -> FullInspection:
    """Report on a scenario without errors, with the principles and insights of the catalogue in force."""
    scenario, solution = verdict.graph.compiled.scenario, verdict.solution
    visits = None if solution is None else guesser_visits(solution)
    at_stake = None if solution is None or visits is None else principles_at_stake(solution, visits)
    return FullInspection(
        scenario=scenario,
        inspection=inspect(verdict, catalogue.principles),
        size=size_of(scenario),
        best=None if solution is None else best_story(solution),
        least=None if solution is None else least_story(solution),
        decisions=None if solution is None or visits is None else decision_stakes(solution, visits),
        principles=principles_covered(scenario, catalogue.principles, at_stake),
        insights=insights_covered(scenario, catalogue.insights),
    )
