from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from sim.room.rules.command import Ask, Remove, Step
from sim.room.rules.phase import Move
from sim.room.server import room_host
from sim.room.server.rooms import NoSuchRoom, ScenarioChanged
from sim.store.loading import Loaded
from sim.store.room_log import SqliteRoomLog
from tests.room.server.conftest import Clock
from tests.room.server.served import OpenRoom, Served


def test_a_room_taken_up_again_is_where_it_was(
    opened: OpenRoom, serve: Callable[..., Served], log: SqliteRoomLog, loaded: Loaded, clock: Clock
) -> None:
    ann, ben, cem = (opened.join(name) for name in ("Ann", "Ben", "Cem"))
    opened.do(Remove(cem.number), Step(Move.BEGIN), Ask())
    assert ann.vote("leave-it", "before").status == 200
    before = opened.view()
    opened.served.stop()
    clock.time += 13 * 3600
    again = serve(log).reopen(opened.code.lower(), loaded)
    after = again.view()
    assert replace(after, people=()) == replace(before, people=())
    assert [person.name for person in after.people] == ["Ann", "Ben"]
    ann.room = ben.room = cem.room = again
    assert ann.look().json["view"]["you"]["vote"] == {"choice": "leave-it", "submission": "before"}
    assert cem.look().reason == "removed"
    assert ben.vote("leave-it", "after").json["view"]["shared"]["phase"] == "open"
    # People can join again from now on, for another twelve hours.
    assert again.join("Dee").number == 4


def test_time_that_ran_out_while_nobody_hosted_leaves_people_time_to_come_back(
    opened: OpenRoom,
    serve: Callable[..., Served],
    log: SqliteRoomLog,
    loaded: Loaded,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ann = opened.join("Ann")
    opened.do(Step(Move.BEGIN), Ask(60))
    opened.served.stop()
    clock.time += 600
    monkeypatch.setattr(room_host, "BACK_WITHIN", 0.3)
    ann.room = serve(log).reopen(opened.code, loaded)
    line = ann.socket()
    assert line.until(lambda frame: frame["view"]["shared"]["deadline"] == clock.time + 0.3)
    assert ann.vote("leave-it", "unsent").status == 200
    clock.time += 1
    line.until_phase("closed")
    line.close()


def test_time_that_is_up_closes_the_question(opened: OpenRoom, clock: Clock) -> None:
    ann = opened.join("Ann")
    line = ann.socket()
    opened.do(Step(Move.BEGIN), Ask(0.2))
    assert line.until_phase("open")["view"]["shared"]["deadline"] == clock.time + 0.2
    clock.time += 1
    assert line.until_phase("closed")["view"]["shared"]["deadline"] is None
    assert ann.vote("leave-it").reason == "not-open"
    line.close()


@pytest.mark.parametrize("code", ["AAAAAA", "nothing", ""])
def test_a_room_that_is_not_kept_cannot_be_taken_up(code: str, served: Served, loaded: Loaded) -> None:
    with pytest.raises(NoSuchRoom) as refused:
        served.reopen(code, loaded)
    assert refused.value.hint


def test_a_session_that_was_ended_cannot_be_taken_up(
    opened: OpenRoom, serve: Callable[..., Served], log: SqliteRoomLog, loaded: Loaded
) -> None:
    opened.do(Step(Move.END))
    with pytest.raises(NoSuchRoom, match="ended"):
        serve(log).reopen(opened.code, loaded)


def test_a_room_is_not_taken_up_with_another_version_of_its_scenario(
    opened: OpenRoom, serve: Callable[..., Served], log: SqliteRoomLog, loaded: Loaded
) -> None:
    edited = replace(loaded, scenario=replace(loaded.scenario, hash="of something else"))
    with pytest.raises(ScenarioChanged, match="edited"):
        serve(log).reopen(opened.code, edited)


def test_a_server_that_closes_keeps_what_it_had_begun_to_keep(opened: OpenRoom, log: SqliteRoomLog) -> None:
    people = [opened.join() for _ in range(3)]
    opened.do(Step(Move.BEGIN), Ask())
    for person in people:
        assert person.vote("leave-it").status == 200
    opened.served.stop()
    assert len(log.votes(opened.code, 1)) == 3
