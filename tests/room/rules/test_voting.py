from __future__ import annotations

import pytest

from sim.room.rules.command import Ask, CastVote, Extend, Remove, Settle, Step, Take, TimeUp
from sim.room.rules.event import Closed, DeadlineSet, Decided, Taken
from sim.room.rules.phase import Move, Phase
from sim.room.rules.refusal import Reason
from sim.store.loading import Loaded
from tests.room.rules.session import Session, in_phase

SHUT = [phase for phase in Phase if phase not in (Phase.OPEN, Phase.OWN_PACE)]


@pytest.fixture
def session(loaded: Loaded) -> Session:
    """Four people at an open question."""
    session = Session.of(loaded, people=4)
    session.do(Step(Move.BEGIN), Ask())
    return session


@pytest.mark.parametrize("phase", SHUT)
def test_a_vote_is_refused_in_every_phase_but_the_open_one(loaded: Loaded, phase: Phase) -> None:
    session = in_phase(Session.of(loaded, people=2), phase)
    question = session.room.question
    choice = "ask-her-voice" if question is None else question.choices[0].id
    refused = session.refused(CastVote(1, 1 if question is None else question.number, choice, "new"))
    assert refused.reason is (Reason.OVER if phase is Phase.ENDED else Reason.NOT_OPEN)


def test_a_vote_may_be_changed_while_voting_is_open(session: Session) -> None:
    session.vote({1: 0}, "first")
    session.vote({1: 1}, "second")
    assert session.question().split({}).people == {"ask-her-voice": 0, "leave-it": 1}


def test_a_submission_sent_again_changes_nothing_however_late(session: Session) -> None:
    first, second = session.choice(0), session.choice(1)
    session.do(CastVote(1, 1, first, "a"), CastVote(1, 1, second, "b"))
    late = (CastVote(1, 1, first, "a"), CastVote(1, 1, second, "b"))
    for step in (Step(Move.CLOSE), Step(Move.REVEAL), Take(second), Step(Move.GO_ON), Ask()):
        assert session.do(*late) == ()
        session.do(step)
    assert session.do(*late) == ()
    assert session.room.together is not None
    assert session.room.together.answered[0].votes[1].choice == second


def test_the_same_name_of_a_submission_may_be_used_by_two_people(session: Session) -> None:
    session.do(CastVote(1, 1, session.choice(0), "x"), CastVote(2, 1, session.choice(1), "x"))
    assert len(session.question().votes) == 2


def test_a_vote_for_another_question_than_the_one_shown_is_refused(session: Session) -> None:
    assert session.refused(CastVote(1, 2, session.choice(0), "x")).reason is Reason.OLD_QUESTION


def test_a_vote_for_what_cannot_be_chosen_is_refused_with_what_can(session: Session) -> None:
    refused = session.refused(CastVote(1, 1, "call-together", "x"))
    assert (refused.reason, refused.hint) == (Reason.UNKNOWN_CHOICE, "There are: ask-her-voice, leave-it.")


def test_nobody_votes_under_a_number_that_is_not_theirs_any_more(session: Session) -> None:
    session.vote({1: 0, 2: 0})
    session.do(Remove(1))
    assert session.refused(CastVote(1, 1, session.choice(0), "late")).reason is Reason.REMOVED
    assert session.refused(CastVote(9, 1, session.choice(0), "x")).reason is Reason.UNKNOWN_PERSON
    assert session.question().split({}).people == {"ask-her-voice": 1, "leave-it": 0}


def test_a_removed_persons_vote_on_a_decided_question_stays(session: Session) -> None:
    session.vote({1: 0, 2: 0})
    session.do(Step(Move.CLOSE), Step(Move.REVEAL), Take(), Remove(1))
    assert session.room.together is not None
    assert len(session.room.together.answered[0].votes) == 2


# Time


def test_a_vote_counts_before_the_deadline_and_not_from_it_on(loaded: Loaded) -> None:
    session = in_phase(Session.of(loaded, people=2), Phase.SCENE)
    session.do(Ask(30.0), at=100.0)
    vote = CastVote(1, 1, session.choice(0), "x")
    refused = session.refused(vote, at=130.0)
    assert (refused.reason, refused.message) == (Reason.NOT_OPEN, "The time for this vote is up.")
    assert session.do(vote, at=129.999)


def test_the_clock_closes_a_vote_at_its_deadline_and_not_before(loaded: Loaded) -> None:
    session = in_phase(Session.of(loaded, people=1), Phase.SCENE)
    session.do(Ask(30.0), at=100.0)
    assert session.do(TimeUp(1), at=129.999) == ()
    assert session.do(TimeUp(2), at=200.0) == ()
    assert session.do(TimeUp(1), at=130.0) == (Closed(1, by_time=True),)
    assert session.do(TimeUp(1), at=131.0) == ()


def test_the_clock_of_a_session_that_is_over_is_not_refused(loaded: Loaded) -> None:
    assert in_phase(Session.of(loaded), Phase.ENDED).do(TimeUp(1)) == ()


