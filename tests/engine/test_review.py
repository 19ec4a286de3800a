"""Each warning of the solver, in a scenario that has it and in one that nearly has it."""

from __future__ import annotations

from typing import Any

import pytest

from sim.engine.draws import FixedDraws
from sim.engine.review import review
from sim.engine.verdict import judge
from sim.engine.walk import walk
from sim.scenario.finding import START_OF_FILE, Code, Finding
from tests.engine.hand_made import arm, choice, decision, ending, interlude, meter, story
from tests.scenario_strategy import PATH, PRINCIPLES, Data, Story

TRUST = {"trust": meter(40)}
HIDDEN = {"mood": meter(5, max=10, hidden=True)}
ENDS: dict[str, Data] = {"good": ending(5), "bad": ending(-5)}
LAST = decision(choice("a", "good"), choice("b", "bad"))


def found(made: Story, code: Code, **more: Any) -> list[Finding]:
    findings = review(judge(made.compiled, PATH, **more), PATH, PRINCIPLES, **more)
    assert list(findings) == sorted(findings, key=lambda finding: finding.sort_key)
    return [finding for finding in findings if finding.code is code]


def count(states: dict[str, Data], code: Code, **more: Any) -> int:
    return len(found(story(states | ENDS, **more), code))


def test_a_state_that_no_run_enters_is_told_where_it_begins() -> None:
    made = story({"here": LAST, "aside": interlude(goto="good")} | ENDS)
    [finding] = found(made, Code.UNREACHABLE_STATE)
    assert finding.mark == made.scenario.states["aside"].mark
    assert "“aside”" in finding.message
    assert (finding.choices, finding.draws) == (None, None)


@pytest.mark.parametrize(("least", "times"), [(60, 0), (61, 1)])
def test_a_state_behind_a_guard_is_unreachable_only_where_the_guard_never_holds(
    least: int, times: int
) -> None:
    states = {
        "here": decision(
            choice("a", "there", effects={"trust": +20}), choice("b", "there"), choice("c", "bad")
        ),
        "there": interlude(route=[arm("aside", when=f"trust >= {least}"), arm("good")]),
        "aside": interlude(goto="bad"),
    }
    assert count(states, Code.UNREACHABLE_STATE, meters=TRUST) == times
    assert count(states, Code.NEVER_TAKEN, meters=TRUST) == times


@pytest.mark.parametrize(
    ("guard", "never", "always"), [("trust > 60", 1, 0), ("trust >= 60", 0, 0), ("trust >= 20", 0, 1)]
)
def test_a_choice_is_told_that_is_never_or_always_available(guard: str, never: int, always: int) -> None:
    states = {
        "here": decision(choice("up", "there", effects={"trust": +20}), choice("down", "there")),
        "there": decision(choice("a", "good", when=guard), choice("b", "bad"), choice("c", "bad")),
    }
    made = story(states | ENDS, meters=TRUST)
    asked = made.scenario.states["there"].choices[0]
    assert asked.when is not None
    assert [finding.mark for finding in found(made, Code.NEVER_AVAILABLE)] == [asked.mark] * never
    assert [finding.mark for finding in found(made, Code.GUARD_ALWAYS_TRUE)] == [asked.when.mark] * always
    for finding in found(made, Code.NEVER_AVAILABLE) + found(made, Code.GUARD_ALWAYS_TRUE):
        walked = walk(made.compiled, finding.choices or (), FixedDraws(finding.draws or ()))
        assert made.compiled.state_of(walked.now).id == "there"


def test_nothing_is_said_of_guards_that_are_never_read() -> None:
    states = {
        "here": LAST,
        "aside": decision(choice("a", "good", when="trust >= 0"), choice("b", "bad", when="trust < 0")),
    }
    assert count(states, Code.GUARD_ALWAYS_TRUE, meters=TRUST) == 0
    assert count(states, Code.NEVER_AVAILABLE, meters=TRUST) == 0


