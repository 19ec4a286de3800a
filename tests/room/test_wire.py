"""What goes over the wire, and above all what does not."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from typing import Any

import pytest

from sim.engine.telling import Voice
from sim.room.rules.command import Ask, CastVote, Join, Remove, Step, Take
from sim.room.rules.phase import Move, Phase
from sim.room.rules.refusal import Reason, Refused
from sim.room.wire import facilitator_form, own_form, refusal_form, shared_form
from sim.store.loading import Loaded
from tests.room.rules.session import Session

PEOPLE = 40
TEAMS = ("Red", "Blue")
SHOWN_FROM = {"split": {"split", "coaching", "next"}, "worths": {"coaching", "next"}}


def peopled(loaded: Loaded, teams: tuple[str, ...] = ()) -> Session:
    """A room in which every secret and every submission can be looked for in what is seen."""
    session = Session.of(loaded, teams)
    for number in range(1, PEOPLE + 1):
        session.do(Join(secrets.token_hex(32), f"Person-{number}-named"))
    return session


def submission_of(participant: int, question: int) -> str:
    return f"submission-{participant}-of-{question}-end"


def together(session: Session) -> Iterator[Session]:
    """The session in every phase it goes through."""
    yield session
    session.do(Step(Move.BEGIN))
    while session.room.phase != Phase.DEBRIEF:
        yield session
        session.do(Ask(60.0))
        question = session.question()
        for person in session.room.present:
            choice = question.choices[person.number % 3 % len(question.choices)].id
            session.do(
                CastVote(
                    person.number, question.number, choice, submission_of(person.number, question.number)
                )
            )
        for command in (Step(Move.CLOSE), Step(Move.REVEAL), Step(Move.COACH), Take(question.choices[0].id)):
            yield session
            session.do(command)
        yield session
        session.do(Step(Move.GO_ON))
    yield session
    session.do(Step(Move.END))
    yield session


def at_own_pace(session: Session) -> Iterator[Session]:
    """The same for teams at their own pace."""
    session.do(Step(Move.SET_OFF))
    yield session
    for team in session.room.teams:
        for place, person in enumerate(session.room.members(team)[:-1]):
            question = session.question(team)
            choice = question.choices[place % 2].id
            session.do(CastVote(person.number, 1, choice, submission_of(person.number, 1)))
        yield session
    session.do(Step(Move.FINISH))
    yield session
    session.do(Step(Move.END))
    yield session


def sessions(loaded: Loaded) -> Iterator[Session]:
    yield from together(peopled(loaded))
    yield from together(peopled(loaded, TEAMS))
    yield from at_own_pace(peopled(loaded, TEAMS))


def test_nobody_sees_a_secret_a_submission_or_the_name_of_another(loaded: Loaded) -> None:
    for session in sessions(loaded):
        for team in (None, *session.room.teams):
            shared = json.dumps(shared_form(session.shared(team)))
            assert "submission" not in shared
            assert "Person-" not in shared
            assert not [one for one in session.room.participants.values() if one.secret in shared]
        for person in session.room.present:
            own = json.dumps(own_form(session.own(person.number)))
            assert own.count("submission-") <= 1
            assert own.count("Person-") == own.count(f"Person-{person.number}-named") == 1
            assert "submission-" not in own or f"submission-{person.number}-of-" in own
            assert not [one for one in session.room.participants.values() if one.secret in own]


def test_the_facilitator_sees_no_secret_and_no_submission_either(loaded: Loaded) -> None:
    for session in sessions(loaded):
        seen = json.dumps(facilitator_form(session.facilitator(here=range(PEOPLE))))
        assert "submission" not in seen
        assert not [one for one in session.room.participants.values() if one.secret in seen]


def test_what_is_seen_does_not_hang_on_how_others_voted_before_the_split_is_shown(loaded: Loaded) -> None:
    """The law of secrecy: two rooms that differ in a vote only look the same to everybody but who cast it."""
    one, other = peopled(loaded), peopled(loaded)
    for session in (one, other):
        session.do(Step(Move.BEGIN), Ask(60.0))
    one.do(CastVote(1, 1, one.choice(0), "a"), CastVote(2, 1, one.choice(0), "b"))
    other.do(CastVote(2, 1, one.choice(0), "b"), CastVote(1, 1, one.choice(1), "c"))
    for step in (Step(Move.CLOSE), None):
        assert shared_form(one.shared()) == shared_form(other.shared())
        for number in range(2, PEOPLE + 1):
            assert own_form(one.own(number)) == own_form(other.own(number))
        if step is not None:
            one.do(step)
            other.do(step)
    one.do(Step(Move.REVEAL))
    other.do(Step(Move.REVEAL))
    assert shared_form(one.shared()) != shared_form(other.shared())


def test_a_team_at_its_own_pace_does_not_see_how_it_votes_until_it_has_decided(loaded: Loaded) -> None:
    one, other = peopled(loaded, TEAMS), peopled(loaded, TEAMS)
    for session, place in ((one, 0), (other, 1)):
        session.do(Step(Move.SET_OFF), CastVote(1, 1, "ask-her-voice" if place == 0 else "leave-it", "a"))
    for team in TEAMS:
        assert shared_form(one.shared(team)) == shared_form(other.shared(team))
    for number in range(2, PEOPLE + 1):
        assert own_form(one.own(number)) == own_form(other.own(number))


@pytest.mark.parametrize("teams", [(), TEAMS])
def test_split_and_worths_are_there_when_they_are_shown_and_at_no_other_time(
    loaded: Loaded, teams: tuple[str, ...]
) -> None:
    phases = set()
    for session in together(peopled(loaded, teams)):
        seen = shared_form(session.shared())
        phases.add(seen["phase"])
        for part, since in SHOWN_FROM.items():
            assert (seen[part] is not None) is (seen["phase"] in since), (part, seen["phase"])
        judged = seen["phase"] in ("debrief", "ended")
        assert bool(seen["results"]) is judged
        assert bool(own_form(session.own(1))["results"]) is judged
        if seen["phase"] not in {*SHOWN_FROM["worths"], "debrief", "ended"}:
            text = json.dumps(seen)
            assert not [
                choice.because
                for state in session.machine.compiled.scenario.states.values()
                for choice in state.choices
                if json.dumps(choice.because)[1:-1] in text
            ]
    assert phases == set(Phase) - {"own-pace"}


def test_what_can_be_chosen_is_shown_from_the_vote_on(loaded: Loaded) -> None:
    shown = {"open", "closed", "split", "coaching", "next"}
    for session in together(peopled(loaded)):
        seen = shared_form(session.shared())
        assert bool(seen["choices"]) is (seen["phase"] in shown), seen["phase"]
        assert (seen["question"] is not None) is (seen["phase"] in {"scene", *shown})
        assert (seen["taken"] is not None) is (seen["phase"] == "next")


def test_a_vote_that_was_open_when_the_session_ended_is_not_told_afterwards(loaded: Loaded) -> None:
    session = peopled(loaded)
    session.do(Step(Move.BEGIN))
    session.ask({1: 0, 2: 1})
    session.do(Step(Move.END))
    assert shared_form(session.shared())["results"] == []


def test_what_was_not_decided_when_the_facilitator_finished_is_in_the_debrief(loaded: Loaded) -> None:
    session = peopled(loaded)
    session.do(Step(Move.BEGIN))
    session.ask({1: 0, 2: 1, 3: 1})
    session.do(Step(Move.CLOSE), Step(Move.FINISH))
    (result,) = shared_form(session.shared())["results"]
    assert (result["taken"], result["split"]["people"]) == (None, {"ask-her-voice": 1, "leave-it": 2})
    session.do(Step(Move.END))
    assert shared_form(session.shared())["results"] == [result]


def keys(form: dict[str, Any]) -> set[str]:
    return set(form)


def test_the_forms_have_the_keys_that_the_pages_read(loaded: Loaded) -> None:
    for session in sessions(loaded):
        seen = facilitator_form(session.facilitator())
        assert keys(seen) == {
            "shared",
            "people",
            "voted",
            "judged",
            "discuss",
            "teams",
            "so_far",
            "story_over",
        }
        assert keys(seen["shared"]) == {
            *(
                "code",
                "title",
                "phase",
                "own_pace",
                "question",
                "told",
                "choices",
                "deadline",
                "people",
                "teams",
            ),
            *("locked", "split", "worths", "taken", "ending", "results"),
        }
        assert keys(own_form(session.own(1))) == {
            *("participant", "name", "team", "vote", "voted", "members", "results", "conduct"),
        }
        assert {key for team in seen["teams"] for key in team} <= {
            *("team", "question", "voted", "members", "judged", "ending"),
        }
        for told in seen["shared"]["told"]:
            assert keys(told) == {"voice", "words", "who", "role"}
            assert told["voice"] in set(Voice)
        json.dumps(seen, allow_nan=False)


def test_the_split_the_worths_and_what_was_taken_as_they_are_sent(loaded: Loaded) -> None:
    session = Session.of(loaded, people=3)
    session.do(Step(Move.BEGIN))
    session.ask({1: 0, 2: 1, 3: 1})
    session.do(Step(Move.CLOSE), Step(Move.REVEAL), Step(Move.COACH))
    seen = shared_form(session.shared())
    assert seen["split"] == {
        "people": {"ask-her-voice": 1, "leave-it": 2},
        "units": {"ask-her-voice": 1, "leave-it": 2},
        "leading": ["leave-it"],
    }
    asked, left = seen["worths"]
    assert (asked["id"], asked["best"], asked["label"]) == ("ask-her-voice", True, "best")
    assert asked["coaching"] == "You asked about the customer before the number."
    assert left["points"] > 2
    session.do(Take())
    assert shared_form(session.shared())["taken"] == {
        "choice": "leave-it",
        "text": "Leave it with Marcus until the renewal date.",
        "decided": "majority",
    }


def test_ones_own_vote_is_confirmed_by_its_submission(loaded: Loaded) -> None:
    session = Session.of(loaded, people=2)
    session.do(Step(Move.BEGIN), Ask(), CastVote(1, 1, "leave-it", "mine"))
    assert own_form(session.own(1))["vote"] == {"choice": "leave-it", "submission": "mine"}
    assert own_form(session.own(2))["vote"] is None


def test_ones_own_debrief_has_ones_own_votes(loaded: Loaded) -> None:
    session = Session.of(loaded, people=2)
    session.do(Step(Move.BEGIN))
    session.go_on({1: 0}, "ask-her-voice")
    session.go_on({1: 0, 2: 1}, "call-together")
    own = own_form(session.own(1))
    assert own["results"] == [
        {"question": 1, "vote": "ask-her-voice"},
        {"question": 2, "vote": "call-together"},
    ]
    assert own["conduct"] == 100.0
    assert own_form(session.own(2))["results"][0] == {"question": 1, "vote": None}
    prompts = [result["prompt"] for result in shared_form(session.shared())["results"]]
    assert prompts == ["They prefer email. Always have.", "He turns the screen away a little."]


def test_who_was_removed_is_in_nobodys_view(loaded: Loaded) -> None:
    session = peopled(loaded)
    session.do(Remove(7))
    assert "Person-7-named" not in json.dumps(facilitator_form(session.facilitator()))
    assert shared_form(session.shared())["people"] == PEOPLE - 1


def test_a_refusal_goes_over_the_wire_with_its_hint() -> None:
    assert refusal_form(Refused(Reason.TIED, "The room is split evenly.", "Name one.")) == {
        "reason": "tied",
        "message": "The room is split evenly.",
        "hint": "Name one.",
    }
