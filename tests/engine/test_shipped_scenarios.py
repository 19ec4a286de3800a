"""Whatever is shipped can be played to an ending from everywhere, and its numbers add up."""

from __future__ import annotations

import math
import random
from functools import cache
from pathlib import Path

import pytest

from scoring.catalogue import Catalogue
from sim.engine.compiled import CompiledScenario
from sim.engine.debrief import debrief
from sim.engine.draws import FixedDraws
from sim.engine.inspection import best_line
from sim.engine.machine import ScenarioMachine
from sim.engine.play import Play
from sim.engine.policy import guesser
from sim.engine.review import review
from sim.engine.sampling import sample
from sim.engine.verdict import Verdict
from sim.engine.walk import walk
from sim.scenario.catalogue_file import shipped_catalogue
from sim.scenario.reader import read_bytes
from tests.library.shipped import FILES, verdict


def solved(path: Path) -> tuple[CompiledScenario, Verdict]:
    found = verdict(path)
    return found.graph.compiled, found


@cache
def catalogue() -> Catalogue:
    return shipped_catalogue()


pytestmark = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


def test_it_is_solved_without_an_error(path: Path) -> None:
    _, verdict = solved(path)
    assert [finding.message for finding in verdict.findings] == []
    assert verdict.solution is not None


def test_it_is_reviewed_without_a_warning(path: Path) -> None:
    _, verdict = solved(path)
    findings = [*read_bytes(path.read_bytes(), path, catalogue()).findings]
    findings += review(verdict, path, catalogue().principles)
    assert [(finding.code, finding.mark) for finding in findings] == []


def test_random_runs_end_and_add_up(path: Path) -> None:
    compiled, verdict = solved(path)
    machine = ScenarioMachine(compiled)
    assert verdict.solution is not None
    least, most = verdict.solution.fewest[0], verdict.solution.most[0]
    for seed in range(100):
        source = random.Random(seed)
        play = Play(machine, seed)
        while not play.over:
            play.choose(source.choice(play.choices).id)
        result = debrief(compiled, verdict.solution, play.walk, catalogue().principles)
        assert result.value is not None
        assert result.luck is not None
        regrets = math.fsum(item.judgement.regret for item in result.decisions if item.judgement)
        assert math.isclose(result.total, result.value - regrets + result.luck, abs_tol=1e-9)
        assert least <= len(result.decisions) <= most
        assert result.conduct is None or 0 <= result.conduct <= 100
        replayed = walk(compiled, play.record.choices, FixedDraws(play.record.draws))
        assert replayed == play.walk


def test_playing_best_gets_a_conduct_of_100(path: Path) -> None:
    compiled, verdict = solved(path)
    assert verdict.solution is not None
    machine = ScenarioMachine(compiled)
    for seed in range(20):
        play = Play(machine, seed)
        while not play.over:
            best = verdict.solution.position(play.configuration).best[0]
            play.choose(play.state.choices[best].id)
        result = debrief(compiled, verdict.solution, play.walk, ())
        assert result.conduct == 100


def test_its_best_line_is_a_run(path: Path) -> None:
    _, verdict = solved(path)
    assert verdict.solution is not None
    line = best_line(verdict.solution)
    assert verdict.solution.fewest[0] <= len(line) <= verdict.solution.most[0]


def test_many_guessers_come_near_what_is_computed(path: Path) -> None:
    compiled, verdict = solved(path)
    assert verdict.solution is not None
    expected = guesser(verdict.solution)
    seen = sample(compiled, plays=2_000)
    assert seen.guesser == pytest.approx(expected.total, abs=1.5)
    for ending, chance in expected.endings.items():
        assert seen.endings.get(ending, 0.0) == pytest.approx(chance, abs=0.05)
