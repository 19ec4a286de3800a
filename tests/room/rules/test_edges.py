"""Rooms for scenarios at the edge of what a scenario can be."""

from __future__ import annotations

from typing import Any

import pytest

from sim.engine import machine as machines
from sim.engine.machine import ScenarioMachine
from sim.engine.verdict import judge
from sim.room.rules.command import Ask, CastVote, Settle, Step, Take, TakeForTeam
from sim.room.rules.event import Voted
from sim.room.rules.phase import Move
from sim.room.rules.refusal import Reason
from sim.room.rules.session_debrief import session_debrief
from sim.room.wire import shared_form
from sim.store.loading import Loaded
from tests.room.rules.session import Session, everything
from tests.scenario_strategy import PATH, story_of

ENDING = {"scene": "It is over.", "chair": "Nobody asked me.", "ending": {"kind": "mixed", "worth": 1}}
LOOP = {"scene": "Round and round.", "goto": "tails"}
TAILS = {"scene": "And round.", "goto": "heads"}


def choice(name: str, **way: Any) -> dict[str, Any]:
    """A choice of a test's scenario."""
    return {"id": name, "text": f"{name}.", "because": "So.", "rates": {"presence": 1}, **way}


def session_of(
    states: dict[str, Any], people: int = 0, teams: tuple[str, ...] = (), budget: int = 1_000
) -> Session:
    """A session of a scenario of these states, the first of which is its start, solved or not."""
    story = story_of(
        {
            "format": 1,
            "title": "Edge",
            "summary": "At the edge.",
            "difficulty": "intro",
            "minutes": 5,
            "briefing": "You stand at the edge.",
            "start": next(iter(states)),
            "states": states,
        }
    )
    session = Session(
        ScenarioMachine(story.compiled), judge(story.compiled, PATH, budget=budget).solution, teams
    )
    session.join(people)
    return session


def words(session: Session) -> list[str]:
    return [told.words for told in session.shared().told]


def test_a_story_that_stands_at_its_ending_at_once_has_nothing_to_ask() -> None:
    session = session_of({"end": ENDING}, people=1)
    session.do(Step(Move.BEGIN))
    seen = session.shared()
    assert (seen.phase, seen.question, seen.ending) == ("scene", None, "mixed")
    assert words(session) == ["You stand at the edge.", "It is over."]
    refused = session.refused(Ask())
    assert (refused.reason, refused.hint) == (Reason.NOT_NOW, "Finish, to show the debrief.")
    session.do(Step(Move.FINISH))
    assert words(session) == ["It is over.", "Nobody asked me."]
    assert session.shared().results == ()


def test_interludes_before_the_first_decision_are_told_before_it_once() -> None:
    session = session_of(
        {
            "first": {"scene": "Monday.", "goto": "second"},
            "second": {"scene": "Tuesday.", "goto": "third"},
            "third": {
                "scene": "Wednesday.",
                "choices": [choice("a", goto="fourth"), choice("b", goto="end")],
            },
            "fourth": {"scene": "Thursday.", "goto": "end"},
            "end": ENDING,
        },
        people=1,
    )
    assert words(session) == ["You stand at the edge."]
    session.do(Step(Move.BEGIN))
    assert words(session) == ["You stand at the edge.", "Monday.", "Tuesday.", "Wednesday."]
    session.ask({1: 0})
    assert words(session) == ["Wednesday."]
    session.do(Step(Move.CLOSE), Step(Move.REVEAL), Take())
    assert words(session) == ["a.", "Thursday."]
    assert session.shared().ending is None
    session.do(Step(Move.GO_ON))
    assert (session.room.phase, words(session)) == ("debrief", ["It is over.", "Nobody asked me."])


def test_a_scenario_too_big_to_be_solved_is_played_without_worths(loaded: Loaded) -> None:
    session = Session(loaded.machine, None)
    session.join(2)
    session.do(Step(Move.BEGIN))
    session.ask({1: 0, 2: 0})
    session.do(Step(Move.CLOSE), Step(Move.REVEAL), Step(Move.COACH))
    assert shared_form(session.shared())["worths"] == []
    judged = session.facilitator().judged
    assert judged is not None
    assert (judged.options, judged.room_points, judged.stake, judged.majority_erred) == (
        (),
        None,
        None,
        False,
    )
    session.do(Take(), Step(Move.GO_ON))
    session.go_on({1: 0})
    assert session.own(1).conduct is None
    judged_session = session_debrief(session.room, None, ("presence",))
    assert judged_session.participants[0].conduct is None
    assert judged_session.courses[0].debrief is not None


@pytest.fixture
def endless(monkeypatch: pytest.MonkeyPatch) -> Session:
    """A room of two in one team, at a choice behind which interludes lead to each other without end."""
    monkeypatch.setattr(machines, "INTERLUDES_IN_A_ROW", 20)
    arms = [{"weight": 1, "goto": "heads"}, {"weight": 1, "goto": "heads"}]
    dice = [{"weight": 1, "goto": "end", "reply": "Heads."}, {"weight": 1, "goto": "end", "reply": "Tails."}]
    return session_of(
        {
            "start": {
                "scene": "Choose.",
                "choices": [choice("round", chance=arms), choice("out", chance=dice)],
            },
            "heads": LOOP,
            "tails": TAILS,
            "end": ENDING,
        },
        people=2,
        teams=("Red",),
    )


def test_a_choice_behind_which_nothing_ever_comes_is_refused(endless: Session) -> None:
    assert endless.solution is None
    endless.do(Step(Move.BEGIN))
    endless.ask({1: 0, 2: 0})
    endless.do(Step(Move.CLOSE), Step(Move.REVEAL))
    refused = endless.refused(Take())
    assert (refused.reason, refused.hint) == (Reason.NOT_NOW, "Take another choice, or finish.")
    endless.do(Take("out"))
    assert everything(endless.replayed().room) == everything(endless.room)


def test_a_vote_for_such_a_choice_counts_and_its_team_stays_where_it_is(endless: Session) -> None:
    endless.do(Step(Move.SET_OFF))
    events = endless.vote({1: 0, 2: 0}, team="Red")
    assert [type(event) for event in events] == [Voted, Voted]
    assert endless.refused(Settle(1, 1)).reason is Reason.NOT_NOW
    endless.do(TakeForTeam("Red", "out"))
    assert everything(endless.replayed().room) == everything(endless.room)


def test_a_story_that_never_begins_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machines, "INTERLUDES_IN_A_ROW", 20)
    session = session_of({"heads": LOOP, "tails": TAILS}, people=1, teams=("Red",))
    assert session.refused(Step(Move.BEGIN)).reason is Reason.NOT_NOW
    assert session.refused(Step(Move.SET_OFF)).reason is Reason.NOT_NOW


def test_a_decision_without_a_choice_is_not_put_to_the_vote() -> None:
    session = session_of(
        {
            "start": {
                "scene": "Stuck.",
                "choices": [choice("a", goto="end", when="1 > 2"), choice("b", goto="end", when="1 > 2")],
            },
            "end": ENDING,
        }
    )
    session.do(Step(Move.BEGIN))
    assert session.refused(Ask()).reason is Reason.NOT_NOW
    session.do(Step(Move.FINISH))


def test_every_command_on_a_session_that_is_over_is_refused(loaded: Loaded) -> None:
    session = Session.of(loaded, people=1)
    session.do(Step(Move.END))
    for command in (Step(Move.END), Ask(), CastVote(1, 1, "leave-it", "x"), Take()):
        assert session.refused(command).reason is Reason.OVER
