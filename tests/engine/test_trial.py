from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.engine.compiled import CompiledScenario, compile_scenario
from sim.engine.draws import FixedDraws
from sim.engine.error import ChoiceUnavailable, NowhereToGo
from sim.engine.trial import Reason, Trial, begin, replay
from sim.engine.walk import walk
from tests.engine.hand_made import arm, choice, data, decision, ending, interlude, meter
from tests.scenario_strategy import Data, Signed, Story, stories, story_of

FIRST = decision(
    choice("call", "second", effects={"trust": Signed(10)}),
    choice("write", "second", effects={"met": True}),
)
SECOND = decision(
    choice("listen", "kept"), choice("press", "lost", when="trust >= 60"), effects={"trust": Signed(1)}
)
STATES: dict[str, Data] = {"first": FIRST, "second": SECOND, "kept": ending(5), "lost": ending(-5)}
TRUST = meter(40, max=100)


def compiled(states: dict[str, Data] = STATES, **more: object) -> CompiledScenario:
    whole = data(states, meters={"trust": TRUST}, facts=["met"])
    return compile_scenario(story_of(whole | more).scenario)


def or_leave(offered: Data) -> Data:
    """A decision with this choice, and another one, since one alone is no decision."""
    return decision(offered, choice("leave", "lost"))


def value_of(trial: Trial, name: str) -> int:
    return next(value.value for value in trial.values if value.name == name)


def test_choices_lead_where_they_lead_in_play() -> None:
    trial = begin(compiled(), 1).choose("call").choose("listen")
    played = walk(trial.compiled, ["call", "listen"], FixedDraws(()))
    assert trial.now == played.now
    assert trial.over
    assert trial.played


@given(stories(), st.data())
def test_a_trial_of_choices_alone_is_a_run(story: Story, choosing: st.DataObject) -> None:
    trial = begin(compile_scenario(story.scenario), 3)
    for _ in range(12):
        if not trial.choices:
            break
        trial = trial.choose(choosing.draw(st.sampled_from([offered.id for offered in trial.choices])))
    names = [step.choice for step in trial.steps]  # type: ignore[union-attr]
    arms = [draw.arm for moment in trial.moments for draw in moment.draws]
    assert walk(trial.compiled, names, FixedDraws(arms)).now == trial.now
    assert replay(trial.compiled, trial).trial.now == trial.now


def test_a_choice_that_is_not_available_is_refused() -> None:
    trial = begin(compiled(), 1).choose("call")
    with pytest.raises(ChoiceUnavailable):
        trial.choose("press")


def test_a_jump_applies_the_entering_effects_to_the_values_of_now() -> None:
    trial = begin(compiled(), 1).change({"trust": 70}).jump("second")
    assert trial.state.id == "second"
    assert value_of(trial, "trust") == 71
    assert [offered.id for offered in trial.choices] == ["listen", "press"]
    assert not trial.played


def test_a_jump_to_an_interlude_passes_on() -> None:
    states = {**STATES, "between": interlude(goto="second")}
    assert begin(compiled(states), 1).jump("between").state.id == "second"


def test_a_jump_into_interludes_that_never_end_is_refused() -> None:
    states = {**STATES, "round": interlude(goto="about"), "about": interlude(goto="round")}
    with pytest.raises(NowhereToGo):
        begin(compiled(states), 1).jump("round")


def test_a_state_that_does_not_exist_cannot_be_jumped_to() -> None:
    with pytest.raises(KeyError):
        begin(compiled(), 1).jump("nowhere")


@pytest.mark.parametrize(("given_value", "kept"), [(-3, 0), (0, 0), (55, 55), (100, 100), (900, 100)])
def test_a_meter_is_kept_within_its_bounds(given_value: int, kept: int) -> None:
    assert value_of(begin(compiled(), 1).change({"trust": given_value}), "trust") == kept


def test_a_fact_is_true_or_false() -> None:
    trial = begin(compiled(), 1).change({"met": 7})
    assert trial.now[trial.compiled.layout.positions["met"]] is True


def test_a_changed_value_opens_a_guard() -> None:
    trial = begin(compiled(), 1).choose("write")
    assert [offered.id for offered in trial.choices] == ["listen"]
    assert [offered.id for offered in trial.change({"trust": 60}).choices] == ["listen", "press"]


def test_every_step_can_be_taken_back_but_not_the_beginning() -> None:
    start = begin(compiled(), 1)
    trial = start.choose("call").change({"trust": 3}).jump("first")
    assert trial.take_back().state.id == "second"
    assert trial.take_back().take_back().take_back().now == start.now
    assert start.take_back().now == start.now


