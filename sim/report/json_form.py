"""The JSON of the commands: the same values as everywhere, under fixed keys."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from sim.scenario.finding import Finding

if TYPE_CHECKING:  # findings are told without the engine
    from sim.engine.debrief import Debrief, Decision
    from sim.engine.inspection import Inspection

Json = dict[str, Any]


def findings_form(findings: Iterable[Finding]) -> list[Json]:
    """What `check` prints."""
    return [
        {
            "path": str(finding.path),
            "line": finding.mark.line,
            "column": finding.mark.column,
            "severity": finding.severity.value,
            "code": finding.code.value,
            "message": finding.message,
            "hint": finding.hint,
            "choices": None if finding.choices is None else list(finding.choices),
            "draws": None if finding.draws is None else list(finding.draws),
        }
        for finding in sorted(findings, key=lambda finding: finding.sort_key)
    ]


def inspection_form(inspection: Inspection) -> Json:
    """What `inspect` prints."""
    sampled = inspection.sampled
    return {
        "scenario": inspection.scenario,
        "exact": inspection.exact,
        "configurations": inspection.configurations,
        "total": {"best": inspection.best, "least": inspection.least, "guesser": inspection.guesser},
        "decisions": {"fewest": inspection.fewest, "most": inspection.most},
        "policies": dict(inspection.policies),
        "endings": [
            {
                "id": ending.id,
                "kind": ending.kind.value,
                "worth": ending.worth,
                "reachable": ending.reachable,
                "guesser": ending.guesser,
            }
            for ending in inspection.endings
        ],
        "unreachable": None if inspection.unreachable is None else list(inspection.unreachable),
        "never_available": None
        if inspection.never_available is None
        else [list(pair) for pair in inspection.never_available],
        "best_line": None if inspection.best_line is None else list(inspection.best_line),
        "sampled": None
        if sampled is None
        else {
            "plays": sampled.plays,
            "ended": sampled.ended,
            "guesser": sampled.guesser,
            "decisions": {"fewest": sampled.fewest, "most": sampled.most},
            "endings": dict(sampled.endings),
        },
    }


def debrief_form(debrief: Debrief, seed: int | None) -> Json:
    """What `run` prints; `seed` is None where the draws were fixed."""
    return {
        "scenario": debrief.scenario.id,
        "seed": seed,
        "ending": {
            "id": debrief.state.id,
            "kind": debrief.ending.kind.value,
            "worth": debrief.ending.worth,
        },
        "total": debrief.total,
        "value": debrief.value,
        "conduct": debrief.conduct,
        "luck": debrief.luck,
        "red_lines": list(debrief.red_lines),
        "decisions": [_decision_form(decision) for decision in debrief.decisions],
        "profile": dict(debrief.profile),
        "draws": list(debrief.record.draws),
    }


def _decision_form(decision: Decision) -> Json:
    judged = decision.judgement
    return {
        "state": decision.state.id,
        "choice": decision.choice.id,
        "available": [choice.id for choice in decision.available],
        "best": None if judged is None else [choice.id for choice in judged.best],
        "merit": decision.merit,
        "regret": None if judged is None else judged.regret,
        "stake": None if judged is None else judged.stake,
        "label": None if judged is None else judged.label.value,
    }
