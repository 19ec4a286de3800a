"""What a cohort's histories come to: a plain value that every table and page only renders.

Only whole runs count: a run that tries again from a decision just explained is counted apart. What a cohort knew is
read off each learner's first whole run of a scenario.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from sim.report.cohort.cohort_decisions import CohortDecision, cohort_decisions
from sim.report.cohort.cohort_lessons import (
    CohortInsight,
    CohortPrinciple,
    cohort_insights,
    cohort_principles,
)
from sim.report.cohort.learner_names import learner_names
from sim.scenario.model import EndingKind
from sim.store.cohort import PlayedRun, ReadHistory


@dataclass(frozen=True, slots=True)
class Played:
    """What one learner made of one scenario.

    `runs` are whole ones, `again` those that try again, `under_way` those without an ending. Conducts are None where
    there is no whole run, or none that could be judged. `outcome`, `total`, `luck` and `ended` (seconds since 1970)
    are those of the latest whole run.
    """

    scenario: str
    runs: int
    again: int
    under_way: int
    first: float | None
    latest: float | None
    best: float | None
    outcome: EndingKind | None
    total: int | None
    luck: float | None
    ended: float | None


@dataclass(frozen=True, slots=True)
class Learner:
    """One learner. `played` has the scenarios by id; `scenarios` counts those with a whole run, `runs` all whole runs;
    `mean` is the mean of the latest conducts. `left_out` runs of the file mean nothing.
    """

    name: str
    played: Mapping[str, Played]
    scenarios: int
    runs: int
    again: int
    mean: float | None
    left_out: int


@dataclass(frozen=True, slots=True)
class CohortRun:
    """A finished run, with whose it is."""

    learner: str
    run: PlayedRun


@dataclass(frozen=True, slots=True)
class CohortScenario:
    """What the cohort made of one scenario.

    `learners` counts those with a whole run. `firsts` and `latests` are their conducts, ascending. `editions` are the
    hashes of the files that first runs were played from, the most played first; `decisions` those of first runs, the
    one that cost the cohort most first, each edition's apart.
    """

    scenario: str
    learners: int
    runs: int
    again: int
    firsts: tuple[float, ...]
    latests: tuple[float, ...]
    editions: tuple[str, ...]
    decisions: tuple[CohortDecision, ...]


@dataclass(frozen=True, slots=True)
class Cohort:
    """All of it. `learners` are by name, `scenarios` by how many learners played them, then by id.

    `runs` are the finished ones, each learner's in the order in which they ended. `unjudged` counts whole runs of which
    no judged decisions were kept; `left_out` runs that mean nothing.
    """

    learners: tuple[Learner, ...]
    scenarios: tuple[CohortScenario, ...]
    runs: tuple[CohortRun, ...]
    principles: tuple[CohortPrinciple, ...]
    insights: tuple[CohortInsight, ...]
    unjudged: int
    left_out: int


def cohort_of(histories: Sequence[ReadHistory]) -> Cohort:
    """Reckon everything once."""
    names = learner_names([history.path for history in histories])
    named = sorted(zip(names, histories, strict=True), key=lambda pair: (pair[0].casefold(), pair[0]))
    learners = tuple(_learner(name, history) for name, history in named)
    firsts = {name: _first_runs(history.runs) for name, history in named}
    finished = [
        CohortRun(name, run) for name, history in named for run in history.runs if run.kept.result is not None
    ]
    whole = [one for one in finished if one.run.whole]
    ids = {scenario for learner in learners for scenario in learner.played}
    scenarios = [
        _scenario(scenario, learners, [runs[scenario] for runs in firsts.values() if scenario in runs])
        for scenario in ids
    ]
    all_firsts = [run for runs in firsts.values() for run in runs.values()]
    return Cohort(
        learners=learners,
        scenarios=tuple(sorted(scenarios, key=lambda one: (-one.learners, one.scenario))),
        runs=tuple(finished),
        principles=cohort_principles(all_firsts),
        insights=cohort_insights([[run for run in history.runs if run.whole] for _, history in named]),
        unjudged=sum(1 for one in whole if not one.run.decisions),
        left_out=sum(history.left_out for history in histories),
    )


def mean(values: Iterable[float]) -> float | None:
    """The mean; None of nothing."""
    known = list(values)
    return fmean(known) if known else None


def _learner(name: str, history: ReadHistory) -> Learner:
    by_scenario: dict[str, list[PlayedRun]] = {}
    for run in history.runs:
        by_scenario.setdefault(run.kept.scenario, []).append(run)
    played = {scenario: _played(scenario, by_scenario[scenario]) for scenario in sorted(by_scenario)}
    return Learner(
        name=name,
        played=played,
        scenarios=sum(1 for one in played.values() if one.runs),
        runs=sum(one.runs for one in played.values()),
        again=sum(one.again for one in played.values()),
        mean=mean(one.latest for one in played.values() if one.latest is not None),
        left_out=history.left_out,
    )


def _played(scenario: str, runs: Sequence[PlayedRun]) -> Played:
    whole = [run for run in runs if run.whole]
    results = [run.kept.result for run in whole if run.kept.result is not None]
    conducts = [result.conduct for result in results]
    latest = results[-1] if results else None
    return Played(
        scenario=scenario,
        runs=len(whole),
        again=sum(1 for run in runs if run.kept.result is not None and not run.whole),
        under_way=sum(1 for run in runs if run.kept.result is None),
        first=conducts[0] if conducts else None,
        latest=conducts[-1] if conducts else None,
        best=max((conduct for conduct in conducts if conduct is not None), default=None),
        outcome=None if latest is None else latest.kind,
        total=None if latest is None else latest.total,
        luck=None if latest is None else latest.luck,
        ended=whole[-1].kept.changed if whole else None,
    )


def _first_runs(runs: Iterable[PlayedRun]) -> dict[str, PlayedRun]:
    """The first whole run of each scenario."""
    found: dict[str, PlayedRun] = {}
    for run in runs:
        if run.whole:
            found.setdefault(run.kept.scenario, run)
    return found


def _scenario(scenario: str, learners: Sequence[Learner], firsts: Sequence[PlayedRun]) -> CohortScenario:
    played = [learner.played[scenario] for learner in learners if scenario in learner.played]
    times: dict[str, int] = {}
    for run in firsts:
        times[run.kept.hash] = times.get(run.kept.hash, 0) + 1
    return CohortScenario(
        scenario=scenario,
        learners=sum(1 for one in played if one.runs),
        runs=sum(one.runs for one in played),
        again=sum(one.again for one in played),
        firsts=tuple(sorted(one.first for one in played if one.first is not None)),
        latests=tuple(sorted(one.latest for one in played if one.latest is not None)),
        editions=tuple(sorted(times, key=lambda edition: (-times[edition], edition))),
        decisions=cohort_decisions(firsts),
    )
