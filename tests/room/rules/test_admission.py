from __future__ import annotations

import pytest

from sim.room.rules import admission
from sim.room.rules.command import ChangeTeam, Join, Lock, Remove, Rename, Step
from sim.room.rules.event import Joined, Locked, Moved, Renamed
from sim.room.rules.phase import Move, Phase
from sim.room.rules.refusal import Reason
from sim.store.loading import Loaded
from tests.room.rules.session import Session, in_phase, secret_of

TEAMS = ("Red", "Blue")


@pytest.fixture
def session(loaded: Loaded) -> Session:
    return Session.of(loaded)


def names(session: Session) -> list[str]:
    return [person.name for person in session.room.present]


def test_whoever_joins_gets_the_next_number_and_their_name(session: Session) -> None:
    assert session.do(Join(secret_of(1), " Ann  Lee ")) == (Joined(1, secret_of(1), "Ann Lee", None, 1.0),)
    assert session.do(Join(secret_of(2))) == (Joined(2, secret_of(2), "Guest 2", None, 1.0),)


def test_whoever_comes_back_is_the_same_person_under_the_same_name(session: Session) -> None:
    session.do(Join(secret_of(1), "Ann"))
    assert session.do(Join(secret_of(1), "Somebody else", "Red")) == ()
    assert names(session) == ["Ann"]


@pytest.mark.parametrize("phase", [phase for phase in Phase if phase is not Phase.ENDED])
def test_people_come_back_in_every_phase_also_into_a_locked_room(loaded: Loaded, phase: Phase) -> None:
    session = in_phase(Session.of(loaded, TEAMS, people=2), phase)
    session.do(Lock(True))
    assert session.do(Join(secret_of(1))) == ()


def test_people_of_one_name_are_numbered(session: Session) -> None:
    for number, name in enumerate(("Ann", "ann", "ANN 2", "Ann", "Guest 5", "", ""), start=1):
        session.do(Join(secret_of(number), name))
    assert names(session) == ["Ann", "ann 2", "ANN 2 2", "Ann 3", "Guest 5", "Guest 6", "Guest 7"]


def test_the_name_of_who_was_sent_out_is_free_again(session: Session) -> None:
    session.do(Join(secret_of(1), "Ann"), Remove(1), Join(secret_of(2), "Ann"))
    assert names(session) == ["Ann"]


def test_a_name_of_which_nothing_is_seen_is_refused(session: Session) -> None:
    session.join(1)
    for command in (Join(secret_of(2), "\u200b\u200b"), Rename(1, "\u200b"), Rename(1, "")):
        refused = session.refused(command)
        assert (refused.reason, refused.hint) == (Reason.BAD_NAME, "Take one with letters or digits.")


def test_who_was_sent_out_stays_out(session: Session) -> None:
    session.do(Join(secret_of(1), "Ann"), Remove(1))
    refused = session.refused(Join(secret_of(1), "Ann"))
    assert (refused.reason, refused.message) == (Reason.REMOVED, "Ann is not in the room any more.")
    assert session.refused(Remove(1)).reason is Reason.REMOVED
    assert session.refused(Remove(2)).reason is Reason.UNKNOWN_PERSON


def test_a_locked_room_lets_nobody_else_in_until_it_is_unlocked(session: Session) -> None:
    assert session.do(Lock(False)) == ()
    assert session.do(Lock(True), Lock(True)) == (Locked(True),)
    assert session.refused(Join(secret_of(1))).reason is Reason.LOCKED
    session.do(Lock(False))
    session.join(1)


def test_a_full_room_lets_nobody_else_in_until_somebody_leaves(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(admission, "LARGEST_ROOM", 3)
    session.join(3)
    assert session.refused(Join(secret_of(4))).reason is Reason.FULL
    session.do(Remove(2))
    session.join(1)


def test_nobody_comes_to_a_story_that_is_over(loaded: Loaded) -> None:
    for phase in (Phase.DEBRIEF, Phase.ENDED):
        assert in_phase(Session.of(loaded), phase).refused(Join(secret_of(1))).reason is Reason.OVER


def test_whoever_is_renamed_keeps_off_the_names_of_others(session: Session) -> None:
    session.do(Join(secret_of(1), "Ann"), Join(secret_of(2), "Bo"))
    assert session.do(Rename(2, "ann")) == (Renamed(2, "ann 2"),)
    assert session.do(Rename(2, "ann 2")) == ()
    assert session.do(Rename(2, "ANN 2")) == (Renamed(2, "ANN 2"),)
    assert session.refused(Rename(7, "Cy")).reason is Reason.UNKNOWN_PERSON


def test_the_name_that_somebody_gave_up_is_free_again(session: Session) -> None:
    session.do(Join(secret_of(1), "Ann"), Rename(1, "Bo"), Join(secret_of(2), "Ann"))
    assert names(session) == ["Bo", "Ann"]


# Teams


def test_whoever_names_no_team_comes_into_the_first_of_the_smallest(loaded: Loaded) -> None:
    session = Session.of(loaded, TEAMS)
    session.join(1, "Red")
    session.join(3)
    session.do(Join(secret_of(5), team=""))
    assert [person.team for person in session.room.present] == ["Red", "Blue", "Red", "Blue", "Red"]


def test_a_team_that_is_not_there_is_refused_with_those_that_are(loaded: Loaded) -> None:
    session = Session.of(loaded, TEAMS, people=1)
    for command in (Join(secret_of(2), team="Black"), ChangeTeam(1, "Black"), ChangeTeam(1, "")):
        refused = session.refused(command)
        assert (refused.reason, refused.hint) == (Reason.UNKNOWN_TEAM, "There are: Red, Blue.")


def test_a_room_without_teams_has_none_to_come_into(session: Session) -> None:
    session.do(Join(secret_of(1), team="Red"))
    assert session.room.participants[1].team is None
    assert session.refused(ChangeTeam(1, "Red")).reason is Reason.NO_TEAMS


def test_teams_are_changed_in_the_lobby_and_not_later(loaded: Loaded) -> None:
    session = Session.of(loaded, TEAMS, people=2)
    assert session.do(ChangeTeam(1, "Blue"), ChangeTeam(1, "Blue")) == (Moved(1, "Blue"),)
    assert [person.number for person in session.room.members("Blue")] == [2, 1]
    session.do(Step(Move.BEGIN))
    assert session.refused(ChangeTeam(1, "Red")).reason is Reason.NOT_NOW