def test_an_arm_that_always_holds_is_told_and_the_arms_after_it_too() -> None:
    made = story(
        {
            "here": decision(choice("a", "there"), choice("b", "bad")),
            "there": interlude(
                route=[
                    arm("bad", when="trust < 40"),
                    arm("good", when="trust <= 40"),
                    arm("bad", when="trust > 99"),
                    arm("bad"),
                ]
            ),
        }
        | ENDS,
        meters=TRUST,
    )  # fmt: skip
    way = made.scenario.states["there"].way
    assert way is not None
    assert [finding.mark for finding in found(made, Code.NEVER_TAKEN)] == [
        way.arms[number].mark for number in (0, 2, 3)
    ]
    [always] = found(made, Code.GUARD_ALWAYS_TRUE)
    assert way.arms[1].when is not None
    assert always.mark == way.arms[1].when.mark
    assert always.choices == ("a",)


@pytest.mark.parametrize(("guard", "times"), [("trust >= 40", 1), ("trust > 40", 0), ("trust < 41", 0)])
def test_a_guard_of_a_line_is_read_in_the_configuration_of_its_moment(guard: str, times: int) -> None:
    """Nothing but lines asks for trust, so the solver itself has forgotten it."""
    line = [{"when": guard, "say": "So."}, "And on."]
    up = {"trust": +20}
    asked = choice("a", "there", effects=up)
    still = {"here": decision(choice("b", "there"), asked), "there": LAST}
    assert count(still | {"there": LAST | {"scene": line}}, Code.GUARD_ALWAYS_TRUE, meters=TRUST) == times
    ends = ENDS | {"good": ending(5, chair=line)}
    made = story(still | ends, meters=TRUST)
    assert len(found(made, Code.GUARD_ALWAYS_TRUE)) == times
    arms = [arm("good", 1, reply=line), arm("bad", 1, effects=up, reply=line)]
    drawn = {"here": decision(choice("b", "bad"), choice("a", chance=arms))}
    made = story(drawn | ENDS, meters=TRUST)
    before, after = (eval(guard, {"trust": trust}) for trust in (40, 60))
    assert len(found(made, Code.GUARD_ALWAYS_TRUE)) == before + after
    for finding in found(made, Code.GUARD_ALWAYS_TRUE):
        assert finding.choices == ("a",)
        assert finding.draws in ((0,), (1,))
    replied = {"here": decision(choice("b", "bad"), asked | {"goto": "good", "reply": line})}
    assert count(replied, Code.GUARD_ALWAYS_TRUE, meters=TRUST) == after


def test_a_line_shown_by_chance_in_rare_runs_only_is_not_called_always_shown() -> None:
    """Where a first way to a state shows the line, another one may not."""
    rare = [arm("there", 1, effects={"trust": -1}), *(arm("there", 1000) for _ in range(20))]
    states = {
        "here": interlude(chance=rare),
        "there": LAST | {"scene": [{"when": "trust >= 40", "say": "So."}, "On."]},
    }
    assert count(states, Code.GUARD_ALWAYS_TRUE, meters=TRUST) == 0


def test_guards_of_lines_are_left_alone_where_deciding_them_goes_over_the_budget() -> None:
    states = {f"s{letter}": decision(choice("x", f"s{chr(ord(letter) + 1)}", effects={f"f_{letter}": True}),
                                     choice("y", f"s{chr(ord(letter) + 1)}")) for letter in "abcdefgh"}  # fmt: skip
    facts = [f"f_{letter}" for letter in "abcdefgh"]
    some = " or ".join(facts)
    said = {"si": LAST | {"scene": [{"when": f"{some} or true", "say": "So."}, "On."]}}
    made = story(states | said | ENDS, facts=facts)
    assert len(found(made, Code.GUARD_ALWAYS_TRUE)) == 1
    assert found(made, Code.GUARD_ALWAYS_TRUE, budget=100) == []
    assert found(made, Code.TOO_BIG, budget=100) == []


