"""Large and odd scenarios: within the format's limits all of them work."""

from __future__ import annotations

import pytest

from sim.engine.draws import SeededDraws
from sim.engine.graph import Graph
from sim.engine.inspection import inspect
from sim.engine.machine import ScenarioMachine
from sim.engine.play import Play
from sim.engine.verdict import judge
from tests.engine.hand_made import arm, choice, decision, ending, interlude, meter, story
from tests.engine.plain_rules import PlainRules
from tests.scenario_strategy import PATH, PRINCIPLES, Data, Signed, Story


def guarded(guard: str) -> Story:
    return story(
        {
            "here": decision(choice("a", "won", when=guard), choice("b", "lost")),
            "won": ending(1),
            "lost": ending(0),
        },
        meters={"m": meter(1, max=3)},
        facts={"f": True},
    )


@pytest.mark.parametrize(
    "guard",
    [
        "not " * 200 + "f",
        "not " * 201 + "f",
        "(" * 200 + "m == 1" + ")" * 200,
        " or ".join(["m == 2"] * 90),
        " and ".join(["f"] * 160),
        " <= ".join(["m"] * 150),
        "f and (" * 90 + "m >= 1" + ")" * 90,
        "not (" * 140 + "f" + ")" * 140,
    ],
)
def test_the_deepest_and_longest_guards_work(guard: str) -> None:
    made = guarded(guard)
    rules = PlainRules(made.data)
    assert made.compiled.available(made.compiled.start()) == tuple(rules.available(rules.start()))
    assert inspect(judge(made.compiled, PATH), PRINCIPLES).exact
    assert made.compiled.holds(made.scenario.states["here"].choices[0].when, made.compiled.start()) == (
        len(rules.available(rules.start())) == 2
    )


def test_sixty_meters_and_three_hundred_states() -> None:
    """Each decision may raise one meter, and the end reads many of them: playable, but too big to solve."""
    names = [f"m{number}" for number in range(60)]
    states: dict[str, Data] = {
        f"s{number}": decision(
            choice("up", f"s{number + 1}", merit=1, effects={names[number % 60]: Signed(1)}),
            choice("on", f"s{number + 1}"),
        )
        for number in range(297)
    }
    states["s297"] = interlude(
        route=[arm("won", when=" and ".join(f"{name} >= 5" for name in names[:30])), arm("lost")]
    )
    states |= {"won": ending(10), "lost": ending(-10)}
    made = story(states, meters={name: meter(0, max=6) for name in names})
    play = Play(ScenarioMachine(made.compiled), 0)
    while not play.over:
        play.choose("up")
    assert (play.state.id, play.taken) == ("won", 297)
    verdict = judge(made.compiled, PATH, budget=2_000)
    assert (verdict.graph.complete, verdict.solution, verdict.findings) == (False, None, ())


def test_a_long_story_without_memory_stays_small() -> None:
    """Nothing reads the meters again, so one configuration a state is enough."""
    states: dict[str, Data] = {
        f"s{number}": decision(
            choice("up", f"s{number + 1}", merit=1, effects={"mood": Signed(3)}),
            choice("down", f"s{number + 1}", effects={"mood": Signed(-2)}),
        )
        for number in range(300)
    }
    states["s300"] = ending(5)
    made = story(states, meters={"mood": meter(50)})
    solution = judge(made.compiled, PATH).solution
    assert solution is not None
    assert len(Graph(made.compiled).configurations) == 301
    assert (solution.value, solution.least, solution.most[0]) == (5, -295, 300)


def test_bounds_of_fifteen_digits_hold() -> None:
    big = 10**15
    made = story(
        {
            "here": decision(
                choice("up", "end", when=f"far == {-big}", effects={"far": Signed(2 * big + 5)}),
                choice("down", "end", effects={"far": Signed(-(10**17))}),
            ),
            "end": ending(),
        },
        meters={"far": meter(-big, min=-big, max=big)},
    )
    compiled = made.compiled
    assert [compiled.step(compiled.start(), number)[0].configuration for number in (0, 1)] == [
        (1, big),
        (1, -big),
    ]


def test_weights_of_seventeen_digits_are_weighed() -> None:
    made = story(
        {
            "here": interlude(chance=[arm("won", 10**17), arm("lost", 3 * 10**17)]),
            "won": ending(4),
            "lost": ending(0),
        }
    )
    report = inspect(judge(made.compiled, PATH), PRINCIPLES)
    assert report.best == 1
    _, hops = ScenarioMachine(made.compiled).begin(SeededDraws(1))
    assert hops[0].drawn


def test_a_thousand_laps_are_solved_and_played() -> None:
    made = story(
        {
            "here": decision(
                choice("again", "here", when="left >= 1", effects={"left": Signed(-1)}),
                choice("go", "end", merit=-1),
            ),
            "end": ending(1),
        },
        meters={"left": meter(1000, max=1000)},
    )
    report = inspect(judge(made.compiled, PATH), PRINCIPLES)
    assert (report.fewest, report.most, report.best) == (1, 1001, 1)
    assert report.best_line == ("again",) * 1000 + ("go",)
