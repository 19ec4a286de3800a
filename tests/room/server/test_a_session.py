from __future__ import annotations

from sim.room.rules.command import Ask, Step, Take
from sim.room.rules.phase import Move
from tests.room.server.served import OpenRoom


def test_a_room_plays_over_websockets_to_its_debrief(opened: OpenRoom) -> None:
    people = [opened.join(name) for name in ("Ann", "Ben", "Cem")]
    lines = [person.socket() for person in people]
    opened.do(Step(Move.BEGIN))
    while True:
        scene = [line.until_phase("scene") for line in lines]
        opened.do(Ask())
        asked = [line.until_phase("open") for line in lines]
        shared = asked[0]["view"]["shared"]
        choice = shared["choices"][0]["id"]
        for line in lines:
            line.send(
                {
                    "vote": {
                        "question": shared["question"],
                        "choice": choice,
                        "submission": f"q{shared['question']}",
                    }
                }
            )
            assert line.until_submission(f"q{shared['question']}")["view"]["you"]["vote"]["choice"] == choice
        opened.do(Step(Move.CLOSE), Step(Move.REVEAL), Step(Move.COACH), Take(), Step(Move.GO_ON))
        phase = opened.view().shared.phase
        assert len(scene) == 3
        if phase == "debrief":
            break
    for person, line in zip(people, lines, strict=True):
        told = line.until_phase("debrief")["view"]
        assert told["you"]["name"] == ["Ann", "Ben", "Cem"][person.number - 1]
        assert [result["vote"] for result in told["you"]["results"]] != []
        line.close()


def test_a_room_plays_by_plain_requests(opened: OpenRoom) -> None:
    ann = opened.join("Ann")
    assert opened.served.get(f"/api/room/{opened.code.lower()}").json["title"] == ann.view["shared"]["title"]
    opened.do(Step(Move.BEGIN), Ask())
    view = ann.look().json["view"]
    assert ann.look(view["version"]).status == 204
    choice = view["shared"]["choices"][1]["id"]
    voted = ann.vote(choice, "mine")
    assert (voted.status, voted.json["view"]["you"]["vote"]) == (
        200,
        {"choice": choice, "submission": "mine"},
    )
    assert ann.look(view["version"]).json == voted.json | {"view": ann.look().json["view"]}
    assert ann.vote("nonsense", "other").reason == "unknown-choice"
    again = opened.served.post("/api/join", {"code": opened.code, "secret": ann.secret})
    assert (again.status, again.json["participant"]) == (200, ann.number)
