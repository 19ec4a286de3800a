"""Where several are equal, the first one stands; the labels' limits."""

from __future__ import annotations

import pytest

from scoring.label import Label
from sim.engine.debrief import Debrief, debrief
from sim.engine.draws import FixedDraws
from sim.engine.inspection import Inspection, inspect
from sim.engine.policy import first, last, longest, principle, shortest
from sim.engine.verdict import judge
from sim.engine.walk import finished_walk
from sim.scenario.model import Choice
from tests.engine.hand_made import arm, choice, decision, ending, interlude, meter, story
from tests.scenario_strategy import PATH, PRINCIPLES, Story


def report(made: Story) -> Inspection:
    return inspect(judge(made.compiled, PATH), PRINCIPLES)


def judged(made: Story, *choices: str, draws: tuple[int, ...] = ()) -> Debrief:
    walked = finished_walk(made.compiled, choices, FixedDraws(draws))
    return debrief(made.compiled, judge(made.compiled, PATH).solution, walked, PRINCIPLES)


def choices_of(*texts: str) -> tuple[Choice, ...]:
    written = [choice(f"c{chr(97 + n)}", "end") | {"text": text} for n, text in enumerate(texts)]
    return story({"here": decision(*written), "end": ending()}).scenario.states["here"].choices


def test_the_best_line_takes_the_first_of_equal_best_choices() -> None:
    made = story(
        {
            "here": decision(choice("worse", "lost"), choice("one", "won"), choice("two", "won")),
            "won": ending(2),
            "lost": ending(1),
        }
    )
    assert report(made).best_line == ("one",)
    assert [best.id for best in judged(made, "two").decisions[0].judgement.best] == ["one", "two"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("weights", "chosen"),
    [
        ((1, 1, 1), "first"),
        ((1, 2, 2), "second"),
        ((1, 2, 3), "third"),
        ((3, 2, 3), "first"),
        ((10**17, 10**17, 10**17 + 1), "third"),
        ((10**17, 10**17 + 1, 10**17 + 1), "second"),
        ((10**18 - 2, 10**18 - 1, 10**18 - 1), "second"),
    ],
)
def test_the_best_line_takes_the_heaviest_arm_and_of_equals_the_first(
    weights: tuple[int, ...], chosen: str
) -> None:
    names = ("first", "second", "third")
    states = {name: decision(choice(name, "end"), choice("leave", "low")) for name in names}
    opening = interlude(chance=[arm(name, weight) for name, weight in zip(names, weights, strict=True)])
    made = story({"opening": opening, **states, "end": ending(1), "low": ending(0)})
    assert report(made).best_line == (chosen,)


def test_lengths_are_counted_in_code_points_without_outer_white_space() -> None:
    choices = choices_of("    short    ", "🎈🎈🎈🎈🎈🎈", "äöüäöü")
    assert (longest(choices), shortest(choices)) == (1, 0)


def test_policies_take_the_first_of_equals() -> None:
    choices = choices_of("same", "emas", "mase")
    assert (longest(choices), shortest(choices), first(choices), last(choices)) == (0, 0, 0, 2)
    assert principle("evidence")(choices) == 0


def test_a_choice_that_does_not_rate_a_principle_rates_it_0() -> None:
    made = story(
        {
            "here": decision(
                choice("no", "lost", rates={"evidence": -1}),
                choice("unrated", "won", rates={"presence": -2}),
                choice("zero", "lost", rates={"evidence": 0}),
            ),
            "won": ending(5),
            "lost": ending(0),
        }
    )
    assert principle("evidence")(made.scenario.states["here"].choices) == 1


def test_where_nothing_is_at_stake_every_conduct_is_null_and_every_label_best() -> None:
    made = story({"here": decision(choice("one", "end"), choice("two", "end")), "end": ending(3)})
    found = report(made)
    assert set(found.policies.values()) == {None}
    assert (found.best, found.least, found.guesser) == (3, 3, 3)
    result = judged(made, "two")
    assert result.conduct is None
    assert [decision.judgement.label for decision in result.decisions if decision.judgement] == [Label.BEST]


def test_a_scenario_that_starts_in_its_ending_is_over_at_once() -> None:
    made = story({"end": ending(4)})
    found = report(made)
    assert (found.best, found.least, found.guesser, found.fewest, found.most) == (4, 4, 4, 0, 0)
    assert (found.best_line, set(found.policies.values())) == ((), {None})
    assert [(at.id, at.reachable, at.guesser) for at in found.endings] == [("end", True, 1)]
    result = judged(made)
    assert (result.total, result.value, result.conduct, result.luck, result.decisions) == (4, 4, None, 0, ())


def test_draws_before_the_first_decision_are_luck() -> None:
    made = story(
        {
            "opening": interlude(chance=[arm("won", 1), arm("lost", 3)]),
            "won": ending(8),
            "lost": ending(0),
        }
    )
    assert (judged(made, draws=(0,)).luck, judged(made, draws=(1,)).luck) == (6, -2)
    assert judged(made, draws=(0,)).opening_luck == 6


def test_a_single_available_choice_has_no_stake() -> None:
    made = story(
        {
            "here": decision(choice("only", "lost"), choice("never", "won", when="false")),
            "won": ending(8),
            "lost": ending(-8),
        }
    )
    [decided] = judged(made, "only").decisions
    assert decided.judgement is not None
    assert (decided.judgement.stake, decided.judgement.regret) == (0, 0)
    assert report(made).never_available == (("here", "never"),)


@pytest.mark.parametrize(
    ("worth", "label"),
    [
        (10, Label.BEST),
        (9, Label.SLIP),
        (8, Label.MISTAKE),
        (7, Label.BLUNDER),
        (-10, Label.BLUNDER),
    ],
)
def test_a_decision_on_a_limit_takes_the_worse_label(worth: int, label: Label) -> None:
    """Of a spread of 20 points a worth of 9 costs 1: 5 points, and so on."""
    made = story(
        {
            "here": decision(choice("best", "top"), choice("this", "mid"), choice("worst", "low")),
            "top": ending(10),
            "mid": ending(worth),
            "low": ending(-10),
        }
    )
    [decided] = judged(made, "this").decisions
    assert decided.judgement is not None
    assert decided.judgement.points == pytest.approx(5 * (10 - worth))
    assert decided.judgement.label is label


def test_meters_are_clamped_step_by_step() -> None:
    """The choice's effects, the arm's and the state's are each clamped before the next apply."""
    made = story(
        {
            "here": decision(
                choice("go", route=[arm("there", effects={"mood": -6})], effects={"mood": +40}),
                choice("stay", "end"),
            ),
            "there": decision(choice("a", "end", when="mood == 3"), choice("b", "end", when="mood != 3")),
            "end": ending(),
        },
        meters={"mood": meter(4, min=-2, max=7)},
    )
    [reached] = made.compiled.step(made.compiled.start(), 0)
    assert reached.configuration == (1, 1)
    states = dict(made.data["states"])
    states["there"] = states["there"] | {"effects": {"mood": -40}}
    sunk = story(states, meters={"mood": meter(4, min=-2, max=7)})
    assert sunk.compiled.step(sunk.compiled.start(), 0)[0].configuration == (1, -2)
