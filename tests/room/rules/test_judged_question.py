"""What is said of a question and of those who voted, against the debrief of the same run and by hand."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.engine import exercise as exercises
from sim.engine.debrief import debrief
from sim.engine.machine import ScenarioMachine
from sim.engine.verdict import judge
from sim.room.rules.command import Step
from sim.room.rules.judged_question import JudgedQuestion, judge_question, own_conduct
from sim.room.rules.phase import Move
from sim.room.rules.session_debrief import session_debrief
from sim.store.loading import Loaded
from tests.room.rules.session import Session
from tests.scenario_strategy import PATH, Story, stories


@given(stories(), st.data())
def test_whoever_voted_as_the_room_went_has_the_conduct_of_its_debrief(
    story: Story, data: st.DataObject
) -> None:
    solution = judge(story.compiled, PATH, budget=5_000).solution
    session = Session(ScenarioMachine(story.compiled), solution)
    session.join(3)
    session.do(Step(Move.BEGIN))
    while session.room.question is not None:
        place = data.draw(st.integers(0, len(session.question().choices) - 1))
        session.go_on({1: place, 2: place, 3: 0})
    if session.room.phase != "debrief":
        session.do(Step(Move.FINISH))
    judged = session_debrief(session.room, solution, ("presence",))
    (course,) = judged.courses
    together = session.room.together
    assert together is not None
    own = debrief(story.compiled, solution, together.play.walk, ("presence",))
    assert course.debrief == own
    assert judged.participants[0].votes == len(own.decisions)
    conduct = judged.participants[0].conduct
    assert conduct == own.conduct or math.isclose(conduct or 0, own.conduct or 0, abs_tol=1e-9)
    for question, decision in zip(course.questions, own.decisions, strict=True):
        assert (question.state, question.taken) == (decision.state, decision.choice.id)
        assert question.scene == decision.scene
        option = question.option(decision.choice.id)
        if decision.judgement is None:
            assert (question.options, option, question.room_points) == ((), None, None)
            continue
        assert option is not None
        assert option.label == decision.judgement.label
        assert option.regret == pytest.approx(decision.judgement.regret)
        assert option.points == pytest.approx(decision.judgement.points)
        assert question.stake == pytest.approx(decision.judgement.stake)
        assert question.best == tuple(choice.id for choice in decision.judgement.best)


def asked(loaded: Loaded, votes: dict[int, int]) -> JudgedQuestion:
    """The example's first question after these votes. Its second choice costs more than two points."""
    session = Session.of(loaded, people=5)
    session.do(Step(Move.BEGIN))
    session.ask(votes)
    return judge_question(session.room, session.question(), session.solution)


def test_a_majority_for_the_worse_choice_erred_and_the_others_saw_it(loaded: Loaded) -> None:
    judged = asked(loaded, {1: 1, 2: 1, 3: 1, 4: 0})
    assert judged.majority_erred
    assert judged.seen_by_few == ("ask-her-voice",)
    worse = judged.option("leave-it")
    assert worse is not None
    assert not worse.accepted
    assert judged.room_points == pytest.approx(worse.points * 3 / 4)


@pytest.mark.parametrize(
    "votes", [{1: 0, 2: 0, 3: 1}, {1: 0, 2: 1}, {}], ids=["the better choice", "a tie", "nobody"]
)
def test_no_majority_erred(loaded: Loaded, votes: dict[int, int]) -> None:
    judged = asked(loaded, votes)
    assert not judged.majority_erred
    assert judged.seen_by_few == ()


def test_a_majority_for_a_choice_that_is_accepted_though_not_the_best_did_not_err(loaded: Loaded) -> None:
    judged = asked(loaded, {1: 1, 2: 1, 3: 0})
    best, other = judged.options
    near = replace(judged, options=(best, replace(other, points=1.5, accepted=True, best=False)))
    assert not near.majority_erred
    assert near.seen_by_few == ()
    assert near.room_points == 1.0


def test_where_everybody_erred_nobody_saw_it(loaded: Loaded) -> None:
    judged = asked(loaded, {1: 1, 2: 1})
    assert judged.majority_erred
    assert judged.seen_by_few == ()


def test_what_a_vote_would_have_cost_is_not_known_without_votes(loaded: Loaded) -> None:
    assert asked(loaded, {}).room_points is None


def test_conduct_is_over_the_questions_that_somebody_voted_on(loaded: Loaded) -> None:
    session = Session.of(loaded, people=3)
    session.do(Step(Move.BEGIN))
    session.go_on({1: 0, 2: 1}, "ask-her-voice")
    session.go_on({1: 1, 2: 1}, "call-together")
    questions = session.shared().results
    first, second = questions
    assert first.stake is not None
    assert second.stake is not None
    # The first vote was the best, the second the worst of two.
    assert own_conduct(questions, 1) == pytest.approx(100 * first.stake / (first.stake + second.stake))
    assert own_conduct(questions, 2) == 0
    assert own_conduct(questions, 3) is None
    assert session.own(1).conduct == own_conduct(questions, 1)


def test_a_question_is_worked_out_once(loaded: Loaded, monkeypatch: pytest.MonkeyPatch) -> None:
    session = Session.of(loaded, people=2)
    session.do(Step(Move.BEGIN))
    session.ask({1: 0})
    before = session.facilitator()
    monkeypatch.setattr(exercises, "walk", None)
    session.vote({2: 1})
    after = session.facilitator()
    assert before.judged is not None
    assert after.judged is not None
    assert after.judged.options == before.judged.options
    assert after.judged.split != before.judged.split


def test_the_most_evenly_split_question_comes_first(loaded: Loaded) -> None:
    session = Session.of(loaded, people=4)
    session.do(Step(Move.BEGIN))
    session.go_on({1: 0, 2: 0, 3: 0, 4: 1})
    session.go_on({1: 0, 2: 0, 3: 1, 4: 1}, "call-together")
    judged = session_debrief(session.room, session.solution, ())
    assert [question.number for question in judged.most_split] == [2, 1]
