"""Laws that hold whatever is asked of a room, in whatever order."""

from __future__ import annotations

from collections import Counter
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from sim.engine.machine import ScenarioMachine
from sim.engine.verdict import judge
from sim.room.rules.command import (
    Ask,
    CastVote,
    ChangeTeam,
    Command,
    Extend,
    Join,
    Lock,
    Remove,
    Rename,
    Settle,
    Step,
    Take,
    TakeForTeam,
    TimeUp,
)
from sim.room.rules.course import Course
from sim.room.rules.event import Closed, Event, Taken, Voted
from sim.room.rules.phase import MOVES, Move, Phase
from sim.room.rules.refusal import Refused
from sim.room.rules.room import Room
from sim.room.rules.ruling import handle
from tests.room.rules.recount import recount
from tests.room.rules.session import Session, everything, secret_of
from tests.scenario_strategy import PATH, Story, stories

TEAMS = ("Red", "Blue", "Green")
NAMES = st.one_of(
    st.sampled_from(["", "Ann", "ann", "Ann 2", "[b]Bo[/b]", "=1+1", "\u202eeve", " \u200b"]), st.text()
)
SECONDS = st.sampled_from([None, 0.5, 5.0, 60.0, 0.0, -1.0, float("nan"), float("inf"), 1e9])
SUBMISSIONS = st.sampled_from(["a", "b", "c"])


