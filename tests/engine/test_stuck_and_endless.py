"""Scenarios that stop or never end are found out, and the way told leads there."""

from __future__ import annotations

from hypothesis import given, settings

from sim.engine.draws import FixedDraws
from sim.engine.verdict import judge
from sim.engine.walk import walk
from sim.scenario.finding import Code, Finding
from tests.engine.hand_made import arm, choice, decision, ending, interlude, meter, story
from tests.engine.plain_rules import PlainRules
from tests.scenario_strategy import PATH, Story, stories, wild_stories


def found(story: Story, code: Code) -> list[Finding]:
    return [finding for finding in judge(story.compiled, PATH).findings if finding.code is code]


def states_at(story: Story, findings: list[Finding]) -> list[str]:
    """The states in which the findings' ways leave a run, each replayed."""
    arrived = []
    for finding in findings:
        assert finding.choices is not None
        assert finding.draws is not None
        walked = walk(story.compiled, finding.choices, FixedDraws(finding.draws))
        assert sum(hop.drawn for hop in walked.hops) == len(finding.draws)
        arrived.append(story.compiled.state_of(walked.now).id)
    return arrived


@settings(max_examples=150)
@given(wild_stories())
def test_the_stuck_states_are_exactly_those_that_plain_search_finds(made: Story) -> None:
    findings = found(made, Code.STUCK)
    named = [next(s.id for s in made.scenario.states.values() if s.mark == f.mark) for f in findings]
    assert set(named) == PlainRules(made.data).stuck_states()
    assert len(set(named)) == len(named)
    if not found(made, Code.ENDLESS_LOOP):
        for finding, state in zip(findings, named, strict=True):
            assert states_at(made, [finding]) == [state]
            walked = walk(made.compiled, finding.choices or (), FixedDraws(finding.draws or ()))
            assert made.compiled.available(walked.now) == ()


@settings(max_examples=150)
@given(wild_stories())
def test_a_scenario_is_endless_exactly_where_plain_search_says_so(made: Story) -> None:
    verdict = judge(made.compiled, PATH)
    findings = found(made, Code.ENDLESS_LOOP)
    assert bool(findings) == PlainRules(made.data).never_ends()
    errors = {finding.code for finding in verdict.findings} - {Code.RED_LINE_BEST}
    assert (verdict.solution is None) == bool(errors)


@given(stories())
def test_a_sound_scenario_is_never_called_stuck_or_endless(made: Story) -> None:
    verdict = judge(made.compiled, PATH)
    assert {finding.code for finding in verdict.findings} <= {Code.RED_LINE_BEST}
    assert verdict.solution is not None


@given(stories())
def test_a_red_line_is_told_exactly_where_crossing_it_is_a_best_choice(made: Story) -> None:
    rules = PlainRules(made.data)
    expected = {
        (place[0], rules.states[place[0]]["choices"][number]["id"])
        for place in rules.places()
        if rules.is_decision(place)
        for number in rules.best(place)
        if "red_line" in rules.states[place[0]]["choices"][number]
    }
    findings = found(made, Code.RED_LINE_BEST)
    by_mark = {
        option.mark: (state.id, option.id)
        for state in made.scenario.states.values()
        for option in state.choices
    }
    assert {by_mark[finding.mark] for finding in findings} == expected
    assert len(findings) == len(expected)
    assert states_at(made, findings) == [by_mark[finding.mark][0] for finding in findings]
    for finding in findings:
        walked = walk(made.compiled, finding.choices or (), FixedDraws(finding.draws or ()))
        solution = judge(made.compiled, PATH).solution
        assert solution is not None
        best = solution.position(walked.now).best
        assert by_mark[finding.mark][1] in [
            made.compiled.state_of(walked.now).choices[number].id for number in best
        ]


def test_the_way_to_a_stuck_place_is_a_shortest_one_with_its_draws() -> None:
    made = story(
        {
            "opening": interlude(chance=[arm("here", 5), arm("here", 1, effects={"mood": +2})]),
            "here": decision(
                choice("wait", "here", when="mood >= 1", effects={"mood": -1}),
                choice("go", chance=[arm("end", 1), arm("there", 1)]),
            ),
            "there": decision(
                choice("up", "end", when="mood != 1"), choice("down", "end", when="mood > 1 or mood < 1")
            ),
            "end": ending(),
        },
        meters={"mood": meter(0, max=2)},
    )
    [finding] = found(made, Code.STUCK)
    assert (finding.choices, finding.draws) == (("wait", "go"), (1, 1))
    assert "“there”" in finding.message
    assert "mood is 1" in finding.message


def test_the_way_to_an_endless_loop_goes_round_it_once() -> None:
    made = story(
        {
            "here": decision(choice("ask", "there"), choice("go", "end")),
            "there": decision(choice("back", "between"), choice("on", "end")),
            "between": interlude(chance=[arm("end", 3), arm("there", 1)]),
            "end": ending(),
        }
    )
    [finding] = found(made, Code.ENDLESS_LOOP)
    assert finding.choices is not None
    assert (finding.choices[0], set(finding.choices[1:]), finding.draws) == ("ask", {"back"}, (1,))
    assert states_at(made, [finding]) == ["there"]


def test_a_loop_of_interludes_alone_is_endless() -> None:
    made = story(
        {
            "here": decision(choice("ask", "one"), choice("go", "end")),
            "one": interlude(goto="two"),
            "two": interlude(goto="one"),
            "end": ending(),
        }
    )
    [finding] = found(made, Code.ENDLESS_LOOP)
    assert finding.choices == ("ask",)


def test_a_meter_that_nothing_reads_does_not_make_a_loop_end() -> None:
    """It moves for a while, but it is clamped, and then the loop comes back to itself."""
    made = story(
        {
            "here": decision(choice("again", "here", effects={"mood": +1}), choice("go", "end")),
            "end": ending(),
        },
        meters={"mood": meter(0, max=3)},
    )
    assert len(found(made, Code.ENDLESS_LOOP)) == 1
    assert PlainRules(made.data).never_ends()


def test_a_lap_that_only_sometimes_spends_is_endless() -> None:
    made = story(
        {
            "here": decision(
                choice(
                    "again",
                    when="left >= 1",
                    chance=[arm("here", 9, effects={"left": -1}), arm("here", 1)],
                ),
                choice("go", "end"),
            ),
            "end": ending(),
        },
        meters={"left": meter(2, max=2)},
    )
    assert len(found(made, Code.ENDLESS_LOOP)) >= 1


def test_a_loop_that_cannot_be_entered_is_no_fault() -> None:
    made = story(
        {
            "here": decision(
                choice("again", "here", when="mood > 5", effects={"mood": +0}), choice("go", "end")
            ),
            "aside": decision(choice("round", "aside"), choice("round-again", "aside")),
            "end": ending(),
        },
        meters={"mood": meter(0, max=5)},
    )
    assert judge(made.compiled, PATH).findings == ()


def test_a_stuck_place_is_told_with_the_values_that_a_run_has_there() -> None:
    """Not with those of another place that the solver takes for the same."""
    made = story(
        {
            "here": decision(choice("go", "there", effects={"mood": -2}), choice("stay", "end")),
            "there": decision(
                choice("a", "end", when="mood >= 50"), choice("b", "end", when="mood > 60 and tired")
            ),
            "end": ending(),
        },
        meters={"mood": meter(31)},
        facts={"tired": True},
    )
    [finding] = found(made, Code.STUCK)
    assert "(mood is 29, tired is true)" in finding.message
