"""Teams that play at their own pace, each its own run."""

from __future__ import annotations

import pytest

from sim.room.rules.command import CastVote, ChangeTeam, Join, Remove, Settle, Step, TakeForTeam
from sim.room.rules.event import Decided, Removed, Taken, Voted
from sim.room.rules.phase import Move
from sim.room.rules.refusal import Reason
from sim.room.rules.session_debrief import session_debrief
from sim.store.loading import Loaded
from tests.room.rules.session import Session, secret_of

RED, BLUE = "Red", "Blue"


@pytest.fixture
def session(loaded: Loaded) -> Session:
    """Three people in Red (1, 2, 3), two in Blue (4, 5), set off."""
    session = Session.of(loaded, (RED, BLUE))
    session.join(3, RED)
    session.join(2, BLUE)
    session.do(Step(Move.SET_OFF))
    return session


def test_a_team_goes_on_when_all_have_voted_and_one_choice_leads(session: Session) -> None:
    assert len(session.vote({1: 0, 2: 1}, team=RED)) == 2
    voted, taken = session.vote({3: 0}, team=RED)
    assert isinstance(voted, Voted)
    assert taken == Taken(1, "ask-her-voice", Decided.MAJORITY, RED, 1.0)
    assert (session.question(RED).number, session.question(BLUE).number) == (2, 1)


def test_two_teams_go_different_ways(session: Session) -> None:
    session.vote({1: 0, 2: 0, 3: 0}, team=RED)
    session.vote({4: 1, 5: 1}, team=BLUE)
    red, blue = session.room.teams[RED], session.room.teams[BLUE]
    assert red.play.record.choices == ("ask-her-voice",)
    assert blue.play.record.choices == ("leave-it",)
    assert red.answered[0].votes.keys() == {1, 2, 3}
    assert session.shared(RED).told != session.shared(BLUE).told


def test_what_the_dice_do_is_the_same_for_teams_that_go_the_same_way(session: Session) -> None:
    session.vote({1: 1, 2: 1, 3: 1}, team=RED)
    session.vote({4: 1, 5: 1}, team=BLUE)
    assert session.room.teams[RED].play.record == session.room.teams[BLUE].play.record
    assert session.room.teams[RED].play.record.draws


def test_a_team_that_is_split_waits_until_one_vote_is_changed(session: Session) -> None:
    session.vote({4: 0, 5: 1}, team=BLUE)
    refused = session.refused(Settle(4, 1))
    assert (refused.reason, refused.hint) == (Reason.TIED, "Talk it over; one changed vote decides.")
    session.vote({4: 1}, "changed", team=BLUE)
    assert session.room.teams[BLUE].answered[0].taken == "leave-it"


def test_a_team_settles_without_those_who_have_not_voted(session: Session) -> None:
    assert session.refused(Settle(1, 1)).reason is Reason.NO_VOTES
    session.vote({1: 1}, team=RED)
    assert session.do(Settle(2, 1)) == (Taken(1, "leave-it", Decided.MAJORITY, RED, 1.0),)
    assert session.do(Settle(3, 1)) == ()
    assert session.refused(Settle(3, 9)).reason is Reason.OLD_QUESTION


def test_the_others_go_on_when_whoever_they_waited_for_is_sent_out(session: Session) -> None:
    session.vote({1: 0, 2: 0}, team=RED)
    removed, taken = session.do(Remove(3))
    assert removed == Removed(3)
    assert isinstance(taken, Taken)
    assert (taken.team, taken.choice) == (RED, "ask-her-voice")


def test_the_vote_of_who_is_sent_out_does_not_decide(session: Session) -> None:
    session.vote({1: 0, 2: 1}, team=RED)
    assert session.do(Remove(1)) == (Removed(1),)
    assert session.question(RED).votes.keys() == {2}
    assert session.vote({3: 1}, team=RED)[-1] == Taken(1, "leave-it", Decided.MAJORITY, RED, 1.0)


def test_a_tie_broken_by_sending_somebody_out_goes_on(session: Session) -> None:
    session.vote({4: 0, 5: 1}, team=BLUE)
    assert session.do(Remove(4)) == (Removed(4), Taken(1, "leave-it", Decided.MAJORITY, BLUE, 1.0))


def test_a_team_whose_members_all_left_is_decided_for(session: Session) -> None:
    session.vote({4: 0}, team=BLUE)
    session.do(Remove(5))
    assert session.room.teams[BLUE].answered
    assert session.do(Remove(4)) == (Removed(4),)
    assert session.facilitator().teams[1].members == 0
    session.do(TakeForTeam(BLUE, session.choice(0, BLUE)))
    question = session.room.teams[BLUE].answered[1]
    assert (question.votes, question.decided) == ({}, Decided.FACILITATOR)
    session.do(Join(secret_of(6), team=BLUE))
    assert session.own(6).members == 1