class RoomMachine(RuleBasedStateMachine):
    """Any commands at any moments, to a room for any scenario, with and without teams."""

    @initialize(story=stories(), teams=st.sampled_from([(), TEAMS[:1], TEAMS]), people=st.integers(2, 5))
    def open(self, story: Story, teams: tuple[str, ...], people: int) -> None:
        solution = judge(story.compiled, PATH, budget=2_000).solution
        self.session = Session(ScenarioMachine(story.compiled), solution, teams)
        self.now = 1_001.0
        self.session.join(people)

    @property
    def room(self) -> Room:
        return self.session.room

    # What is asked of it

    @rule(name=NAMES, team=st.sampled_from([None, "", *TEAMS, "Black"]), number=st.integers(1, 9))
    def join(self, name: str, team: str | None, number: int) -> None:
        self.ask_for(Join(secret_of(number), name, team))

    @precondition(lambda self: self.room.phase in ("open", "own-pace") or self.now % 2 == 0)
    @rule(data=st.data(), submission=SUBMISSIONS)
    def vote(self, data: st.DataObject, submission: str) -> None:
        self.ask_for(CastVote(*self.vote_for(data), submission))

    @precondition(lambda self: self.room.phase in ("open", "own-pace"))
    @rule(data=st.data(), submission=SUBMISSIONS, other=SUBMISSIONS)
    def vote_and_change_it_and_send_the_first_again(
        self, data: st.DataObject, submission: str, other: str
    ) -> None:
        first = CastVote(*self.vote_for(data), submission)
        if not self.ask_for(first):
            return
        self.ask_for(CastVote(first.participant, first.question, self.vote_for(data)[2], other))
        before = everything(self.room)
        assert self.ask_for(first) == ()
        assert everything(self.room) == before

    @precondition(lambda self: self.room.own_pace or self.now % 2 == 0)
    @rule(participant=st.integers(1, 5), question=st.integers(1, 3))
    def settle(self, participant: int, question: int) -> None:
        self.ask_for(Settle(participant, question))

    @rule(participant=st.integers(1, 9), team=st.sampled_from(["", *TEAMS, "Black"]))
    def change_team(self, participant: int, team: str) -> None:
        self.ask_for(ChangeTeam(participant, team))

    @precondition(lambda self: self.room.own_pace)
    @rule(data=st.data(), submission=SUBMISSIONS)
    def everybody_votes(self, data: st.DataObject, submission: str) -> None:
        for person in self.room.present:
            course = self.room.course_of(person.number)
            question = None if course is None else course.question
            if question is not None:
                choice = data.draw(st.sampled_from(question.choices)).id
                self.ask_for(CastVote(person.number, question.number, choice, submission))

    @rule(data=st.data())
    def go_on(self, data: st.DataObject) -> None:
        self.go_the_usual_way(data)

    @rule(data=st.data())
    def go_on_further(self, data: st.DataObject) -> None:
        self.go_the_usual_way(data)
        self.go_the_usual_way(data)

    def go_the_usual_way(self, data: st.DataObject) -> None:
        """So that rooms come further than chance would bring them."""
        usual: dict[str, Command] = {
            "lobby": Step(data.draw(st.sampled_from([Move.BEGIN, Move.SET_OFF]))),
            "scene": Ask(data.draw(st.sampled_from([None, 5.0, 60.0]))),
            "open": Step(Move.CLOSE),
            "closed": Step(Move.REVEAL),
            "split": Take(self.some_choice(data)),
            "coaching": Take(self.some_choice(data)),
            "next": Step(Move.GO_ON),
        }
        if self.room.phase == "open" and data.draw(st.booleans()):
            self.everybody_votes(data, data.draw(SUBMISSIONS))
        elif self.room.phase in usual:
            self.ask_for(usual[self.room.phase])
        elif self.room.phase == "own-pace":
            team = data.draw(st.sampled_from(list(self.room.teams)))
            question = self.room.teams[team].question
            if question is not None:
                self.ask_for(TakeForTeam(team, data.draw(st.sampled_from(question.choices)).id))

    @rule(move=st.sampled_from([move for move in Move if move not in (Move.END, Move.FINISH)]))
    def step(self, move: Move) -> None:
        self.ask_for(Step(move))

    @precondition(lambda self: len(self.session.log) > 20)
    @rule(move=st.sampled_from([Move.FINISH, Move.FINISH, Move.END]))
    def end(self, move: Move) -> None:
        self.ask_for(Step(move))

    @precondition(lambda self: self.room.phase == "scene" or self.now % 2 == 0)
    @rule(seconds=SECONDS)
    def ask(self, seconds: float | None) -> None:
        self.ask_for(Ask(seconds))

    @precondition(lambda self: self.room.phase == "open" or self.now % 2 == 0)
    @rule(seconds=SECONDS)
    def extend(self, seconds: float | None) -> None:
        self.ask_for(Extend(seconds))

    @precondition(lambda self: self.room.phase in ("split", "coaching") or self.now % 2 == 0)
    @rule(data=st.data())
    def take(self, data: st.DataObject) -> None:
        self.ask_for(Take(data.draw(st.sampled_from([None, "no such", "", self.some_choice(data)]))))

    @precondition(lambda self: self.room.own_pace or self.now % 2 == 0)
    @rule(data=st.data(), team=st.sampled_from([*TEAMS, "Black"]))
    def take_for_team(self, data: st.DataObject, team: str) -> None:
        self.ask_for(TakeForTeam(team, self.some_choice(data) or "no such"))

    @precondition(lambda self: self.now % 2 == 0)
    @rule(locked=st.booleans())
    def lock(self, locked: bool) -> None:
        self.ask_for(Lock(locked))

    @precondition(lambda self: self.room.people > 2)
    @rule(participant=st.integers(1, 9))
    def remove(self, participant: int) -> None:
        self.ask_for(Remove(participant))

    @rule(participant=st.integers(1, 9), name=NAMES)
    def rename(self, participant: int, name: str) -> None:
        self.ask_for(Rename(participant, name))

    @precondition(lambda self: self.room.phase == "open")
    @rule(number=st.integers(0, 3))
    def time_up(self, number: int) -> None:
        self.ask_for(TimeUp(number or self.session.question().number))

    @rule(seconds=st.sampled_from([1.0, 5.0, 100.0]))
    def wait(self, seconds: float) -> None:
        self.now += seconds

    # What holds of each

    def ask_for(self, command: Command) -> tuple[Event, ...] | None:
        """Do it, and hold what follows to the laws; None where it was refused."""
        room, before = self.room, everything(self.room)
        phase, deadline, standing = Phase(room.phase), room.deadline, room.question
        try:
            events = handle(room, command, self.now)
        except Refused as refused:
            assert everything(room) == before, "a refused command changed the room"
            assert refused.message.endswith(".")
            assert refused.hint is not None
            assert refused.hint.endswith(".")
            return None
        self.session.log.extend(events)
        if not events:
            assert everything(room) == before, "the room changed without an event"
        self.hold_to_the_moves(phase)
        for event in events:
            if isinstance(event, Voted):
                assert phase is Phase.OWN_PACE or (
                    phase is Phase.OPEN and (deadline is None or self.now < deadline)
                )
            if isinstance(event, Closed) and event.by_time:
                assert deadline is not None
                assert self.now >= deadline
            if isinstance(event, Taken) and event.team is None:
                assert standing is not None
                self.hold_to_the_majority(event, [vote.choice for vote in standing.votes.values()])
        return events

    def hold_to_the_moves(self, before: Phase) -> None:
        after = Phase(self.room.phase)
        ways = {(source, goal) for _, sources, goal in MOVES for source in sources}
        assert after is before or (before, after) in ways or (before, after) == (Phase.NEXT, Phase.DEBRIEF)

    def hold_to_the_majority(self, taken: Taken, votes: list[str]) -> None:
        if self.room.opened.teams:
            return
        counts = Counter(votes)
        most = max(counts.values(), default=0)
        leading = {choice for choice, count in counts.items() if count == most}
        if leading == {taken.choice}:
            assert taken.decided == "majority"
        elif taken.choice in leading:
            assert taken.decided == "tie-broken"
        else:
            assert taken.decided == "facilitator"

    @invariant()
    def the_tally_is_a_count_of_the_votes_in_the_log(self) -> None:
        courses: list[tuple[str | None, Course | None]] = [
            (None, self.room.together),
            *self.room.teams.items(),
        ]
        for team, course in courses:
            for question in course.questions if course is not None else ():
                recounted = recount(self.session.log, question.number, team)
                assert {number: vote.choice for number, vote in question.votes.items()} == recounted
                assert question.split({}).people == {
                    choice.id: list(recounted.values()).count(choice.id) for choice in question.choices
                }

    @invariant()
    def nobody_present_has_the_name_of_another(self) -> None:
        names = [person.name.casefold() for person in self.room.present]
        assert len(set(names)) == len(names)

    @invariant()
    def the_indexes_agree_with_the_participants(self) -> None:
        room = self.room
        present = [person for person in room.participants.values() if not person.removed]
        assert list(room.present) == present
        assert room.people == len(present)
        for team in room.opened.teams:
            members = sorted(person.number for person in room.members(team))
            assert members == [person.number for person in present if person.team == team]
            assert room.size_of(team) == len(members)
        for person in present:
            assert room.bearer_of(person.name) == person.number
            assert room.holder_of(person.secret) is person

    @invariant()
    def no_deadline_stands_but_while_voting_is_open(self) -> None:
        assert self.room.deadline is None or self.room.phase == "open"

    @invariant()
    def everything_can_be_seen_at_any_moment(self) -> None:
        views = self.session.views()
        assert set(views["own"]) == set(self.room.participants)

    def teardown(self) -> None:
        if not hasattr(self, "session"):
            return
        again = self.session.replayed()
        assert everything(again.room) == everything(self.room)
        assert again.views() == self.session.views()
        assert again.log == self.session.log

    # What may be chosen from

    def vote_for(self, data: st.DataObject) -> tuple[int, int, str]:
        participant = data.draw(st.integers(1, 6))
        course = self.room.course_of(participant) if participant in self.room.participants else None
        question = None if course is None else course.question
        if question is None or data.draw(st.integers(0, 9)) == 0:
            return participant, data.draw(st.integers(0, 3)), "no such"
        return participant, question.number, data.draw(st.sampled_from(question.choices)).id

    def some_choice(self, data: st.DataObject) -> str | None:
        question: Any = self.room.question
        for course in self.room.teams.values():
            question = question or course.question
        return None if question is None else data.draw(st.sampled_from(question.choices)).id


TestRoomLaws = RoomMachine.TestCase
TestRoomLaws.settings = settings(max_examples=80, stateful_step_count=60)
