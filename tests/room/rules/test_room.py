from __future__ import annotations

import pytest

from sim.room.rules.command import Ask, CastVote, Command, Join, Step, Take
from sim.room.rules.event import Decided, Event, from_form, to_form
from sim.room.rules.phase import Move
from sim.room.rules.refusal import Reason, Refused
from sim.room.rules.room import Room
from sim.room.rules.ruling import handle
from sim.store.loading import Loaded


def do(room: Room, log: list[Event], *commands: Command) -> None:
    for command in commands:
        log.extend(handle(room, command, at=1.0))


def test_a_room_plays_a_scenario_to_its_debrief(room: Room, log: list[Event]) -> None:
    do(room, log, *(Join(f"secret {number}") for number in range(3)), Step(Move.BEGIN))
    while room.phase != "debrief":
        do(room, log, Ask())
        question = room.question
        assert question is not None
        first, second = question.choices[0].id, question.choices[1].id
        do(room, log, CastVote(1, question.number, second, "a"), CastVote(2, question.number, first, "b"))
        do(room, log, CastVote(3, question.number, first, "c"))
        do(room, log, Step(Move.CLOSE), Step(Move.REVEAL), Step(Move.COACH), Take())
        assert (question.taken, question.decided) == (first, Decided.MAJORITY)
        do(room, log, Step(Move.GO_ON))
    assert room.together is not None
    assert room.together.over


def test_a_room_is_what_its_log_makes_of_it(room: Room, log: list[Event], loaded: Loaded) -> None:
    do(room, log, Join("secret", "Ann"), Join("other", "Ann"), Step(Move.BEGIN), Ask(30.0))
    question = room.question
    assert question is not None
    do(room, log, CastVote(2, 1, question.choices[0].id, "x"))
    again = Room.replayed([from_form(to_form(event)) for event in log], loaded.machine)
    assert (again.phase, again.deadline) == ("open", 31.0)
    assert again.participants == room.participants
    assert [person.name for person in again.present] == ["Ann", "Ann 2"]
    assert again.question is not None
    assert again.question.votes == question.votes


def test_a_vote_outside_the_open_phase_is_refused(room: Room, log: list[Event]) -> None:
    do(room, log, Join("secret"), Step(Move.BEGIN))
    question = room.question
    assert question is not None
    with pytest.raises(Refused) as refused:
        handle(room, CastVote(1, 1, question.choices[0].id, "x"), at=1.0)
    assert refused.value.reason is Reason.NOT_OPEN
    assert question.votes == {}
