from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from scoring.label import Label
from sim.engine.debrief import Debrief, Judgement
from sim.report.decision_words import (
    SYMBOLS,
    cost_words,
    costs,
    label_words,
    luck_words,
    parts_words,
    sum_words,
)
from sim.report.words import signed
from tests.tui.run_stage import begin


def finished(*choices: str) -> Debrief:
    session = begin()
    for choice in choices:
        session.choose(choice)
    return session.debrief()


WORST = ("leave-it", "send-note", "hang-up")


def judged(how: float, where: float) -> tuple[Debrief, Judgement]:
    """A debrief with a spread of 100, so that worth is points, and a judgement with these parts."""
    debrief = replace(finished(*WORST), value=50.0, least=-50.0)
    judgement = debrief.decisions[0].judgement
    assert judgement is not None
    regret = how + where
    return debrief, replace(judgement, regret=regret, how=how, where=where, points=regret)


def test_every_label_has_a_symbol_and_a_word_of_its_own() -> None:
    assert set(SYMBOLS) == set(Label)
    assert len(set(SYMBOLS.values())) == len(Label)
    assert "\ufe0f" not in "".join(SYMBOLS.values())


def test_a_best_decision_names_no_cost() -> None:
    debrief = finished("ask-her-voice", *WORST[1:])
    assert label_words(debrief.decisions[0]) == "● best"
    assert cost_words(debrief, debrief.decisions[0]) == ""
    assert not costs(debrief.decisions[0])


def test_a_cost_is_told_with_what_was_at_stake() -> None:
    debrief = finished(*WORST)
    judgement = debrief.decisions[1].judgement
    assert judgement is not None
    assert debrief.value is not None
    assert debrief.least is not None
    stake = round(100 * judgement.stake / (debrief.value - debrief.least))
    assert cost_words(debrief, debrief.decisions[1]) == f"cost {round(judgement.points)} of {stake}"


def test_a_cost_that_would_round_to_nothing_is_still_a_cost() -> None:
    debrief, judgement = judged(0.3, 0.0)
    decision = replace(debrief.decisions[0], judgement=judgement)
    assert cost_words(debrief, decision).startswith("cost under 1 of ")


@pytest.mark.parametrize(
    ("how", "where", "words"),
    [
        (3, 8, "How: 3. Where it led: 8."),
        (0, 8, "How: nothing. Where it led: 8."),
        (3, 0, "How: 3. Where it led: nothing, it comes to the same place."),
        (-2, 10, "How: better by 2 than the stronger choice. Where it led: 10, and that weighs more."),
        (9, -4, "How: 9. Where it led gave 4 of that back."),
        (0, 0, ""),
    ],
)
def test_the_parts_of_a_cost_are_worded(how: float, where: float, words: str) -> None:
    assert parts_words(*judged(how, where)) == words


def test_the_parts_as_told_add_up_to_the_cost_as_told() -> None:
    debrief, judgement = judged(2.5, 8.4)
    assert round(judgement.points) == 11
    assert parts_words(debrief, judgement) == "How: 2. Where it led: 9."


def test_luck_is_told_where_there_was_some() -> None:
    assert luck_words(1.26) == "The dice then gave 1.3."
    assert luck_words(-2.0) == "The dice then took 2."
    assert luck_words(0.01) == ""
    assert luck_words(None) == ""


def test_signs_are_for_numbers_that_are_not_nothing() -> None:
    assert [signed(4), signed(-1.26), signed(0.0), signed(-0.01), signed(0.04)] == [
        "+4",
        "-1.3",
        "0",
        "0",
        "0",
    ]


def test_the_sum_of_every_run_comes_out_as_told() -> None:
    firsts = ("ask-her-voice", "whose-fault", "leave-it")
    for choices in itertools.product(firsts, ("send-note",), ("say-why", "hang-up")):
        debrief = finished(*choices)
        assert debrief.value is not None
        assert debrief.luck is not None
        lost = round(debrief.value + debrief.luck - debrief.total, 1)
        told = sum_words(debrief)
        assert told.endswith(f"that makes {signed(debrief.total)}.")
        assert (f"your decisions cost {lost:g}" if lost else "cost nothing") in told


def test_a_scenario_too_big_to_judge_tells_what_the_ratings_say() -> None:
    debrief = finished(*WORST)
    decision = replace(debrief.decisions[0], judgement=None, standing=None, luck=None)
    assert label_words(decision) == "· unjudged"
    assert cost_words(debrief, decision) == "5 below the best rated"
    assert costs(decision)
    assert sum_words(replace(debrief, value=None, luck=None)) == ""
