"""The JSON of `inspect`: the fixed keys, and beside them what the page for people says."""

from __future__ import annotations

from sim.engine.decision_stakes import DecisionStakes
from sim.engine.full_inspection import FullInspection
from sim.engine.library_inspection import InspectedScenario, LibraryInspection
from sim.engine.story_line import StoryLine
from sim.report.json_form import Json, inspection_form


def full_inspection_form(full: FullInspection) -> Json:
    """One scenario."""
    return {
        **inspection_form(full.inspection),
        "size": {
            "states": full.size.states,
            "decisions": full.size.decisions,
            "interludes": full.size.interludes,
            "endings": full.size.endings,
            "choices": full.size.choices,
        },
        "lines": {"best": _line_form(full.best), "least": _line_form(full.least)},
        "stakes": None if full.decisions is None else [_stakes_form(decision) for decision in full.decisions],
        "principles": {
            covered.principle: {"decisions": list(covered.decisions), "at_stake": covered.at_stake}
            for covered in full.principles
        },
        "insights": {covered.insight: [list(place) for place in covered.taught] for covered in full.insights},
    }


def library_form(library: LibraryInspection) -> Json:
    """A whole library."""
    return {
        "scenarios": [_scenario_form(scenario) for scenario in library.scenarios],
        "faulty": [{"path": str(faulty.path), "errors": faulty.errors} for faulty in library.faulty],
        "difficulties": {
            difficulty.value: list(scenarios) for difficulty, scenarios in library.difficulties.items()
        },
        "principles": {
            covered.principle: {"decisions": covered.decisions, "scenarios": list(covered.scenarios)}
            for covered in library.principles
        },
        "insights": {insight: list(scenarios) for insight, scenarios in library.insights.items()},
    }


def _line_form(story: StoryLine | None) -> Json | None:
    if story is None:
        return None
    return {
        "choices": list(story.record.choices),
        "draws": list(story.record.draws),
        "states": [step.state.id for step in story.steps],
        "ending": story.state.id,
        "total": story.total,
    }


def _stakes_form(decision: DecisionStakes) -> Json:
    return {
        "state": decision.state.id,
        "configurations": decision.configurations,
        "visits": decision.visits,
        "stake": {"lowest": decision.lowest, "highest": decision.highest, "mean": decision.mean},
        "choices": [
            {"id": one.choice.id, "available": one.available, "best": one.best, "best_share": one.best_share}
            for one in decision.choices
        ],
    }


def _scenario_form(one: InspectedScenario) -> Json:
    sampled = one.inspection.sampled
    return {
        "scenario": one.inspection.scenario,
        "path": str(one.path),
        "title": one.title,
        "difficulty": one.difficulty.value,
        "minutes": one.minutes,
        "exact": one.inspection.exact,
        "states": one.states,
        "decisions": {"fewest": one.inspection.fewest, "most": one.inspection.most},
        "policies": dict(one.inspection.policies),
        "strongest": one.strongest,
        "principles": dict(one.principles),
        "insights": list(one.insights),
        "sampled": None
        if sampled is None
        else {"plays": sampled.plays, "decisions": {"fewest": sampled.fewest, "most": sampled.most}},
    }
