from __future__ import annotations

import http.client
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from urllib.parse import urlsplit

import pytest

from sim.room.memory_log import MemoryLog
from sim.room.rules.command import Ask, Lock, Step
from sim.room.rules.facilitator_view import FacilitatorView
from sim.room.rules.phase import Move, Phase
from sim.room.rules.refusal import Reason, Refused
from sim.room.server.facilitation import Facilitation
from sim.room.server.fault_file import FaultFile
from sim.room.server.hosting import Wish, host_room, is_hosted
from sim.room.server.listening import PortTaken
from sim.room.server.reach import Reach
from sim.room.server.rooms import NoSuchRoom
from sim.room.server.running import ServerStopped
from sim.store.loading import Loaded
from tests.room.server.served import QUICK


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMPTYCHAIR_HOME", str(tmp_path))


@pytest.fixture
def log() -> MemoryLog:
    return MemoryLog()


@pytest.fixture
def led(loaded: Loaded, log: MemoryLog) -> Iterator[Facilitation]:
    facilitation = host_room(loaded, log, Wish(port=0, names=("room.local",)), FaultFile(), ("A notice.",))
    yield facilitation
    facilitation.stop()


def port_of(led: Facilitation) -> int:
    port = urlsplit(led.urls[0]).port
    assert port is not None
    return port


def test_a_room_is_led_from_several_threads_at_once(led: Facilitation) -> None:
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(led.do, [Lock(locked=number % 2 == 0) for number in range(40)]))
    led.do(Step(Move.BEGIN))
    with pytest.raises(Refused) as refused:
        led.do(Step(Move.BEGIN))
    assert refused.value.reason is Reason.NOT_NOW


def test_what_changed_is_shown_to_who_watches_until_they_stop(led: Facilitation) -> None:
    seen: list[FacilitatorView] = []
    begun = Event()

    def shown(view: FacilitatorView) -> None:
        seen.append(view)
        if view.shared.phase is Phase.SCENE:
            begun.set()

    stop = led.watch(shown)
    led.do(Step(Move.BEGIN))
    assert begun.wait(QUICK)
    assert seen[0].shared.phase is Phase.LOBBY
    stop()
    led.do(Ask())
    led.show(lambda view: None)
    assert seen[-1].shared.phase is Phase.SCENE


def test_what_is_shown_is_what_was_just_done(led: Facilitation) -> None:
    seen: list[FacilitatorView] = []
    for locked in (True, False, True):
        led.do(Lock(locked=locked))
        led.show(seen.append)
    assert [view.shared.locked for view in seen] == [True, False, True]


def test_it_is_judged_as_far_as_it_went(led: Facilitation, loaded: Loaded) -> None:
    assert led.debrief().courses == ()
    led.do(Step(Move.BEGIN))
    (course,) = led.debrief().courses
    assert (len(course.questions), course.debrief) == (1, None)
    assert led.debrief().scenario is loaded.scenario


def test_the_addresses_have_the_code_and_the_names_come_first(led: Facilitation) -> None:
    assert led.urls[0] == f"http://room.local:{port_of(led)}/j/{led.code}"
    assert all(url.endswith(f":{port_of(led)}/j/{led.code}") for url in led.urls)
    assert led.notices[0] == "A notice."


def test_the_name_given_is_one_the_server_answers_to(led: Facilitation) -> None:
    def status(host: str) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", port_of(led), timeout=QUICK)
        try:
            connection.request("GET", "/", headers={"Host": f"{host}:{port_of(led)}"})
            return connection.getresponse().status
        finally:
            connection.close()

    assert [status(host) for host in ("room.local", "localhost", "127.0.0.1", "evil.example")] == [
        200
    ] * 3 + [421]


def test_requests_of_this_machine_itself_reach_nothing(led: Facilitation) -> None:
    for host in {urlsplit(url).hostname or "" for url in led.urls[1:]} | {"127.0.0.1"}:
        connection = http.client.HTTPConnection(host, port_of(led), timeout=QUICK)
        connection.request("GET", "/")
        assert connection.getresponse().status == 200
        connection.close()
    assert not led.reached


@pytest.mark.parametrize(
    ("client", "reached"),
    [
        ("192.168.1.77", True),
        ("::ffff:192.168.1.77", True),
        ("fe80::77%eth0", True),
        ("192.168.1.20", False),
        ("::ffff:192.168.1.20", False),
        ("127.0.0.1", False),
        ("::1", False),
    ],
)
def test_somebody_else_reaches_it(client: str, reached: bool) -> None:
    reach = Reach(frozenset({"192.168.1.20"}))
    reach.came_from(client)
    assert reach.reached is reached
    reach.came_from("127.0.0.1")
    assert reach.reached is reached


def test_a_session_that_was_stopped_is_led_no_more(led: Facilitation) -> None:
    led.stop()
    with pytest.raises(ServerStopped):
        led.do(Step(Move.BEGIN))
    with pytest.raises(ServerStopped):
        led.watch(lambda view: None)
    led.stop()


def test_a_room_is_taken_up_where_it_stood(led: Facilitation, log: MemoryLog, loaded: Loaded) -> None:
    led.do(Step(Move.BEGIN))
    led.do(Ask(60))
    port = port_of(led)
    led.stop()
    again = host_room(loaded, log, Wish(code=led.code), FaultFile())
    try:
        seen: list[FacilitatorView] = []
        again.show(seen.append)
        assert (again.code, port_of(again)) == (led.code, port)
        assert seen[0].shared.phase is Phase.OPEN
    finally:
        again.stop()


def test_only_a_room_that_is_open_there_is_hosted_at_a_port(led: Facilitation) -> None:
    port = port_of(led)
    assert is_hosted(led.code, port)
    assert not is_hosted("AAAAAA", port)
    led.stop()
    assert not is_hosted(led.code, port)


def test_what_could_not_be_opened_leaves_nothing_at_the_port(
    led: Facilitation, log: MemoryLog, loaded: Loaded
) -> None:
    port = port_of(led)
    with pytest.raises(PortTaken):
        host_room(loaded, log, Wish(port=port), FaultFile())
    led.stop()
    with pytest.raises(NoSuchRoom):
        host_room(loaded, log, Wish(port=port, code="AAAAAA"), FaultFile())
    host_room(loaded, log, Wish(port=port), FaultFile()).stop()
