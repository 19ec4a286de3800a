"""The machine that plays and the pure step that judges are the same game."""

from __future__ import annotations

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from sim.engine.draws import FixedDraws, SeededDraws
from sim.engine.error import ChoiceUnavailable, RunOver
from sim.engine.machine import LiveRun, ScenarioMachine
from sim.engine.play import Play
from sim.engine.walk import Hop, Record, Walk, record_of, walk
from tests.engine.hand_made import arm, choice, decision, ending, meter, story
from tests.engine.plain_rules import Place, PlainRules
from tests.scenario_strategy import Story, stories


class MachineBesideWalk(RuleBasedStateMachine):
    """Plays one story on the machine, by the pure walk, by the plain rules and as a play, all at once."""

    story: Story
    machine: ScenarioMachine
    run: LiveRun
    draws: SeededDraws
    hops: list[Hop]
    taken: list[str]
    plain: PlainRules
    place: Place
    play: Play
    seed: int

    @initialize(story=stories(), seed=st.integers(0, 2**64 - 1))
    def begin(self, story: Story, seed: int) -> None:
        self.story, self.seed, self.taken = story, seed, []
        self.machine = ScenarioMachine(story.compiled)
        self.draws = SeededDraws(seed)
        self.run, hops = self.machine.begin(self.draws)
        self.hops = list(hops)
        self.plain = PlainRules(story.data)
        self.place = self.plain.start()
        self.follow(hops)
        self.play = Play(self.machine, seed)

    @precondition(lambda self: self.choices)
    @rule(data=st.data())
    def choose(self, data: st.DataObject) -> None:
        choice = data.draw(st.sampled_from(self.choices), label="choice")
        hops = self.machine.choose(self.run, choice, self.draws)
        self.hops.extend(hops)
        self.taken.append(choice)
        self.follow(hops)
        told = self.play.choose(choice)
        assert told == tuple(self.play.told[len(self.play.told) - self.play.fresh :])

    @precondition(lambda self: self.choices)
    @rule(
        choice=st.sampled_from(("ask", "wait", "call", "state", "trigger", "save", "may-ask", "nothing", "."))
    )
    def refuse(self, choice: str) -> None:
        if choice in self.choices:
            return
        before = self.run.configuration
        for refusing in (
            lambda: self.machine.choose(self.run, choice, self.draws),
            lambda: self.play.choose(choice),
            lambda: walk(self.story.compiled, [*self.taken, choice], SeededDraws(self.seed)),
        ):
            with pytest.raises(ChoiceUnavailable) as refused:
                refusing()
            assert refused.value.available == self.choices
        assert self.run.configuration == before

    @rule()
    def leave_and_take_up_again(self) -> None:
        again = Play(self.machine, self.seed, self.play.record)
        assert again.walk == self.play.walk
        assert (again.told, again.fresh, again.meters) == (self.play.told, self.play.fresh, self.play.meters)
        self.play = again

    @invariant()
    def all_stand_in_the_same_place(self) -> None:
        compiled = self.story.compiled
        walked = walk(compiled, self.taken, SeededDraws(self.seed))
        assert walked == Walk(compiled.start(), tuple(self.hops)) == self.play.walk
        assert walked.now == self.run.configuration == self.play.configuration
        names = compiled.layout.names
        assert (compiled.state_of(walked.now).id, dict(zip(names, walked.now[1:], strict=True))) == (
            self.place[0],
            dict(self.place[1]),
        )

    @invariant()
    def the_same_choices_are_available(self) -> None:
        places = self.plain.available(self.place)
        assert self.story.compiled.available(self.run.configuration) == tuple(places)
        assert tuple(choice.id for choice in self.play.choices) == self.choices
        assert self.play.over == (not self.choices)
        assert self.play.taken == len(self.taken)

    @invariant()
    def the_record_replays_to_the_same_run(self) -> None:
        compiled = self.story.compiled
        walked = Walk(compiled.start(), tuple(self.hops))
        record = record_of(compiled, walked)
        assert record == self.play.record
        assert record.choices == tuple(self.taken)
        assert walk(compiled, record.choices, FixedDraws(record.draws)) == walked

    @precondition(lambda self: not self.choices)
    @rule(choice=st.sampled_from(("ask", "state", "nothing")))
    def nothing_follows_the_ending(self, choice: str) -> None:
        with pytest.raises(RunOver):
            walk(self.story.compiled, [*self.taken, choice], SeededDraws(self.seed))
        with pytest.raises(ChoiceUnavailable):
            self.play.choose(choice)

    @property
    def choices(self) -> tuple[str, ...]:
        return self.story.compiled.available_ids(self.run.configuration)

    def follow(self, hops: tuple[Hop, ...]) -> None:
        """Take the same steps by the plain rules."""
        for hop in hops:
            outcomes = self.plain.step(self.place, hop.choice)
            self.place = outcomes[hop.arm if hop.drawn else 0][1]


MachineBesideWalk.TestCase.settings = settings(max_examples=60, stateful_step_count=15)
TestMachineBesideWalk = MachineBesideWalk.TestCase


def test_a_run_taken_up_again_draws_as_if_it_had_never_been_left() -> None:
    made = story(
        {
            "here": decision(
                choice(
                    "spin",
                    chance=[arm("here", 1), arm("here", 2, effects={"red": True}), arm("here", 7)],
                    when="left >= 1",
                    effects={"left": -1},
                ),
                choice("go", "end"),
            ),
            "end": ending(),
        },
        meters={"left": meter(12, max=12)},
        facts=["red"],
    )
    machine = ScenarioMachine(made.compiled)
    drawn = set()
    for seed in range(20):
        whole = Play(machine, seed)
        for _ in range(12):
            whole.choose("spin")
        broken = Play(machine, seed)
        for _ in range(12):
            broken = Play(machine, seed, broken.record)
            broken.choose("spin")
        assert broken.record == whole.record
        drawn.add(whole.record.draws)
    assert len(drawn) == 20


def test_a_record_that_does_not_fit_is_refused() -> None:
    made = story({"here": decision(choice("go", "end"), choice("stay", "end")), "end": ending()})
    with pytest.raises(ChoiceUnavailable):
        Play(ScenarioMachine(made.compiled), 0, Record(("fly",)))
