"""Where the arms of a chance come from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.engine.draws import ContinuedDraws, FixedDraws, SeededDraws
from sim.engine.error import DrawMissing
from sim.engine.machine import ScenarioMachine
from sim.engine.walk import walk
from tests.engine.hand_made import arm, choice, decision, ending, interlude, story

WEIGHTS = st.lists(st.integers(1, 10**18), min_size=2, max_size=5)


@given(st.integers(0, 2**64), st.lists(WEIGHTS, max_size=8))
def test_the_same_seed_draws_the_same(seed: int, chances: list[list[int]]) -> None:
    one, other = SeededDraws(seed), SeededDraws(seed)
    drawn = [one.draw(weights, "here") for weights in chances]
    assert drawn == [other.draw(weights, "here") for weights in chances]
    assert all(0 <= arm_drawn < len(weights) for arm_drawn, weights in zip(drawn, chances, strict=True))


@given(st.integers(0, 2**64), st.lists(WEIGHTS, max_size=8), st.data())
def test_draws_taken_up_again_go_on_as_the_seed_would_have(
    seed: int, chances: list[list[int]], data: st.DataObject
) -> None:
    whole = SeededDraws(seed)
    drawn = [whole.draw(weights, "here") for weights in chances]
    kept = drawn[: data.draw(st.integers(0, len(drawn)))]
    again = ContinuedDraws(kept, seed)
    assert [again.draw(weights, "here") for weights in chances] == drawn


@pytest.mark.parametrize("weights", [(1, 1), (1, 2, 7), (10, 1, 1, 1), (1, 99), (10**17, 3 * 10**17)])
def test_arms_come_as_often_as_their_weights_say(weights: tuple[int, ...]) -> None:
    draws, times = SeededDraws(20_261_121), 20_000
    counts = [0] * len(weights)
    for _ in range(times):
        counts[draws.draw(weights, "here")] += 1
    expected = [times * weight / sum(weights) for weight in weights]
    squares = sum((seen - hoped) ** 2 / hoped for seen, hoped in zip(counts, expected, strict=True))
    # Chi square with at most 3 degrees of freedom passes 16.3 once in a thousand.
    assert squares < 16.3


def test_seeds_differ() -> None:
    drawn = {tuple(SeededDraws(seed).draw((1, 1), "here") for _ in range(3)) for seed in range(100)}
    assert len(drawn) == 2
    sources = [SeededDraws(seed) for seed in range(20)]
    assert len({tuple(source.draw((1, 1), "here") for _ in range(40)) for source in sources}) == 20


SPIN = story(
    {
        "here": decision(choice("spin", chance=[arm("won", 1), arm("luck", 2)]), choice("stay", "lost")),
        "luck": interlude(chance=[arm("won", 1), arm("lost", 1), arm("lost", 1)]),
        "won": ending(1),
        "lost": ending(-1),
    }
)


def test_fixed_draws_lead_where_they_say() -> None:
    assert SPIN.compiled.state_of(walk(SPIN.compiled, ["spin"], FixedDraws([0])).now).id == "won"
    walked = walk(SPIN.compiled, ["spin"], FixedDraws([1, 2]))
    assert [(hop.arm, hop.drawn) for hop in walked.hops] == [(1, True), (2, True)]


@pytest.mark.parametrize(
    ("arms", "state", "words"),
    [
        ([], "here", "Draw 1, met in the state “here”, has the arms 0 to 1, and none is given."),
        ([2], "here", "Draw 1, met in the state “here”, has the arms 0 to 1, and 2 is given."),
        ([-1], "here", "Draw 1, met in the state “here”, has the arms 0 to 1, and -1 is given."),
        ([1], "luck", "Draw 2, met in the state “luck”, has the arms 0 to 2, and none is given."),
        ([1, 3], "luck", "Draw 2, met in the state “luck”, has the arms 0 to 2, and 3 is given."),
    ],
)
def test_a_draw_that_is_missing_or_out_of_range_is_told(arms: list[int], state: str, words: str) -> None:
    with pytest.raises(DrawMissing) as walking:
        walk(SPIN.compiled, ["spin"], FixedDraws(arms))
    machine = ScenarioMachine(SPIN.compiled)
    run, _ = machine.begin(FixedDraws([]))
    with pytest.raises(DrawMissing) as playing:
        machine.choose(run, "spin", FixedDraws(arms))
    for raised in (walking.value, playing.value):
        assert (raised.state, raised.message) == (state, words)
        assert raised.hint
    assert run.configuration == SPIN.compiled.start()
    machine.choose(run, "spin", FixedDraws([0]))
    assert SPIN.compiled.state_of(run.configuration).id == "won"