@pytest.mark.parametrize(
    ("choices", "times"),
    [
        ([choice("a", "good"), choice("b", "good")], 1),
        ([choice("a", "good", 1), choice("b", "good", 1)], 1),
        ([choice("a", "good", 1), choice("b", "good")], 0),
        ([choice("a", "good"), choice("b", "bad")], 0),
        ([choice("a", "good", 2), choice("b", "better")], 1),  # worth one more, and rated one less
        ([choice("a", "good"), choice("b", "bad", when="trust < 0")], 1),
    ],
)
def test_a_decision_in_which_all_is_worth_the_same_has_no_stake(choices: list[Data], times: int) -> None:
    states = {"here": decision(*choices), "better": ending(7)}
    made = story(states | ENDS, meters=TRUST)
    findings = found(made, Code.NO_STAKE)
    assert [finding.mark for finding in findings] == [made.scenario.states["here"].mark] * times
    assert [finding.choices for finding in findings] == [()] * times


def test_a_stake_in_one_configuration_of_many_is_enough() -> None:
    states = {
        "here": decision(choice("a", "there", 1, effects={"trust": +20}), choice("b", "there")),
        "there": decision(choice("a", "good"), choice("b", "bad", when="trust > 40"), choice("c", "good")),
    }
    assert count(states, Code.NO_STAKE, meters=TRUST) == 0


def hiding(arms: list[Data], after: Data | None = None, **more: Data) -> dict[str, Data]:
    """A draw, a decision, and a route that asks for what came."""
    states = {
        "here": decision(choice("a", chance=arms), choice("b", "bad")),
        "there": after or decision(choice("on", "then"), choice("off", "bad")),
        "then": interlude(route=[arm("good", when="angry"), arm("bad")]),
    }
    return states | more


ANGRY = arm("there", 1, effects={"angry": True})
CALM = arm("there", 1)


def hidden(states: dict[str, Data], **more: Any) -> list[Finding]:
    return found(story(states | ENDS, **({"facts": ["angry"]} | more)), Code.HIDDEN_DRAW)


def test_a_draw_that_nothing_shows_and_a_later_guard_reads_is_hidden() -> None:
    made = story(hiding([CALM, ANGRY]) | ENDS, facts=["angry"])
    [finding] = found(made, Code.HIDDEN_DRAW)
    assert finding.mark == made.scenario.states["here"].choices[0].way.arms[0].mark
    assert (finding.choices, finding.draws) == (("a",), (0,))


def says(when: str) -> list[Data | str]:
    return [{"when": when, "say": "He does not look up."}, "The room."]


TWO_WAYS = [choice("on", "then"), choice("off", "bad")]


@pytest.mark.parametrize(
    ("what", "states"),
    [
        ("other replies", hiding([CALM, ANGRY | {"reply": "He slams the door."}])),
        ("other states", hiding([CALM, ANGRY | {"goto": "elsewhere"}], elsewhere=decision(*TWO_WAYS))),
        ("a line of the scene", hiding([CALM, ANGRY], decision(*TWO_WAYS, scene=says("angry")))),
        ("a line of both replies", hiding([arm_ | {"reply": says("not angry")} for arm_ in (CALM, ANGRY)])),
        ("nothing that is read", hiding([CALM, ANGRY], then=interlude(goto="good"))),
        ("no different effects", hiding([ANGRY, ANGRY])),
        ("an effect undone on entering", hiding([CALM, ANGRY], decision(*TWO_WAYS, effects={"angry": False}))),
        ("a choice that is not there", hiding(
            [CALM, ANGRY], decision(*TWO_WAYS, choice("calm", "good", when="not angry")))),
        ("nothing between draw and guard", hiding([CALM, ANGRY], interlude(goto="then"))),
        ("a route at once to other scenes", hiding(
            [CALM, ANGRY], interlude(route=[arm("one", when="angry"), arm("two")]),
            one=decision(*TWO_WAYS), two=decision(*TWO_WAYS))),
        ("a scene before the guard is read", hiding(
            [CALM, ANGRY], decision(choice("on", "told"), choice("off", "told", 1)),
            told=decision(*TWO_WAYS, scene=says("angry")))),
    ],
)  # fmt: skip
def test_a_draw_is_not_hidden_where_something_tells_or_nothing_asks(
    what: str, states: dict[str, Data]
) -> None:
    assert hidden(states) == [], what


