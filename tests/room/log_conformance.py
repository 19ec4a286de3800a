"""What every store of rooms has to do, whatever stands behind it.

A test of a store is a subclass of `LogConformance` with a fixture `opener`: each call of it gives a log of the same
store, another connection to it where there is such a thing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from itertools import count
from threading import Barrier, Thread

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.room.log import KeptRoom, Overtaken, RoomLog
from sim.room.rules.command import Ask, CastVote, ChangeTeam, Command, Join, Remove, Settle, Step, Take
from sim.room.rules.event import (
    Asked,
    Begun,
    Closed,
    Coached,
    DeadlineSet,
    Decided,
    Ended,
    Event,
    Finished,
    Joined,
    Locked,
    Moved,
    Opened,
    Removed,
    Renamed,
    Revealed,
    Taken,
    Voted,
    WentOn,
)
from sim.room.rules.phase import Move
from sim.room.rules.question import Vote
from sim.room.rules.refusal import Refused
from sim.room.rules.room import Room
from sim.room.rules.ruling import handle
from sim.store.loading import Loaded

Opener = Callable[[], RoomLog]

CODE = "KWX47F"
OTHER = "ACDEFG"
# The store may stand through all examples: each has a room of its own.
_FIXTURES = (HealthCheck.function_scoped_fixture, HealthCheck.differing_executors)
_CODES = (f"ROOM{number}" for number in count())


def opening(code: str = CODE, at: float = 1.5, teams: tuple[str, ...] = ()) -> Opened:
    return Opened(code, "quiet", "hash", "/quiet.yaml", 7, teams, at)


def vote(participant: int, choice: str = "call", submission: str = "s", question: int = 1) -> Voted:
    return Voted(question, participant, choice, submission, 2.25)


ONE_OF_EACH: tuple[Event, ...] = (
    opening(teams=("Red", "Größe “1”")),
    Joined(1, "f" * 64, "Åsa <b>🦊</b> عمر", "Red", 1.75),
    Joined(2, "e" * 64, "'; DROP TABLE event; --", "Größe “1”", 1.0),
    Renamed(1, "Ann"),
    Moved(1, "Größe “1”"),
    Locked(True),
    Begun(False, 2.0),
    Asked(1, None),
    DeadlineSet(1, 1_700_000_000.123),
    vote(1, "call", "a"),
    vote(1, "write", "b"),
    vote(2, "call", "c"),
    Removed(2),
    Closed(1, by_time=True),
    Revealed(1),
    Coached(1),
    Taken(1, "write", Decided.TIE_BROKEN, None, 3.0),
    WentOn(),
    Finished(),
    Ended(4.0),
)


@pytest.fixture
def log(opener: Opener) -> Iterator[RoomLog]:
    with closing(opener()) as opened:
        yield opened


def started(log: RoomLog, code: str = CODE, people: int = 3) -> int:
    """A room in which people may vote on the first question; returns how many events it has."""
    joined = [
        Joined(number, f"{number:064}", f"Guest {number}", None, 1.0) for number in range(1, people + 1)
    ]
    return log.append(code, 0, (opening(code), *joined, Begun(False, 2.0), Asked(1, None)))


def append_at_last(log: RoomLog, code: str, events: Sequence[Event]) -> int:
    """Append, however often others come first; returns how often they did."""
    for tries in count():
        try:
            log.append(code, len(log.events(code)), events)
        except Overtaken:
            continue
        return tries
    raise AssertionError


def at_once(*tasks: Callable[[], None]) -> None:
    """Do tasks in threads of their own, begun together; the first error of any of them is raised."""
    start, errors = Barrier(len(tasks)), []

    def do(task: Callable[[], None]) -> None:
        start.wait()
        try:
            task()
        except BaseException as error:
            errors.append(error)

    threads = [Thread(target=do, args=(task,)) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


class LogConformance:
    """The tests. Where a log that was closed lets go of everything, `outlives` is False."""

    outlives = True

    # Order, and all or none

    def test_events_come_back_as_they_were_and_in_their_order(self, log: RoomLog) -> None:
        assert log.append(CODE, 0, ONE_OF_EACH) == len(ONE_OF_EACH)
        assert log.events(CODE) == ONE_OF_EACH

    def test_it_makes_no_difference_how_many_are_appended_at_once(self, log: RoomLog) -> None:
        for number, event in enumerate(ONE_OF_EACH):
            assert log.append(CODE, number, (event,)) == number + 1
        assert log.events(CODE) == ONE_OF_EACH
        assert log.votes(CODE, 1) == {1: Vote("write", "b")}

    def test_nothing_is_known_of_a_room_that_was_never_opened(self, log: RoomLog) -> None:
        assert log.events(CODE) == ()
        assert log.votes(CODE, 1) == {}
        assert log.rooms() == ()
        log.forget(CODE)

    def test_appending_nothing_changes_nothing(self, log: RoomLog) -> None:
        assert log.append(CODE, 0, ()) == 0
        assert log.rooms() == ()
        after = started(log)
        assert log.append(CODE, after, ()) == after
        assert len(log.events(CODE)) == after

    @pytest.mark.parametrize("wrong", [-1, 0, 1, 5, 7, 1_000_000])
    def test_of_events_behind_another_number_than_there_are_none_is_kept(
        self, log: RoomLog, wrong: int
    ) -> None:
        after = started(log)
        assert after == 6
        before = log.events(CODE)
        for events in ((vote(1), vote(2)), (opening(),), ()):
            with pytest.raises(Overtaken) as raised:
                log.append(CODE, wrong, events)
            assert CODE in raised.value.message
            assert raised.value.hint is not None
        assert log.events(CODE) == before
        assert log.votes(CODE, 1) == {}
        assert log.append(CODE, after, (vote(1),)) == 7

    def test_of_a_room_that_is_not_there_nothing_can_be_continued(self, log: RoomLog) -> None:
        with pytest.raises(Overtaken):
            log.append(CODE, 1, (vote(1),))
        assert log.rooms() == ()

    @pytest.mark.parametrize(
        "events", [(vote(1),), (opening(OTHER),), (opening(), opening()), (opening(), vote(1), opening())]
    )
    def test_a_log_begins_with_the_opening_of_its_room_and_has_no_other(
        self, log: RoomLog, events: tuple[Event, ...]
    ) -> None:
        with pytest.raises(ValueError, match=CODE):
            log.append(CODE, 0, events)
        assert (log.events(CODE), log.votes(CODE, 1), log.rooms()) == ((), {}, ())

    def test_where_one_event_cannot_be_kept_none_is(self, log: RoomLog) -> None:
        after = started(log)
        with pytest.raises(ValueError, match=CODE):
            log.append(CODE, after, (vote(1), vote(2), opening()))
        assert len(log.events(CODE)) == after
        assert log.votes(CODE, 1) == {}

    # Votes

    def test_everybody_has_one_vote_on_a_question_the_latest(self, log: RoomLog) -> None:
        after = started(log)
        after = log.append(CODE, after, (vote(1, "call", "a"), vote(2, "call", "a"), vote(1, "write", "b")))
        after = log.append(CODE, after, (vote(2, "wait", "c"), vote(2, "wait", "c")))
        assert log.votes(CODE, 1) == {1: Vote("write", "b"), 2: Vote("wait", "c")}
        assert len(log.events(CODE)) == after == 11

    def test_the_votes_on_each_question_stand_by_themselves(self, log: RoomLog) -> None:
        after = started(log)
        log.append(CODE, after, (vote(1, "call", "a"), vote(1, "write", "a", 2), vote(2, "wait", "a", 2)))
        assert log.votes(CODE, 1) == {1: Vote("call", "a")}
        assert log.votes(CODE, 2) == {1: Vote("write", "a"), 2: Vote("wait", "a")}
        assert log.votes(CODE, 3) == {}

    @pytest.mark.parametrize("in_one", [True, False], ids=["in one", "one by one"])
    def test_who_is_sent_out_keeps_their_vote_on_what_was_decided_alone(
        self, log: RoomLog, in_one: bool
    ) -> None:
        after = started(log)
        decided = Taken(1, "call", Decided.MAJORITY, None, 3.0)
        events: Sequence[Event] = (
            *(vote(1), vote(2), Closed(1, False), Revealed(1), decided, WentOn(), Asked(2, None)),
            *(vote(1, question=2), vote(2, question=2), Removed(1), vote(3, question=2)),
        )
        for some in [events] if in_one else [(event,) for event in events]:
            after = log.append(CODE, after, some)
        assert set(log.votes(CODE, 1)) == {1, 2}
        assert set(log.votes(CODE, 2)) == {2, 3}

    def test_at_a_teams_own_pace_what_counts_is_what_that_team_decided(self, log: RoomLog) -> None:
        log.append(
            CODE,
            0,
            (
                opening(teams=("Red", "Blue")),
                *(Joined(number, f"{number:064}", f"Guest {number}", "Red", 1.0) for number in (1, 2, 3)),
                *(Moved(3, "Blue"), Begun(True, 2.0), vote(1), vote(2), vote(3)),
                Taken(1, "call", Decided.MAJORITY, "Red", 3.0),
                *(vote(1, question=2), Removed(1), Removed(3)),
            ),
        )
        assert set(log.votes(CODE, 1)) == {1, 2}
        assert log.votes(CODE, 2) == {}

    @given(data=st.data(), teams=st.booleans())
    @settings(max_examples=40, deadline=None, suppress_health_check=_FIXTURES)
    def test_its_votes_and_its_room_are_those_of_the_rules(
        self, log: RoomLog, loaded: Loaded, data: st.DataObject, teams: bool
    ) -> None:
        code = next(_CODES)
        room = Room(opening(code, teams=("Red", "Blue") if teams else ()), loaded.machine)
        opened = Opened(code, "quiet", "hash", "/quiet.yaml", 7, room.opened.teams, 1.5)
        after, waiting = 0, [opened, *_do(room, *(Join(f"secret {number}") for number in range(4)))]
        waiting += _do(room, Step(data.draw(st.sampled_from((Move.BEGIN, Move.SET_OFF)))))
        for _ in range(data.draw(st.integers(1, 30))):
            waiting += _do(room, *data.draw(_commands(room)))
            if data.draw(st.booleans()):
                after = log.append(code, after, waiting)
                waiting = []
        log.append(code, after, waiting)
        again = Room.replayed(log.events(code), loaded.machine)
        assert (again.phase, again.participants) == (room.phase, room.participants)
        courses = [room.together] if room.together is not None else room.teams.values()
        expected: dict[int, dict[int, Vote]] = {}
        for course in courses:
            for question in course.questions:
                expected.setdefault(question.number, {}).update(question.votes)
        for question_number in range(1, 10):
            assert log.votes(code, question_number) == expected.get(question_number, {})

    # Rooms beside each other

    def test_rooms_know_nothing_of_each_other(self, log: RoomLog) -> None:
        one, two = started(log), started(log, OTHER, people=5)
        log.append(CODE, one, (vote(1, "call"), vote(2, "call")))
        log.append(OTHER, two, (vote(1, "write"), Removed(1), vote(3, "wait")))
        assert log.votes(CODE, 1) == {1: Vote("call", "s"), 2: Vote("call", "s")}
        assert log.votes(OTHER, 1) == {3: Vote("wait", "s")}
        assert (len(log.events(CODE)), len(log.events(OTHER))) == (8, 11)

    def test_the_rooms_are_told_latest_opened_first(self, log: RoomLog) -> None:
        for code, at in (("B", 2.0), ("C", 3.0), ("A", 1.0)):
            log.append(code, 0, (opening(code, at),))
        log.append("B", 1, (Locked(True), Ended(9.0)))
        assert log.rooms() == (
            KeptRoom(opening("C", 3.0), 1, False),
            KeptRoom(opening("B", 2.0), 3, True),
            KeptRoom(opening("A", 1.0), 1, False),
        )

    def test_a_forgotten_room_is_gone_and_the_others_are_not(self, log: RoomLog) -> None:
        one, two = started(log), started(log, OTHER)
        log.append(CODE, one, (vote(1),))
        log.append(OTHER, two, (vote(1),))
        log.forget(CODE)
        assert (log.events(CODE), log.votes(CODE, 1)) == ((), {})
        assert [room.opened.code for room in log.rooms()] == [OTHER]
        assert set(log.votes(OTHER, 1)) == {1}
        with pytest.raises(Overtaken):
            log.append(CODE, one + 1, (vote(2),))

    def test_a_forgotten_code_can_be_that_of_a_new_room(self, log: RoomLog) -> None:
        log.append(CODE, started(log), (vote(1), Ended(3.0)))
        log.forget(CODE)
        assert log.append(CODE, 0, (opening(at=9.0),)) == 1
        assert log.rooms() == (KeptRoom(opening(at=9.0), 1, False),)
        assert log.votes(CODE, 1) == {}

    # What was kept is kept

    def test_what_append_returned_from_is_seen_by_everybody_at_once(self, opener: Opener) -> None:
        with closing(opener()) as one, closing(opener()) as two:
            after = started(one)
            assert two.append(CODE, after, (vote(1),)) == after + 1
            assert set(one.votes(CODE, 1)) == {1}
            assert one.append(CODE, after + 1, (vote(2),)) == after + 2
            assert two.events(CODE)[-1] == vote(2)
            two.forget(CODE)
            assert one.rooms() == ()

    def test_what_append_returned_from_is_there_when_the_log_was_closed(self, opener: Opener) -> None:
        if not self.outlives:
            pytest.skip("this one lets go of everything")
        with closing(opener()) as log:
            log.append(CODE, started(log), (vote(1),))
        with closing(opener()) as log:
            assert log.append(CODE, 7, (vote(2),)) == 8
        with closing(opener()) as log:
            assert set(log.votes(CODE, 1)) == {1, 2}
            assert log.events(CODE)[-2:] == (vote(1), vote(2))

    # Several at once

    @pytest.mark.parametrize("shared", [True, False], ids=["one log", "a log each"])
    def test_of_several_who_append_to_a_room_at_once_nobodys_events_are_lost_or_kept_twice(
        self, opener: Opener, shared: bool
    ) -> None:
        writers, each = range(1, 5), 15
        with ExitStack() as stack:
            logs = [stack.enter_context(closing(opener()))] * len(writers)
            if not shared:
                logs[1:] = [stack.enter_context(closing(opener())) for _ in writers[1:]]
            started(logs[0], people=len(writers))

            def write(log: RoomLog, participant: int) -> None:
                for number in range(each):
                    both = (
                        vote(participant, submission=f"{number}a"),
                        vote(participant, submission=f"{number}b"),
                    )
                    append_at_last(log, CODE, both)

            at_once(
                *(lambda log=log, who=who: write(log, who) for log, who in zip(logs, writers, strict=True))
            )
            kept = [event for event in logs[0].events(CODE) if isinstance(event, Voted)]
            for participant in writers:
                own = [event.submission for event in kept if event.participant == participant]
                assert own == [f"{number}{half}" for number in range(each) for half in "ab"]
            # Nobody came between the two of one append.
            assert [event.participant for event in kept[::2]] == [event.participant for event in kept[1::2]]
            last = Vote("call", f"{each - 1}b")
            assert logs[0].votes(CODE, 1) == dict.fromkeys(writers, last)

    def test_of_several_who_open_a_room_with_the_same_code_one_does(self, opener: Opener) -> None:
        opened: list[int] = []
        with ExitStack() as stack:
            logs = [stack.enter_context(closing(opener())) for _ in range(4)]

            def open_room(number: int) -> None:
                try:
                    logs[number].append(CODE, 0, (opening(at=float(number)), Locked(True)))
                except Overtaken:
                    return
                opened.append(number)

            at_once(*(lambda number=number: open_room(number) for number in range(4)))
            assert len(opened) == 1
            assert logs[0].rooms() == (KeptRoom(opening(at=float(opened[0])), 2, False),)

    def test_rooms_that_go_on_at_the_same_time_do_not_hinder_each_other(self, log: RoomLog) -> None:
        codes = ("A", "B", "C", "D")
        overtaken = []

        def play(code: str) -> None:
            started(log, code)
            overtaken.append(sum(append_at_last(log, code, (vote(1, submission=f"{n}"),)) for n in range(20)))

        at_once(*(lambda code=code: play(code) for code in codes))
        assert overtaken == [0] * len(codes)
        for code in codes:
            assert [event.submission for event in log.events(code)[6:] if isinstance(event, Voted)] == [
                f"{number}" for number in range(20)
            ]

    def test_who_reads_while_others_append_sees_whole_steps_only(self, opener: Opener) -> None:
        with closing(opener()) as writing, closing(opener()) as reading:
            first = started(writing, people=5)
            done = False

            def write() -> None:
                nonlocal done
                for number in range(40):
                    step = [vote(participant, submission=f"{number}") for participant in range(1, 6)]
                    append_at_last(writing, CODE, step)
                done = True

            def read() -> None:
                last = False
                while not last:
                    last = done
                    for log in (writing, reading):
                        assert (len(log.events(CODE)) - first) % 5 == 0
                        assert len({cast.submission for cast in log.votes(CODE, 1).values()}) <= 1
                        (room,) = log.rooms()
                        assert (room.events - first) % 5 == 0

            at_once(write, read)
            assert len(reading.events(CODE)) == first + 200


def _do(room: Room, *commands: Command) -> list[Event]:
    """The events that commands make; none of those that are refused."""
    events: list[Event] = []
    for command in commands:
        try:
            events.extend(handle(room, command, at=2.5))
        except Refused:
            continue
    return events


def _commands(room: Room) -> st.SearchStrategy[tuple[Command, ...]]:
    person = st.integers(1, 5)
    courses = [room.together] if room.together is not None else list(room.teams.values())
    standing = [course.question for course in courses if course is not None and course.question is not None]
    names = sorted({choice.id for question in standing for choice in question.choices}) or ["none"]
    numbers = sorted({question.number for question in standing}) or [1]
    voting = st.builds(
        CastVote, person, st.sampled_from(numbers), st.sampled_from(names), st.sampled_from("abcdef")
    )
    one = st.one_of(
        st.builds(Step, st.sampled_from((Move.CLOSE, Move.REVEAL, Move.COACH, Move.GO_ON))),
        st.just(Ask()),
        st.builds(Take, st.sampled_from(names)),
        st.builds(Remove, person),
        st.builds(ChangeTeam, person, st.sampled_from(("Red", "Blue"))),
        st.builds(Settle, person, st.sampled_from(numbers)),
        st.builds(Join, st.sampled_from(("later", "latest"))),
    )
    onward = (Step(Move.CLOSE), Step(Move.REVEAL), Take(names[0]), Step(Move.GO_ON), Ask())
    return st.one_of(
        st.lists(voting, min_size=1, max_size=4).map(tuple), one.map(lambda it: (it,)), st.just(onward)
    )
