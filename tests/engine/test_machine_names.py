"""The library under the machine has names of its own; a scenario may use any of them."""

from __future__ import annotations

import pytest
from transitions import Machine

from sim.engine.draws import FixedDraws, SeededDraws
from sim.engine.error import ChoiceUnavailable
from sim.engine.machine import PASS_ON, ScenarioMachine
from tests.engine.hand_made import arm, choice, decision, ending, interlude, meter, story

NAMES = (
    "state",
    "trigger",
    "initial",
    "states",
    "events",
    "model",
    "models",
    "name",
    "to-end",
    "to",
    "is-state",
    "may-trigger",
    "save",
    "send-event",
    "add-model",
    "init",
    "class",
    "configuration",
    "taken",
    "drawn",
    "none",
    "self",
    "os-system",
)


@pytest.mark.parametrize("name", NAMES)
def test_a_choice_may_be_called_anything_that_is_an_id(name: str) -> None:
    made = story(
        {
            "here": decision(choice(name, "end", when="left >= 1", effects={"left": -1}), choice("b", "end")),
            "end": ending(),
        },
        meters={"left": meter(1, max=1)},
    )
    machine = ScenarioMachine(made.compiled)
    run, _ = machine.begin(SeededDraws(0))
    hops = machine.choose(run, name, SeededDraws(0))
    assert [hop.choice for hop in hops] == [0]
    assert run.configuration == (1, 0)


@pytest.mark.parametrize("name", NAMES)
def test_a_state_may_be_called_anything_that_is_an_id(name: str) -> None:
    made = story(
        {
            name: decision(choice(name, "between"), choice("b", name + "-end")),
            "between": interlude(chance=[arm(name + "-end", 1), arm(name + "-end", 2)]),
            name + "-end": ending(3),
        }
    )
    machine = ScenarioMachine(made.compiled)
    run, _ = machine.begin(SeededDraws(0))
    hops = machine.choose(run, name, FixedDraws([1]))
    assert [made.compiled.state_of(hop.after).id for hop in hops] == ["between", name + "-end"]


def test_the_same_id_in_two_states_leads_two_ways() -> None:
    made = story(
        {
            "here": decision(choice("go", "there"), choice("stay", "lost")),
            "there": decision(choice("stay", "won"), choice("go", "lost")),
            "won": ending(1),
            "lost": ending(-1),
        }
    )
    machine = ScenarioMachine(made.compiled)
    run, _ = machine.begin(SeededDraws(0))
    machine.choose(run, "go", SeededDraws(0))
    machine.choose(run, "stay", SeededDraws(0))
    assert made.compiled.state_of(run.configuration).id == "won"


@pytest.mark.parametrize(
    "name", ["", PASS_ON, "here", "here.go", "to_end", "trigger", "state", "__class__", "*", "="]
)
def test_what_is_no_choice_here_is_refused_and_changes_nothing(name: str) -> None:
    made = story(
        {
            "here": decision(choice("go", route=[arm("between")]), choice("stay", "end")),
            "between": interlude(goto="end"),
            "end": ending(),
        }
    )
    machine = ScenarioMachine(made.compiled)
    run, _ = machine.begin(SeededDraws(0))
    with pytest.raises(ChoiceUnavailable) as refused:
        machine.choose(run, name, SeededDraws(0))
    assert refused.value.available == ("go", "stay")
    assert run.configuration == made.compiled.start()
    assert len(machine.choose(run, "go", SeededDraws(0))) == 2


def test_after_the_ending_no_choice_is_available() -> None:
    made = story({"here": decision(choice("go", "end"), choice("stay", "end")), "end": ending()})
    machine = ScenarioMachine(made.compiled)
    run, _ = machine.begin(SeededDraws(0))
    machine.choose(run, "go", SeededDraws(0))
    with pytest.raises(ChoiceUnavailable):
        machine.choose(run, "go", SeededDraws(0))
    assert made.compiled.state_of(run.configuration).id == "end"


def test_runs_on_one_machine_do_not_touch_each_other() -> None:
    made = story(
        {
            "here": decision(
                choice("again", "here", when="left >= 1", effects={"left": -1}), choice("go", "end")
            ),
            "end": ending(),
        },
        meters={"left": meter(3, max=3)},
    )
    machine = ScenarioMachine(made.compiled)
    one, _ = machine.begin(SeededDraws(0))
    other, _ = machine.begin(SeededDraws(0))
    machine.choose(one, "again", SeededDraws(0))
    machine.choose(one, "again", SeededDraws(0))
    machine.choose(other, "go", SeededDraws(0))
    assert (one.configuration, other.configuration) == ((0, 1), (1, 3))


def test_a_scenario_is_played_by_a_machine_of_transitions() -> None:
    made = story({"here": decision(choice("go", "end"), choice("stay", "end")), "end": ending()})
    assert isinstance(ScenarioMachine(made.compiled)._machine, Machine)