@pytest.mark.parametrize(
    ("what", "states"),
    [
        ("the same replies", hiding([arm_ | {"reply": "He shrugs."} for arm_ in (CALM, ANGRY)])),
        ("a line that is the same", hiding([CALM, ANGRY], decision(*TWO_WAYS, scene=says("not angry or angry")))),
        ("a line of another state", hiding([CALM, ANGRY], good=ending(5, scene=says("angry")))),
        ("a choice's guard, a decision later", hiding(
            [CALM, ANGRY], decision(choice("on", "next"), choice("off", "bad")),
            next=decision(choice("x", "good"), choice("y", "bad", when="angry")))),
        ("two choices with one text", hiding(
            [CALM, ANGRY],
            decision(choice("x", "good", when="angry"), choice("y", "bad", when="not angry") | {"text": "Say x."}))),
        ("a draw two steps before", hiding(
            [CALM, ANGRY], interlude(goto="middle"), middle=decision(*TWO_WAYS))),
        ("a reply that comes too late", hiding(
            [CALM, ANGRY], decision(choice("on", "then", reply=says("angry")), choice("off", "bad")))),
    ],
)  # fmt: skip
def test_a_draw_is_hidden_where_what_is_shown_is_the_same(what: str, states: dict[str, Data]) -> None:
    assert len(hidden(states)) == 1, what


@pytest.mark.parametrize(
    ("start", "hides", "times"),
    [(5, True, 1), (5, False, 0), (10, False, 1), (9, False, 0)],
)
def test_a_visible_meter_tells_unless_its_bound_keeps_it_from_moving(
    start: int, hides: bool, times: int
) -> None:
    more = {"meters": {"mood": meter(start, max=10, hidden=hides)}}
    moved = arm("there", 1, effects={"mood": +2, "angry": True})
    assert len(hidden(hiding([CALM, moved]), **more)) == times


def test_a_visible_meter_that_is_set_before_it_is_seen_tells_nothing() -> None:
    more = {"meters": {"mood": meter(5, max=10)}}
    moved = arm("there", 1, effects={"mood": +2, "angry": True})
    there = decision(*TWO_WAYS, effects={"mood": {"set": 3}})
    assert len(hidden(hiding([CALM, moved], there), **more)) == 1


@pytest.mark.parametrize(("read", "times"), [("mood >= 7", 1), ("mood >= 8", 0), ("mood >= 5", 0)])
def test_a_hidden_meter_matters_only_where_a_guard_comes_out_differently(read: str, times: int) -> None:
    then = interlude(route=[arm("good", when=read), arm("bad")])
    moved = arm("there", 1, effects={"mood": +2})
    assert len(hidden(hiding([CALM, moved], then=then), meters=HIDDEN)) == times


def text(name: str, goto: str, words: str, merit: int = 0) -> Data:
    return choice(name, goto, merit) | {"text": words}


@pytest.mark.parametrize(
    ("choices", "codes"),
    [
        ([text("a", "good", "Short."), text("b", "bad", "A long one.")], {Code.SHORTEST_WINS, Code.FIRST_WINS}),
        ([text("a", "bad", "Short."), text("b", "good", "A long one.")], {Code.LONGEST_WINS, Code.LAST_WINS}),
        ([text("a", "bad", "Short."), text("b", "good", "A medium."), text("c", "bad", "A longer one.")], set()),
    ],
)  # fmt: skip
def test_the_policies_that_win_are_told_at_the_beginning_of_the_file(
    choices: list[Data], codes: set[Code]
) -> None:
    made = story({"here": decision(*choices)} | ENDS)
    findings = review(judge(made.compiled, PATH), PATH, ())
    winning = [finding for finding in findings if finding.code.value.endswith("-wins")]
    assert {finding.code for finding in winning} == codes
    for finding in winning:
        assert finding.mark == START_OF_FILE
        assert "100.0" in finding.message
        assert finding.hint is not None
        assert ": here." in finding.hint
        assert finding.choices == (("a",) if Code.FIRST_WINS in codes else ("b",))


def weighted(first: int, second: int) -> dict[str, Data]:
    """Two decisions by chance; always the first choice is right in one and wrong in the other."""
    return {
        "here": interlude(chance=[arm("one", first), arm("two", second)]),
        "one": decision(choice("a", "good", rates={"presence": 1}), choice("b", "bad", rates={"presence": 0})),
        "two": decision(choice("c", "bad", rates={"presence": 1}), choice("d", "better", rates={"presence": 0})),
        "better": ending(6),
    }  # fmt: skip