def test_a_choice_made_once_more_draws_once_more() -> None:
    ways = {
        "first": or_leave(choice("toss", chance=[arm("heads", 1), arm("tails", 1)])),
        "heads": ending(1),
        "tails": ending(-1),
        "lost": ending(-5),
    }
    trial = begin(compiled(ways), 1)
    came = set()
    for _ in range(64):
        trial = trial.choose("toss")
        came.add(trial.state.id)
        trial = trial.take_back()
    assert came == {"heads", "tails"}


def test_a_replay_draws_what_was_drawn() -> None:
    ways = {
        "first": or_leave(choice("toss", chance=[arm("heads", 1), arm("tails", 1)])),
        "heads": ending(1),
        "tails": ending(-1),
        "lost": ending(-5),
    }
    for seed in range(16):
        trial = begin(compiled(ways), seed).choose("toss")
        assert replay(compiled(ways), trial).trial.now == trial.now


def test_an_arm_that_is_gone_is_drawn_anew() -> None:
    def ways(*arms: Data) -> CompiledScenario:
        return compiled(
            {
                "first": or_leave(choice("toss", chance=list(arms))),
                "heads": ending(1),
                "tails": ending(-1),
                "lost": ending(),
            }
        )

    trial = next(
        tried
        for tried in (
            begin(ways(*[arm("heads", 1)] * 2, arm("tails", 1)), s).choose("toss") for s in range(99)
        )
        if tried.state.id == "tails"
    )
    assert replay(ways(arm("heads", 1), arm("heads", 1)), trial).trial.state.id == "heads"


def test_a_replay_keeps_the_place_with_jumps_and_changes() -> None:
    trial = begin(compiled(), 1).change({"trust": 80}).jump("second").choose("press")
    replayed = replay(compiled(), trial)
    assert replayed.lost is None
    assert replayed.trial.steps == trial.steps
    assert replayed.trial.now == trial.now


@pytest.mark.parametrize(
    ("states", "reason", "state", "available"),
    [
        (
            STATES | {"second": or_leave(choice("press", "lost"))},
            Reason.CHOICE_GONE,
            "second",
            ("press", "leave"),
        ),
        (
            STATES
            | {"second": decision(choice("listen", "kept", when="trust > 90"), choice("press", "lost"))},
            Reason.CHOICE_CLOSED,
            "second",
            ("press",),
        ),
        (
            STATES
            | {
                "first": or_leave(choice("call", "third")),
                "third": decision(choice("wait", "kept"), choice("go", "second")),
            },
            Reason.ELSEWHERE,
            "third",
            ("wait", "go"),
        ),
        (STATES | {"first": or_leave(choice("call", "kept"))}, Reason.OVER, "kept", ()),
    ],
)
def test_a_replay_goes_as_far_as_it_can_and_says_what_is_gone_and_what_there_is(
    states: dict[str, Data], reason: Reason, state: str, available: tuple[str, ...]
) -> None:
    trial = begin(compiled(), 1).choose("call").choose("listen")
    replayed = replay(compiled(states), trial)
    assert replayed.lost is not None
    assert replayed.lost.step == trial.steps[1]
    assert (replayed.lost.number, replayed.lost.left_out) == (2, 1)
    assert (replayed.lost.reason, replayed.lost.state, replayed.lost.available) == (reason, state, available)
    assert replayed.trial.steps == trial.steps[:1]


def test_a_state_with_another_name_keeps_the_place_where_the_choice_is_the_same() -> None:
    renamed = STATES | {"first": or_leave(choice("call", "noon")), "noon": or_leave(choice("listen", "kept"))}
    replayed = replay(compiled(renamed), begin(compiled(), 1).choose("call").choose("listen"))
    assert replayed.lost is None
    assert replayed.trial.state.id == "kept"


def test_a_jump_to_a_state_that_is_gone_is_named() -> None:
    fewer = {"first": or_leave(choice("call", "kept")), "kept": ending(5), "lost": ending()}
    replayed = replay(compiled(fewer), begin(compiled(), 1).jump("second"))
    assert replayed.lost is not None
    assert replayed.lost.reason is Reason.STATE_GONE
    assert replayed.trial.state.id == "first"


def test_a_change_of_a_meter_that_is_gone_is_named() -> None:
    without = compile_scenario(
        story_of(
            data({"first": or_leave(choice("call", "kept")), "kept": ending(), "lost": ending()})
        ).scenario
    )
    replayed = replay(without, begin(compiled(), 1).change({"trust": 3}))
    assert replayed.lost is not None
    assert replayed.lost.reason is Reason.NAME_GONE


def test_a_change_is_held_within_the_new_bounds() -> None:
    narrower = compiled(meters={"trust": meter(10, max=50)})
    assert value_of(replay(narrower, begin(compiled(), 1).change({"trust": 90})).trial, "trust") == 50


def test_hidden_meters_are_among_the_values() -> None:
    hidden = compiled(meters={"trust": TRUST | {"hidden": True}})
    assert [value.name for value in begin(hidden, 1).values] == ["trust", "met"]
    assert begin(hidden, 1).meters == ()
