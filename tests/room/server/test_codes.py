from __future__ import annotations

import http.client
from contextlib import closing

from sim.room.rules.command import Step
from sim.room.rules.join_code import SIGNS
from sim.room.rules.phase import Move
from sim.room.server.fault import Fault
from sim.room.server.limits import GUESSES_IN_ALL, GUESSES_OF_A_CONNECTION, GUESSES_OF_AN_ADDRESS, Guesses
from sim.room.server.rooms import CODE_LASTS
from sim.store.loading import Loaded
from tests.room.server.conftest import Clock
from tests.room.server.served import OpenRoom, Served, ask


def wrong_codes(but: str, count: int) -> list[str]:
    codes = [f"{a}{b}AAAA" for a in SIGNS for b in SIGNS]
    return [code for code in codes if code != but][:count]


def test_a_code_is_typed_in_any_case_with_spaces_and_hyphens(opened: OpenRoom) -> None:
    code = opened.code
    for typed in (code.lower(), f"{code[:3]}-{code[3:]}", f"%20{code[:3]}%20{code[3:]}%20"):
        assert opened.served.get(f"/api/room/{typed}").json["open"] is True
    assert opened.served.get(f"/api/room/{code[:-1]}").status == 404


def test_a_code_is_worth_nothing_after_twelve_hours(opened: OpenRoom, clock: Clock) -> None:
    ann = opened.join("Ann")
    clock.time += CODE_LASTS - 1
    ben = opened.join("Ben")
    clock.time += 1
    served = opened.served
    assert (served.get(f"/api/room/{opened.code}").status, CODE_LASTS) == (404, 12 * 3600)
    late = served.post("/api/join", {"code": opened.code, "secret": "s" * 22})
    assert (late.status, late.reason) == (404, "unknown-code")
    # Who is in stays in.
    assert [person.look().status for person in (ann, ben)] == [200, 200]
    assert opened.view().shared.people == 2


def test_a_code_is_worth_nothing_once_the_session_is_over(opened: OpenRoom) -> None:
    ann = opened.join("Ann")
    opened.do(Step(Move.END))
    served = opened.served
    assert served.get(f"/api/room/{opened.code}").status == 404
    assert served.post("/api/join", {"code": opened.code, "secret": "s" * 22}).reason == "unknown-code"
    assert ann.look().json["view"]["shared"]["phase"] == "ended"
    assert ann.vote("leave-it").reason == "over"


def test_a_connection_may_guess_ten_codes(opened: OpenRoom) -> None:
    served = opened.served
    with closing(http.client.HTTPConnection("127.0.0.1", served.port, timeout=10)) as connection:
        for code in wrong_codes(opened.code, GUESSES_OF_A_CONNECTION):
            assert ask(connection, "GET", f"/api/room/{code}").status == 404
        # The right one tells nothing either, by now.
        answer = ask(connection, "GET", f"/api/room/{opened.code}")
    assert (answer.status, answer.reason) == (429, "too-many-guesses")
    assert 1 <= int(answer.headers["retry-after"]) <= 60
    assert served.get(f"/api/room/{opened.code}").status == 200


def test_an_address_may_guess_sixty_codes_a_minute_and_those_who_are_in_notice_nothing(
    opened: OpenRoom, clock: Clock
) -> None:
    served, ann = opened.served, opened.join("Ann")
    told = [served.get(f"/api/room/{code}").status for code in wrong_codes(opened.code, 65)]
    assert (told.count(404), told.count(429)) == (GUESSES_OF_AN_ADDRESS, 5)
    join = {"code": opened.code, "secret": "s" * 22}
    assert served.post("/api/join", join).status == 429
    assert ann.look().status == 200
    line = ann.socket()
    assert line.next()["view"]["you"]["name"] == "Ann"
    line.close()
    clock.time += 60
    assert served.post("/api/join", join).status == 201


def test_all_together_may_guess_two_hundred_codes_a_minute(clock: Clock) -> None:
    guesses = Guesses(clock)
    tried = 0
    for place in range(1_000):
        client = (f"10.0.{place}.1", 1)
        try:
            guesses.check(client)
        except Fault as fault:
            assert fault.status == 429
            break
        guesses.wrong(client)
        tried += 1
    assert tried == GUESSES_IN_ALL == 200


def test_who_is_not_known_cannot_tell_a_rooms_code_from_another(opened: OpenRoom) -> None:
    served = opened.served
    told = {
        (answer.status, answer.body)
        for code in (opened.code, *wrong_codes(opened.code, 2))
        for answer in (
            served.get(f"/api/view?code={code}", {"Authorization": f"Bearer 1.{'s' * 22}"}),
            served.post(
                "/api/vote",
                {"code": code, "question": 1, "choice": "x", "submission": "y"},
                {"Authorization": f"Bearer 1.{'s' * 22}"},
            ),
        )
    }
    assert len(told) == 1


def test_codes_of_rooms_differ_and_are_made_of_the_signs(served: Served, loaded: Loaded) -> None:
    codes = [served.open(loaded).code for _ in range(20)]
    assert len(set(codes)) == 20
    assert all(len(code) == 6 and set(code) <= set(SIGNS) for code in codes)
    assert not set(SIGNS) & set("01258BILOSUVZ")