def test_nothing_is_taken_for_a_team_when_somebody_is_sent_out_of_the_debrief(session: Session) -> None:
    session.vote({4: 0}, team=BLUE)
    session.do(Step(Move.FINISH))
    assert session.do(Remove(5)) == (Removed(5),)


@pytest.mark.parametrize(
    ("votes", "choice", "decided"),
    [
        ({4: 1}, "leave-it", Decided.MAJORITY),
        ({4: 1}, "ask-her-voice", Decided.FACILITATOR),
        ({4: 1, 5: 0}, "leave-it", Decided.TIE_BROKEN),
    ],
)
def test_who_decided_for_a_team_is_told(
    session: Session, votes: dict[int, int], choice: str, decided: Decided
) -> None:
    session.vote(votes, team=BLUE)
    assert session.do(TakeForTeam(BLUE, choice)) == (Taken(1, choice, decided, BLUE, 1.0),)


def test_what_cannot_be_taken_for_a_team_is_refused(session: Session, loaded: Loaded) -> None:
    assert session.refused(TakeForTeam("Black", "leave-it")).reason is Reason.UNKNOWN_TEAM
    assert session.refused(TakeForTeam(RED, "no such")).reason is Reason.UNKNOWN_CHOICE
    together = Session.of(loaded, (RED, BLUE), people=2)
    together.do(Step(Move.BEGIN))
    assert together.refused(TakeForTeam(RED, "leave-it")).reason is Reason.NOT_NOW


def to_the_end(session: Session, team: str) -> None:
    while not session.room.teams[team].over:
        session.do(TakeForTeam(team, session.choice(0, team)))


def test_a_team_that_came_to_its_ending_waits_for_the_debrief(session: Session) -> None:
    to_the_end(session, RED)
    red, blue = session.shared(RED), session.shared(BLUE)
    assert (red.question, red.choices, red.ending is None) == (None, (), False)
    assert blue.ending is None
    refused = session.refused(CastVote(1, 1, "leave-it", "late"))
    assert (refused.reason, refused.message) == (Reason.NOT_OPEN, "The story is over.")
    assert session.refused(TakeForTeam(RED, "leave-it")).reason is Reason.NOT_NOW
    assert session.facilitator().teams[0].ending is red.ending


def test_the_debrief_may_come_before_all_are_done(session: Session) -> None:
    to_the_end(session, RED)
    session.vote({4: 1}, team=BLUE)
    session.do(Step(Move.FINISH))
    assert session.refused(CastVote(5, 1, "leave-it", "late")).reason is Reason.NOT_OPEN
    red, blue = session_debrief(session.room, session.solution, ()).courses
    assert red.debrief is not None
    assert red.debrief.record == session.room.teams[RED].play.record
    assert blue.debrief is None
    assert [question.votes.keys() for question in blue.questions] == [{4}]
    assert len(session.shared(BLUE).results) == 1


def test_the_board_tells_where_each_team_stands(session: Session) -> None:
    session.vote({1: 0, 2: 0, 3: 0}, team=RED)
    session.vote({4: 0}, team=BLUE)
    red, blue = session.facilitator().teams
    assert (red.team, red.question, red.voted, red.members) == (RED, 2, 0, 3)
    assert (blue.team, blue.question, blue.voted, blue.members) == (BLUE, 1, 1, 2)
    assert blue.judged is not None
    assert blue.judged.split.people == {"ask-her-voice": 1, "leave-it": 0}
    assert [person.voted for person in session.facilitator().people] == [False, False, False, True, False]


def test_a_team_sees_how_many_of_it_have_voted_but_not_for_what(session: Session) -> None:
    session.vote({1: 0, 2: 1}, team=RED)
    own = session.own(3)
    assert (own.voted, own.members, own.vote) == (2, 3, None)
    assert session.shared(RED).split is None


def test_teams_stay_as_they_are_once_they_play(session: Session) -> None:
    assert session.refused(ChangeTeam(1, BLUE)).reason is Reason.NOT_NOW
    assert session.do(ChangeTeam(1, RED)) == ()


def test_whoever_comes_late_votes_with_their_team(session: Session) -> None:
    session.join(1)
    assert session.room.participants[6].team == BLUE
    session.vote({4: 0, 5: 0}, team=BLUE)
    assert session.question(BLUE).number == 1
    session.vote({6: 1}, team=BLUE)
    assert session.question(BLUE).number == 2
