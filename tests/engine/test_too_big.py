"""Over the solver's budget nothing is claimed that was not proven."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.engine.draws import SeededDraws
from sim.engine.error import NowhereToGo
from sim.engine.graph import BUDGET, Graph
from sim.engine.inspection import inspect
from sim.engine.machine import ScenarioMachine
from sim.engine.policy import guesser
from sim.engine.sampling import STEPS, STEPS_IN_ALL, sample
from sim.engine.verdict import judge
from sim.engine.walk import INTERLUDES_IN_A_ROW, walk
from sim.scenario.finding import Code
from tests.engine.hand_made import arm, choice, decision, ending, interlude, meter, story
from tests.scenario_strategy import PATH, PRINCIPLES, Story, stories


def long_way(steps: int, most: int | None = None) -> Story:
    """A way of so many waits to its ending; giving up early is worse."""
    return story(
        {
            "here": decision(
                choice("wait", route=[arm("won", when="left <= 1"), arm("here")], effects={"left": -1}),
                choice("give-up", "lost", merit=-1),
            ),
            "won": ending(5),
            "lost": ending(-5),
        },
        meters={"left": meter(steps, max=most or steps)},
    )


def test_over_the_budget_no_number_is_claimed() -> None:
    verdict = judge(long_way(500).compiled, PATH, budget=100)
    report = inspect(verdict, PRINCIPLES)
    assert not verdict.graph.complete
    assert verdict.solution is None
    assert not report.exact
    assert (report.best, report.least, report.guesser, report.fewest, report.most) == (None,) * 5
    assert (report.unreachable, report.never_available, report.best_line) == (None, None, None)
    assert set(report.policies.values()) == {None}
    assert {"guesser", "first", "last", "longest", "shortest", *PRINCIPLES} == report.policies.keys()
    assert [ending.guesser for ending in report.endings] == [None, None]
    assert report.sampled is not None


def test_over_the_budget_only_endings_that_were_seen_are_called_reachable() -> None:
    report = inspect(judge(long_way(500).compiled, PATH, budget=100), PRINCIPLES)
    assert {ending.id: ending.reachable for ending in report.endings} == {"won": None, "lost": True}


def test_within_the_budget_all_is_proven() -> None:
    made = long_way(500)
    size = len(Graph(made.compiled).configurations)
    report = inspect(judge(made.compiled, PATH, budget=size), PRINCIPLES)
    assert report.exact
    assert (report.best, report.fewest, report.most, report.sampled) == (5, 1, 499, None)
    assert not judge(made.compiled, PATH, budget=size - 2).graph.complete


@given(stories(), st.integers(1, 30))
def test_a_small_budget_never_gives_a_wrong_answer(made: Story, budget: int) -> None:
    """Whatever is told within any budget is what is told without one."""
    whole = inspect(judge(made.compiled, PATH), PRINCIPLES)
    part = judge(made.compiled, PATH, budget=budget)
    assert {finding.code for finding in part.findings} <= {Code.RED_LINE_BEST}
    if part.solution is not None:
        assert inspect(part, PRINCIPLES) == whole
    else:
        assert len(part.graph.options) == len(part.graph.configurations)
        assert len(part.graph.configurations) > budget


@given(stories())
def test_a_sample_lies_within_what_the_solver_proves(made: Story) -> None:
    solution = judge(made.compiled, PATH).solution
    assert solution is not None
    seen = sample(made.compiled, plays=50)
    endings = guesser(solution).endings
    assert (seen.plays, seen.ended) == (50, 50)
    assert seen.endings.keys() <= endings.keys()
    assert sum(seen.endings.values()) == pytest.approx(1)
    assert seen.fewest is not None
    assert seen.most is not None
    assert solution.fewest[0] <= seen.fewest <= seen.most <= solution.most[0]


def test_a_sample_comes_near_the_truth() -> None:
    made = long_way(12)
    solution = judge(made.compiled, PATH).solution
    assert solution is not None
    seen = sample(made.compiled)
    assert seen.guesser == pytest.approx(guesser(solution).total, abs=0.2)
    assert seen == sample(made.compiled)


def test_a_stuck_state_met_before_the_budget_is_told() -> None:
    made = story(
        {
            "here": decision(
                choice("wait", "here", when="left >= 1", effects={"left": -1}),
                choice("go", "there"),
            ),
            "there": decision(choice("a", "end", when="left == 498"), choice("b", "end", when="left == 499")),
            "end": ending(),
        },
        meters={"left": meter(500, max=500)},
    )
    verdict = judge(made.compiled, PATH, budget=50)
    assert not verdict.graph.complete
    [finding] = verdict.findings
    assert (finding.code, finding.choices) == (Code.STUCK, ("go",))


def test_an_endless_loop_met_before_the_budget_is_told() -> None:
    made = story(
        {
            "here": decision(
                choice("wait", "here", when="left >= 1", effects={"left": -1}),
                choice("ask", "there"),
            ),
            "there": decision(choice("back", "there"), choice("on", "end", when="left >= 7")),
            "end": ending(),
        },
        meters={"left": meter(500, max=500)},
    )
    verdict = judge(made.compiled, PATH, budget=50)
    assert not verdict.graph.complete
    assert {finding.code for finding in verdict.findings} == {Code.ENDLESS_LOOP}
    assert verdict.solution is None


def test_what_was_not_explored_is_not_called_stuck() -> None:
    made = long_way(500)
    for budget in range(1, 60, 7):
        assert judge(made.compiled, PATH, budget=budget).findings == ()


def counting_down(steps: int) -> Story:
    """Interludes that pass on to each other so often before the first decision."""
    return story(
        {
            "count": interlude(route=[arm("here", when="left <= 0"), arm("count", effects={"left": -1})]),
            "here": decision(choice("go", "end"), choice("stay", "end")),
            "end": ending(),
        },
        meters={"left": meter(steps, min=-(10**15), max=10**15)},
    )


def test_what_is_solved_can_be_played() -> None:
    """However many interludes follow each other: within the budget they are no fault."""
    made = counting_down(20_000)
    assert judge(made.compiled, PATH).solution is not None
    assert len(walk(made.compiled, (), SeededDraws(0)).hops) == 20_001
    run, hops = ScenarioMachine(made.compiled).begin(SeededDraws(0))
    assert len(hops) == 20_001
    assert made.compiled.state_of(run.configuration).id == "here"
    assert INTERLUDES_IN_A_ROW > BUDGET


def test_interludes_without_number_end_by_the_budget() -> None:
    made = counting_down(10**15)
    report = inspect(judge(made.compiled, PATH, budget=1000), PRINCIPLES)
    assert not report.exact
    assert report.sampled is not None
    assert (report.sampled.ended, report.sampled.guesser) == (0, None)
    assert report.sampled.plays == STEPS_IN_ALL // STEPS


def test_a_choice_into_interludes_that_never_end_leaves_the_run_where_it_was(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = story(
        {
            "here": decision(choice("go", "one", effects={"mood": +1}), choice("stay", "end")),
            "one": interlude(goto="two"),
            "two": interlude(goto="one"),
            "end": ending(),
        },
        meters={"mood": meter()},
    )
    machine = ScenarioMachine(made.compiled)
    run, _ = machine.begin(SeededDraws(0))
    monkeypatch.setattr("sim.engine.machine.INTERLUDES_IN_A_ROW", 100)
    monkeypatch.setattr("sim.engine.walk.INTERLUDES_IN_A_ROW", 100)
    with pytest.raises(NowhereToGo):
        machine.choose(run, "go", SeededDraws(0))
    with pytest.raises(NowhereToGo):
        walk(made.compiled, ["go"], SeededDraws(0))
    assert run.configuration == made.compiled.start()
    assert len(machine.choose(run, "stay", SeededDraws(0))) == 1