@pytest.mark.parametrize(("first", "second", "times"), [(3, 1, 1), (299, 101, 0)])
def test_a_policy_wins_from_a_conduct_of_75_on(first: int, second: int, times: int) -> None:
    # At stake are 11 and 10; of the second the policy loses all, so its conduct is 11 a / (11 a + 10 b).
    states = weighted(first * 10, second * 11)
    findings = found(story(states | ENDS), Code.FIRST_WINS)
    assert len(findings) == times
    for finding in findings:
        assert finding.draws == (0,)
        assert "75.0" in finding.message
        assert finding.hint is not None
        assert "one." in finding.hint
        assert "two" not in finding.hint


@pytest.mark.parametrize(("first", "second", "times"), [(9, 1, 1), (899, 101, 0)])
def test_a_principle_wins_from_a_conduct_of_90_on(first: int, second: int, times: int) -> None:
    findings = found(story(weighted(first * 10, second * 11) | ENDS), Code.ONE_PRINCIPLE_WINS)
    assert len(findings) == times
    assert all("“presence”" in finding.message for finding in findings)


def test_a_principle_that_nothing_is_rated_on_does_not_win() -> None:
    made = story({"here": LAST} | ENDS)
    assert [
        finding.message
        for finding in found(made, Code.ONE_PRINCIPLE_WINS)
        if "coaching" not in finding.message
    ] == []
    assert len(found(made, Code.ONE_PRINCIPLE_WINS)) == 1


def test_no_policy_wins_where_nothing_is_at_stake() -> None:
    made = story({"here": decision(choice("a", "good"), choice("b", "good"))} | ENDS)
    assert [code for code in Code if code.value.endswith("-wins") and found(made, code)] == []


@pytest.mark.parametrize(("many", "times"), [(95, 1), (94, 0)])
def test_one_ending_is_told_from_95_guessers_in_100_on(many: int, times: int) -> None:
    rare = [arm("good", many), arm("bad", 100 - many)]
    made = story({"here": decision(choice("a", chance=rare), choice("b", chance=rare))} | ENDS)
    findings = found(made, Code.ONE_ENDING)
    assert [finding.mark for finding in findings] == [made.scenario.states["good"].mark] * times
    assert [(finding.choices, finding.draws) for finding in findings] == [(("a",), (0,))] * times


def test_over_the_budget_only_what_is_proven_is_told() -> None:
    states = {
        "here": decision(
            choice("again", "here", when="days >= 1", effects={"days": -1}), choice("go", "there")
        ),
        "there": interlude(route=[arm("good", when="days > 99"), arm("bad")]),
        "aside": interlude(goto="bad"),
    }
    made = story(states | ENDS, meters={"days": meter(90)})
    findings = review(judge(made.compiled, PATH, budget=20), PATH, PRINCIPLES, budget=20)
    assert {finding.code for finding in findings} == {Code.TOO_BIG, Code.UNREACHABLE_STATE}
    [big] = [finding for finding in findings if finding.code is Code.TOO_BIG]
    assert big.mark == START_OF_FILE
    assert "Proven: 3 of its 5 states" in big.message
    assert "random plays came to an end" in big.message
    assert [f.mark for f in findings if f.code is Code.UNREACHABLE_STATE] == [
        made.scenario.states["aside"].mark
    ]
    assert found(made, Code.TOO_BIG) == []
    assert len(found(made, Code.UNREACHABLE_STATE)) == 2


def test_beside_an_error_what_needs_no_values_is_told_all_the_same() -> None:
    states = {
        "here": decision(choice("a", "here", when="trust >= 0"), choice("b", "good")),
        "aside": interlude(goto="bad"),
    }
    made = story(states | ENDS, meters=TRUST)
    assert judge(made.compiled, PATH).solution is None
    findings = review(judge(made.compiled, PATH), PATH, PRINCIPLES)
    assert [finding.code for finding in findings] == [
        Code.GUARD_ALWAYS_TRUE,
        Code.UNREACHABLE_STATE,
        Code.UNREACHABLE_STATE,
    ]
