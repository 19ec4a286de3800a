from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path
from threading import Thread

import pytest

from sim.cli.host_lines import HostLines
from sim.cli.host_orders import NotUnderstood, read_order
from sim.engine.verdict import judge
from sim.room.memory_log import MemoryLog
from sim.room.rules.command import ChangeTeam, Remove, Rename, Take, TakeForTeam
from sim.room.rules.facilitator_view import FacilitatorView, PersonRow, facilitator_view
from sim.room.rules.room import Room
from sim.room.server.facilitation import Facilitation
from sim.room.server.fault_file import FaultFile
from sim.room.server.hosting import TOO_BIG, Wish, host_room
from sim.store.loading import Loaded, load
from tests.cli.hosted import Guest
from tests.room.conftest import THE_EXAMPLE, opened

QUICK = 20.0


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    return load(THE_EXAMPLE)


@pytest.fixture
def hosted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Loaded], Facilitation]]:
    monkeypatch.setenv("EMPTYCHAIR_HOME", str(tmp_path))
    all_hosted: list[Facilitation] = []

    def host(loaded: Loaded) -> Facilitation:
        all_hosted.append(
            host_room(loaded, MemoryLog(), Wish(port=0, names=("a.local",), kept=False), FaultFile())
        )
        return all_hosted[-1]

    yield host
    for one in all_hosted:
        one.stop()


def lines_of(led: Facilitation, typed: Iterable[str]) -> list[str]:
    output = StringIO()
    assert HostLines(led, output).run(typed) == 0
    return output.getvalue().splitlines()


def test_a_scenario_too_big_to_be_solved_is_led_without_worths(
    hosted: Callable[[Loaded], Facilitation], loaded: Loaded
) -> None:
    led = hosted(replace(loaded, verdict=judge(loaded.compiled, loaded.path, budget=2)))
    told = lines_of(led, ["begin", "ask", "close", "reveal", "coach", "take 1", "next", "finish"])
    assert f"Note: {TOO_BIG}" in told
    assert [line for line in told if line.startswith("Worth: ")] == []
    assert [line for line in told if line.startswith("Done: ")][-1] == "Done: finish"
    assert (
        "This scenario is too big to be solved exactly, so nobody can say what the choices were worth."
        in " ".join(told)
    )


def test_whoever_waits_for_nobody_is_told_what_may_be_the_matter(
    hosted: Callable[[Loaded], Facilitation], loaded: Loaded
) -> None:
    led = hosted(loaded)
    output = StringIO()
    lines = HostLines(led, output, patience=0.0)

    def typed() -> Iterator[str]:
        while "Nobody has reached this address yet" not in output.getvalue():
            time.sleep(0.01)
        yield "quit"

    waiting = Thread(target=lines.run, args=(typed(),), daemon=True)
    waiting.start()
    waiting.join(QUICK)
    assert not waiting.is_alive()
    assert output.getvalue().count("Note: Nobody has reached this address yet") == 1


def test_a_room_with_teams_names_how_many_teams_each_choice_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, loaded: Loaded
) -> None:
    monkeypatch.setenv("EMPTYCHAIR_HOME", str(tmp_path))
    wish = Wish(port=0, names=("a.local",), teams=("Red", "Blue"), kept=False)
    led = host_room(loaded, MemoryLog(), wish, FaultFile())
    port = int(led.urls[0].split(":")[2].split("/")[0])

    def typed() -> Iterator[str]:
        people = [Guest(port, led.code, team=team) for team in ("Red", "Red", "Blue")]
        yield "begin"
        yield "ask"
        while people[0].view()["shared"]["phase"] != "open":
            time.sleep(0.01)
        for person, choice in zip(people, (1, 1, 2), strict=True):
            person.vote(choice)
        yield from ("close", "reveal", "take")

    try:
        told = lines_of(led, typed())
    finally:
        led.stop()
    assert [line[:26] for line in told if line.startswith(("  1. 2", "  2. 1"))] == [
        "  1. 2 (67%, 1 team) █████",
        "  2. 1 (33%, 1 team) █████",
    ]
    assert "Leading: ask-her-voice, leave-it (a tie)" in told
    assert "Refused: tied. " in "\n".join(told)


@pytest.fixture
def view(loaded: Loaded) -> FacilitatorView:
    room = Room(opened(loaded, ("Red", "Team 1")), loaded.machine)
    made = facilitator_view(room, None, ())
    people = [("Ann", 1), ("#1", 2), ("a = b", 3), ("Zoë", 4)]
    return replace(
        made,
        people=tuple(PersonRow(number, name, "Red", here=True, voted=False) for name, number in people),
        shared=replace(made.shared, choices=loaded.scenario.states["monday-review"].choices),
    )


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("remove ANN", Remove(1)),
        ("remove #1", Remove(2)),
        ("remove #4", Remove(4)),
        ("rename a = b = c", Rename(3, "c")),
        ("team zoë=team 1", ChangeTeam(4, "Team 1")),
        ("take 2", Take("leave-it")),
        ("take leave-it", Take("leave-it")),
        ("take", Take(None)),
        ("decide team 1 leave-it", TakeForTeam("Team 1", "leave-it")),
        ("decide Team 1 = 1", TakeForTeam("Team 1", "ask-her-voice")),
    ],
)
def test_people_teams_and_choices_are_named_as_one_would(
    view: FacilitatorView, line: str, command: object
) -> None:
    assert read_order(line, view, None, lambda team: view.shared.choices) == command


@pytest.mark.parametrize(
    "line",
    [
        "remove",
        "remove #9",
        "rename = b",
        "team Ann =",
        "decide",
        "decide Red",
        "ask 0",
        "begin now",
        "lock up",
    ],
)
def test_what_is_not_understood_is_not_done(view: FacilitatorView, line: str) -> None:
    with pytest.raises(NotUnderstood):
        read_order(line, view, None, lambda team: ())
