from __future__ import annotations

import json
from collections.abc import Callable

from playwright.sync_api import Route, WebSocketRoute, expect

from sim.room.rules.command import Ask, Step, Take
from sim.room.rules.phase import Move
from tests.room.page.conftest import NewPhone, Stage
from tests.room.page.phone import CAME_BACK, Phone
from tests.room.server.served import OpenRoom

SOCKET = "**/api/socket"


def the_split(room: OpenRoom) -> list[int]:
    judged = room.view().judged
    assert judged is not None
    return list(judged.split.people.values())


def let_through(phone: Phone, passes: Callable[[str], bool]) -> None:
    """Let only those messages through to the server for which that is true at the time."""

    def stand_between(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()
        socket.on_message(lambda message: server.send(message) if passes(str(message)) else None)

    phone.page.route_web_socket(SOCKET, stand_between)


def block_the_socket(phone: Phone) -> None:
    phone.page.route_web_socket(SOCKET, lambda socket: socket.close(code=1011))


def test_a_vote_cast_without_a_network_is_sent_when_it_is_back(opened: OpenRoom, phone: NewPhone) -> None:
    ann = phone().join("Ann")
    opened.do(Step(Move.BEGIN), Ask())
    expect(ann.choice(0)).to_be_visible()
    ann.context.set_offline(True)
    ann.choose(1)
    ann.sees("Kept here. It is sent when the network is back.")
    ann.sees("No connection. It comes back by itself.")
    ann.choose(0)
    ann.choose(1)
    ann.context.set_offline(False)
    ann.vote_is_in(1, within=CAME_BACK)
    ann.sees_no("No connection.")
    assert the_split(opened) == [0, 1]


def test_a_vote_is_in_only_once_it_is_acknowledged(opened: OpenRoom, phone: NewPhone) -> None:
    ann = phone()
    through = False
    let_through(ann, lambda message: through or "submission" not in message)
    ann.join("Ann")
    opened.do(Step(Move.BEGIN), Ask())
    ann.choose(0)
    expect(ann.page.locator("#note")).to_have_text("Sending…")
    # Broadcasts come and go meanwhile.
    for name in ("Ben", "Cem", "Dan"):
        opened.join(name).vote("leave-it")
    expect(ann.page.locator("#note")).to_have_text("Sending…")
    expect(ann.choice(0)).to_have_attribute("aria-pressed", "true")
    assert the_split(opened) == [0, 3]
    through = True
    ann.vote_is_in(0, within=CAME_BACK)
    assert the_split(opened) == [1, 3]


def test_a_choice_on_its_way_survives_loading_the_page_again(opened: OpenRoom, phone: NewPhone) -> None:
    ann = phone()
    through = False
    let_through(ann, lambda message: through or "submission" not in message)
    ann.join("Ann")
    opened.do(Step(Move.BEGIN), Ask())
    ann.choose(1)
    expect(ann.page.locator("#note")).to_have_text("Sending…")
    ann.page.reload()
    expect(ann.choice(1)).to_have_attribute("aria-pressed", "true")
    expect(ann.page.locator("#note")).to_have_text("Sending…")
    through = True
    ann.page.reload()
    ann.vote_is_in(1)
    assert the_split(opened) == [0, 1]


def test_a_choice_that_comes_too_late_is_dropped_and_said_so(opened: OpenRoom, phone: NewPhone) -> None:
    ann = phone().join("Ann")
    opened.do(Step(Move.BEGIN), Ask())
    ann.choose(0)
    ann.vote_is_in(0)
    ann.context.set_offline(True)
    ann.choose(1)
    ann.sees("Kept here.")
    opened.do(Step(Move.CLOSE))
    ann.context.set_offline(False)
    ann.sees(
        "Your last choice came too late and does not count. The vote you had given before does.", CAME_BACK
    )
    expect(ann.page.locator("#choices li.mine")).to_contain_text("When did you last hear Priya's voice?")
    opened.do(Step(Move.REVEAL), Take(), Step(Move.GO_ON), Ask())
    expect(ann.choice(0)).to_be_visible()
    expect(ann.page.locator("button.choice[aria-pressed=true]")).to_have_count(0)
    ann.sees_no("came too late")


def test_a_choice_for_a_question_that_has_passed_is_never_sent(opened: OpenRoom, phone: NewPhone) -> None:
    ann = phone().join("Ann")
    opened.do(Step(Move.BEGIN), Ask())
    expect(ann.choice(0)).to_be_visible()
    ann.context.set_offline(True)
    ann.choose(1)
    opened.do(Step(Move.CLOSE), Step(Move.REVEAL), Take("ask-her-voice"), Step(Move.GO_ON), Ask())
    ann.context.set_offline(False)
    ann.sees("Your last choice came too late and does not count.", CAME_BACK)
    expect(ann.page.locator("button.choice[aria-pressed=true]")).to_have_count(0)
    assert the_split(opened) == [0, 0]


def test_a_choice_that_is_refused_as_too_late_is_said_so_for_as_long_as_it_matters(
    opened: OpenRoom, phone: NewPhone
) -> None:
    ann = phone()
    ann.page.clock.install()
    held: list[tuple[WebSocketRoute, str]] = []
    holding = False

    def stand_between(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()

        def pass_on(message: str | bytes) -> None:
            # What the room shows is held back; what it refuses is not.
            if holding and '"refused"' not in str(message):
                held.append((socket, str(message)))
            else:
                socket.send(message)

        server.on_message(pass_on)

    ann.page.route_web_socket(SOCKET, stand_between)
    ann.join("Ann")
    opened.do(Step(Move.BEGIN), Ask())
    expect(ann.choice(0)).to_be_visible()
    holding = True
    opened.do(Step(Move.CLOSE))
    ann.choose(0)
    ann.sees("Your last choice came too late and does not count.")
    holding = False
    for socket, message in held:
        socket.send(message)
    ann.sees("Voting is closed")
    ann.sees("Your last choice came too late and does not count.")
    opened.do(Step(Move.REVEAL))
    ann.sees("How the room voted")
    ann.page.clock.fast_forward(5_000)
    ann.sees_no("came too late", within=1_000)


def test_phones_come_back_by_themselves_after_the_server_was_started_again(
    stage: Stage, opened: OpenRoom, phone: NewPhone
) -> None:
    ann, ben = phone().join("Ann"), phone().join("Ben")
    opened.do(Step(Move.BEGIN), Ask())
    ann.choose(0)
    ann.vote_is_in(0)
    stage.stop()
    ben.choose(1)
    ben.sees("Kept here. It is sent when the network is back.")
    stage.start()
    again = stage.reopen(opened.code)
    ben.vote_is_in(1, within=CAME_BACK)
    ann.vote_is_in(0, within=CAME_BACK)
    assert the_split(again) == [1, 1]
    assert [row.name for row in again.view().people] == ["Ann", "Ben"]
    again.do(Step(Move.CLOSE))
    ann.sees("Voting is closed", CAME_BACK)


def test_a_room_that_is_not_there_for_a_while_still_knows_its_people(
    stage: Stage, opened: OpenRoom, phone: NewPhone
) -> None:
    ann = phone().join("Ann")
    opened.do(Step(Move.BEGIN), Ask())
    expect(ann.choice(0)).to_be_visible()
    stage.stop()
    ann.choose(1)
    stage.start()
    ann.sees("The room does not know this phone any more. Please join again.", CAME_BACK)
    expect(ann.page.get_by_label("Code")).to_have_value(opened.code)
    again = stage.reopen(opened.code)
    ann.page.get_by_role("button", name="Join", exact=True).click()
    ann.vote_is_in(1)
    assert [row.number for row in again.view().people] == [1]
    assert the_split(again) == [0, 1]


def test_without_websockets_plain_requests_carry_the_session(opened: OpenRoom, phone: NewPhone) -> None:
    ann = phone()
    block_the_socket(ann)
    ann.join("Ann")
    ann.sees("Connected in a simpler way: news comes every two seconds.", CAME_BACK)
    opened.do(Step(Move.BEGIN), Ask())
    ann.choose(0)
    ann.vote_is_in(0)
    ann.choose(1)
    ann.vote_is_in(1)
    assert the_split(opened) == [0, 1]
    opened.do(Step(Move.CLOSE), Step(Move.REVEAL))
    ann.sees("1 vote, 100%")
    opened.do(Step(Move.END))
    ann.sees("The session is over")


def test_a_proxy_that_swallows_the_websocket_is_given_up(opened: OpenRoom, phone: NewPhone) -> None:
    ann = phone()
    ann.page.clock.install()
    swallowed: list[WebSocketRoute] = []
    ann.page.route_web_socket(SOCKET, lambda socket: swallowed.append(socket))
    ann.join("Ann")
    for _ in range(3):
        ann.page.clock.fast_forward(5_500)
    ann.sees("Connected in a simpler way")
    assert len(swallowed) == 2
    opened.do(Step(Move.BEGIN))
    ann.page.clock.fast_forward(2_000)
    ann.sees("The renewal list is on your screen.")


def test_without_websockets_a_vote_outlives_a_server_that_is_away(
    stage: Stage, opened: OpenRoom, phone: NewPhone
) -> None:
    ann = phone()
    block_the_socket(ann)
    ann.join("Ann")
    opened.do(Step(Move.BEGIN), Ask())
    expect(ann.choice(1)).to_be_visible()
    stage.stop()
    ann.choose(1)
    ann.sees("Kept here. It is sent when the network is back.")
    stage.start()
    again = stage.reopen(opened.code)
    ann.vote_is_in(1, within=CAME_BACK)
    assert the_split(again) == [0, 1]


def test_the_websocket_is_tried_again_later(opened: OpenRoom, phone: NewPhone) -> None:
    ann = phone()
    ann.page.clock.install()
    blocked = True

    def block_for_now(socket: WebSocketRoute) -> None:
        if blocked:
            socket.close(code=1011)
        else:
            socket.connect_to_server()

    ann.page.route_web_socket(SOCKET, block_for_now)
    ann.join("Ann")
    ann.sees("Connected in a simpler way")
    blocked = False
    ann.page.clock.fast_forward(31_000)
    ann.page.clock.fast_forward(3_000)
    ann.sees_no("Connected in a simpler way")
    opened.do(Step(Move.BEGIN))
    ann.sees("The renewal list is on your screen.")


def test_a_connection_that_died_in_its_sleep_is_found_out(opened: OpenRoom, phone: NewPhone) -> None:
    ann = phone()
    ann.page.clock.install()
    sockets: list[str] = []
    dead: list[bool] = [False]

    def stand_between(socket: WebSocketRoute) -> None:
        number = len(sockets)
        sockets.append(socket.url)
        server = socket.connect_to_server()
        socket.on_message(lambda message: None if dead[0] and number == 0 else server.send(message))
        server.on_message(lambda message: None if dead[0] and number == 0 else socket.send(message))

    ann.page.route_web_socket(SOCKET, stand_between)
    ann.join("Ann")
    opened.join("Ben")
    ann.sees("2 people are here.")
    dead[0] = True
    opened.do(Step(Move.BEGIN))
    ann.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    ann.page.clock.fast_forward(5_500)
    ann.page.clock.fast_forward(1_000)
    ann.sees("The renewal list is on your screen.")
    assert len(sockets) == 2


def test_the_newest_tab_has_the_room_and_gives_it_back(opened: OpenRoom, phone: NewPhone) -> None:
    ann = phone().join("Ann")
    opened.do(Step(Move.BEGIN), Ask())
    ann.choose(0)
    ann.vote_is_in(0)
    first, second = ann.page, ann.tab()
    ann.page = second
    ann.open()
    ann.vote_is_in(0)
    ann.choose(1)
    ann.vote_is_in(1)
    ann.page = first
    ann.sees("This room is open in another tab")
    expect(ann.choice(0)).to_be_hidden()
    ann.page.get_by_role("button", name="Use it here").click()
    ann.vote_is_in(1)
    expect(second.get_by_role("heading", name="This room is open in another tab")).to_be_visible()
    assert the_split(opened) == [0, 1]
    assert len(opened.view().people) == 1


def test_somebody_whose_browser_forgot_joins_as_somebody_new(opened: OpenRoom, phone: NewPhone) -> None:
    ann = phone().join("Ann")
    ann.page.evaluate("localStorage.clear()")
    opened.do(Step(Move.BEGIN), Ask())
    ann.choose(0)
    ann.vote_is_in(0)
    ann.page.evaluate("localStorage.clear()")
    ann.page.reload()
    ann.page.get_by_label("Your name").fill("Ann")
    ann.page.get_by_role("button", name="Join").click()
    ann.sees("Ann 2")
    assert [row.name for row in opened.view().people] == ["Ann", "Ann 2"]


def test_where_nothing_may_be_kept_the_page_works_and_says_so(opened: OpenRoom, phone: NewPhone) -> None:
    ann = phone()
    ann.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"
    )
    ann.open()
    ann.sees("This browser keeps nothing.")
    ann.join("Ann")
    opened.do(Step(Move.BEGIN), Ask())
    ann.choose(0)
    ann.vote_is_in(0)


def test_a_lost_answer_to_joining_makes_nobody_twice(opened: OpenRoom, phone: NewPhone) -> None:
    ann = phone()

    def lose_the_answer(route: Route) -> None:
        route.fetch()
        route.abort()

    ann.page.route("**/api/join", lose_the_answer)
    ann.open()
    join = ann.page.get_by_role("button", name="Join")
    join.click()
    ann.sees("The facilitator's computer does not answer.")
    ann.page.unroute("**/api/join")
    ann.page.reload()
    join.click()
    ann.sees("You are in.")
    assert [row.number for row in opened.view().people] == [1]


def test_who_is_let_in_again_has_no_secret_in_the_address_or_the_page(
    opened: OpenRoom, phone: NewPhone
) -> None:
    ann = phone().join("Ann")
    opened.do(Step(Move.BEGIN), Ask())
    ann.choose(0)
    ann.vote_is_in(0)
    kept = json.loads(ann.page.evaluate(f"localStorage.getItem('emptychair.{opened.code}')"))
    assert len(kept["secret"]) == 32
    assert kept["unsent"] is None
    assert kept["secret"] not in ann.page.content()
    assert [address for address in [*ann.asked, ann.page.url] if kept["secret"] in address] == []
    assert opened.token not in ann.page.content() + json.dumps(kept)