def test_time_given_is_added_to_the_time_left_and_begins_now_where_none_is_left(loaded: Loaded) -> None:
    session = in_phase(Session.of(loaded, people=1), Phase.SCENE)
    session.do(Ask(30.0), at=100.0)
    assert session.do(Extend(20.0), at=110.0) == (DeadlineSet(1, 150.0),)
    assert session.do(Extend(20.0), at=160.0) == (DeadlineSet(1, 180.0),)
    assert session.do(Extend(None), at=170.0) == (DeadlineSet(1, None),)
    assert session.do(Extend(None), at=170.0) == ()
    assert session.do(TimeUp(1), at=1e6) == ()
    assert session.do(Extend(20.0), at=200.0) == (DeadlineSet(1, 220.0),)


@pytest.mark.parametrize("seconds", [0.0, -1.0, 86_400.1, float("inf"), float("nan")])
def test_a_timer_runs_for_more_than_nothing_and_a_day_at_most(session: Session, seconds: float) -> None:
    assert session.refused(Extend(seconds)).reason is Reason.BAD_TIME
    session.do(Step(Move.CLOSE))
    assert session.refused(Ask(seconds)).reason is Reason.BAD_TIME


def test_a_vote_closed_too_soon_is_asked_again_with_the_votes_it_has(session: Session) -> None:
    session.vote({1: 0})
    session.do(Step(Move.CLOSE), Ask(10.0))
    session.vote({2: 0})
    assert session.question().split({}).people["ask-her-voice"] == 2


def test_only_an_open_vote_has_its_time_extended(loaded: Loaded) -> None:
    assert in_phase(Session.of(loaded), Phase.SCENE).refused(Extend(5.0)).reason is Reason.NOT_OPEN


# What is taken


@pytest.mark.parametrize(
    ("votes", "named", "taken", "decided"),
    [
        ({1: 0, 2: 0, 3: 1}, None, 0, Decided.MAJORITY),
        ({1: 0, 2: 0, 3: 1}, 0, 0, Decided.MAJORITY),
        ({1: 0, 2: 0, 3: 1}, 1, 1, Decided.FACILITATOR),
        ({1: 0, 2: 1}, 1, 1, Decided.TIE_BROKEN),
        ({}, 1, 1, Decided.FACILITATOR),
    ],
)
def test_who_decided_is_told(
    session: Session, votes: dict[int, int], named: int | None, taken: int, decided: Decided
) -> None:
    session.vote(votes)
    session.do(Step(Move.CLOSE), Step(Move.REVEAL))
    choices = [choice.id for choice in session.question().choices]
    (event,) = session.do(Take(None if named is None else choices[named]))
    assert event == Taken(1, choices[taken], decided, None, 1.0)


@pytest.mark.parametrize(("votes", "reason"), [({1: 0, 2: 1}, Reason.TIED), ({}, Reason.NO_VOTES)])
def test_without_a_majority_a_choice_must_be_named(
    session: Session, votes: dict[int, int], reason: Reason
) -> None:
    session.vote(votes)
    session.do(Step(Move.CLOSE), Step(Move.REVEAL))
    refused = session.refused(Take())
    assert (refused.reason, refused.hint) == (reason, "Name the choice to go on with.")
    assert session.refused(Take("")).reason is Reason.UNKNOWN_CHOICE


def test_a_room_that_plays_together_is_not_settled_by_a_participant(session: Session) -> None:
    session.vote({1: 0})
    assert session.refused(Settle(1, 1)).reason is Reason.NOT_NOW


# Teams that play together


def test_each_team_is_one_vote_where_the_room_plays_together(loaded: Loaded) -> None:
    session = Session.of(loaded, ("Red", "Blue", "Green"))
    session.join(5, "Red")
    session.join(1, "Blue")
    session.join(1, "Green")
    session.do(Step(Move.BEGIN), Ask())
    session.vote({1: 0, 2: 0, 3: 0, 4: 0, 5: 0, 6: 1, 7: 1})
    split = session.question().split(session.room.team_of)
    assert (split.people, split.units) == (
        {"ask-her-voice": 5, "leave-it": 2},
        {"ask-her-voice": 1, "leave-it": 2},
    )
    assert split.majority == "leave-it"
    by_team = session.question().split_by_team(session.room.team_of)
    assert {team: dict(one.people) for team, one in by_team.items()} == {
        "Red": {"ask-her-voice": 5, "leave-it": 0},
        "Blue": {"ask-her-voice": 0, "leave-it": 1},
        "Green": {"ask-her-voice": 0, "leave-it": 1},
    }


def test_a_team_that_is_split_has_no_vote(loaded: Loaded) -> None:
    session = Session.of(loaded, ("Red", "Blue"), people=4)
    session.do(Step(Move.BEGIN), Ask())
    session.vote({1: 0, 3: 1, 2: 1})
    split = session.question().split(session.room.team_of)
    assert (split.units, split.majority) == ({"ask-her-voice": 0, "leave-it": 1}, "leave-it")


def test_where_no_team_has_a_majority_the_people_decide(loaded: Loaded) -> None:
    session = Session.of(loaded, ("Red", "Blue"), people=4)
    session.do(Step(Move.BEGIN), Ask())
    session.vote({1: 0, 3: 1, 2: 1, 4: 0})
    assert session.question().split(session.room.team_of).leading == ("ask-her-voice", "leave-it")
    session.do(Step(Move.CLOSE), Step(Move.REVEAL))
    assert session.refused(Take()).reason is Reason.TIED
    (taken,) = session.do(Take("leave-it"))
    assert isinstance(taken, Taken)
    assert taken.decided is Decided.TIE_BROKEN
