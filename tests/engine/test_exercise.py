"""A decision put once more: what it tells, and what each choice is worth."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.label import Label, label
from sim.engine.debrief import debrief
from sim.engine.error import ChoiceUnavailable, DrawMissing, RunOver
from sim.engine.exercise import WITHIN, NothingToDecide, exercise
from sim.engine.machine import ScenarioMachine
from sim.engine.play import Play
from sim.engine.solution import Solution
from sim.engine.telling import tell_scene
from sim.engine.verdict import judge
from sim.engine.walk import Record
from tests.engine.hand_made import arm, choice, decision, ending, interlude, meter, story
from tests.scenario_strategy import PATH, PRINCIPLES, Signed, Story, stories


def solution_of(made: Story) -> Solution:
    solution = judge(made.compiled, PATH).solution
    assert solution is not None
    return solution


@given(stories(), st.data(), st.integers(0, 2**32))
def test_every_decision_of_a_run_put_again_is_judged_as_in_its_debrief(
    made: Story, data: st.DataObject, seed: int
) -> None:
    solution = solution_of(made)
    play = Play(ScenarioMachine(made.compiled), seed)
    turns = [tuple(play.told[-play.fresh :])]
    scenes = []
    meters = []
    while not play.over:
        scenes.append(tell_scene(made.compiled, play.configuration))
        meters.append(play.meters)
        turns.append(play.choose(data.draw(st.sampled_from(play.choices)).id))
    for judged in debrief(made.compiled, solution, play.walk, PRINCIPLES).decisions:
        # The draws of the whole run do no harm.
        before = Record(play.record.choices[: judged.number - 1], play.record.draws)
        put = exercise(solution, before)
        judgement = judged.judgement
        assert judgement is not None
        assert (put.number, put.before, put.state) == (judged.number, judged.before, judged.state)
        assert put.turns == tuple(turns[: judged.number])
        assert put.scene == scenes[judged.number - 1]
        assert put.meters == meters[judged.number - 1]
        assert tuple(option.choice for option in put.options) == judged.available
        assert tuple(option.choice for option in put.options if option.best) == judgement.best
        chosen = next(option for option in put.options if option.choice is judged.choice)
        assert (chosen.regret, chosen.points, chosen.label) == (
            judgement.regret,
            judgement.points,
            judgement.label,
        )


@given(stories(), st.data(), st.integers(0, 2**32))
def test_what_is_accepted_costs_little_and_the_best_always_is(
    made: Story, data: st.DataObject, seed: int
) -> None:
    solution = solution_of(made)
    play = Play(ScenarioMachine(made.compiled), seed)
    while not play.over:
        options = exercise(solution, play.record).options
        assert any(option.best for option in options)
        for option in options:
            assert option.accepted or not option.best
            assert option.accepted == (option.points < WITHIN + 1e-6)
            assert option.best == (option.regret == 0) == (option.label is Label.BEST)
            assert option.label == label(option.regret, solution.spread)
        play.choose(data.draw(st.sampled_from(play.choices)).id)


def three_ways(worths: tuple[int, int, int]) -> Story:
    """One decision, its choices worth so much; the last is the worst and costs the whole spread."""
    return story(
        {
            "here": decision(*(choice(f"way{n}", f"end{n}") for n in range(3))),
            **{f"end{n}": ending(worth) for n, worth in enumerate(worths)},
        }
    )


@pytest.mark.parametrize(
    ("worths", "accepted"), [((10, 9, -10), [True, False, False]), ((5, 5, 0), [True, True, False])]
)
def test_five_points_are_too_many_and_equal_ones_are_all_accepted(
    worths: tuple[int, int, int], accepted: list[bool]
) -> None:
    options = exercise(solution_of(three_ways(worths)), Record()).options
    assert [option.accepted for option in options] == accepted


def test_a_choice_exactly_two_points_behind_is_accepted_and_not_called_best() -> None:
    # One time in ten it loses 4 of a spread of 20.
    made = story(
        {
            "here": decision(
                choice("sure", "high"),
                choice("nearly", chance=[arm("high", 9), arm("low", 1)]),
                choice("never", "bottom"),
            ),
            "high": ending(10),
            "low": ending(6),
            "bottom": ending(-10),
        }
    )
    sure, nearly, never = exercise(solution_of(made), Record()).options
    assert nearly.points == pytest.approx(2)
    assert (sure.accepted, nearly.accepted, never.accepted) == (True, True, False)
    assert (sure.best, nearly.best) == (True, False)


def test_what_led_there_is_told_with_its_interludes_and_what_it_moved() -> None:
    made = story(
        {
            "opening": interlude(chance=[arm("first", 1, reply="Rain."), arm("first", 1, reply="Sun.")]),
            "first": decision(
                choice("go", "between", effects={"mood": Signed(2)}, reply="Gone."),
                choice("stay", "end"),
                scene="At the door.",
            ),
            "between": interlude(goto="second", scene="A street."),
            "second": decision(choice("ring", "end", merit=1), choice("wait", "end"), scene="At the gate."),
            "end": ending(),
        },
        meters={"mood": meter(1), "secret": meter(5, hidden=True)},
    )
    put = exercise(solution_of(made), Record(("go",), (1,)))
    assert [[told.words for told in turn] for turn in put.turns] == [
        ["Here.", "Sun.", "At the door."],
        ["Say go.", "Gone.", "A street.", "At the gate."],
    ]
    assert [told.words for told in put.scene] == ["At the gate."]
    assert put.number == 2
    [mood] = put.meters
    assert (mood.value, mood.change) == (3, 2)


def test_a_record_that_does_not_fit_is_refused() -> None:
    solution = solution_of(three_ways((5, 3, 0)))
    with pytest.raises(ChoiceUnavailable):
        exercise(solution, Record(("way9",)))
    with pytest.raises(NothingToDecide, match="end0"):
        exercise(solution, Record(("way0",)))
    with pytest.raises(RunOver):
        exercise(solution, Record(("way0", "way1")))
    drawn = story(
        {
            "opening": interlude(chance=[arm("here", 1), arm("here", 1)]),
            "here": decision(choice("go", "end"), choice("stay", "end")),
            "end": ending(),
        }
    )
    with pytest.raises(DrawMissing):
        exercise(solution_of(drawn), Record())
