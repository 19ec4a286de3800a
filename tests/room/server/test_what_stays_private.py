from __future__ import annotations

import hashlib
from pathlib import Path

from sim.room.rules.command import Ask, Lock, Remove, Rename, Step, Take
from sim.room.rules.phase import Move
from sim.room.rules.view import SharedView
from sim.store.loading import Loaded
from tests.room.server.served import Answer, Line, OpenRoom, Person, Served


def play_to_the_end(room: OpenRoom, people: list[Person], lines: list[Line], told: list[Answer]) -> None:
    """Play a whole session: half vote over their sockets, half by requests; what is answered goes into `told`."""
    room.do(Rename(people[0].number, "Zoe"), Step(Move.BEGIN))
    shared = room.view().shared
    while shared.phase != "debrief":
        room.do(Ask(60))
        shared = room.view().shared
        assert shared.question is not None
        for place, (person, line) in enumerate(zip(people, lines, strict=True)):
            choice = shared.choices[place % 2].id
            submission = f"s-{person.number}-{shared.question}"
            if place % 2:
                sent = {"question": shared.question, "choice": choice, "submission": submission}
                line.send({"vote": sent})
            else:
                told.append(person.vote(choice, submission, shared.question))
            line.until_submission(submission)
            told.append(person.look())
        room.do(Step(Move.CLOSE), Step(Move.REVEAL), Step(Move.COACH))
        room.do(Take(shared.choices[0].id), Step(Move.GO_ON))
        shared = room.view().shared
    for person, line in zip(people, lines, strict=True):
        line.until_phase("debrief")
        told.append(person.look())


def everything_shown_to(person: Person, line: Line, told: list[Answer]) -> str:
    return "\n".join([*line.frames, *(answer.body.decode() for answer in told)])


def test_no_secret_of_a_participant_is_in_any_frame_sent_to_another(opened: OpenRoom, log_file: Path) -> None:
    people = [opened.join(name) for name in ("Ann", "Ben", "Cem", "")]
    lines = [person.socket() for person in people]
    answers: list[Answer] = []
    play_to_the_end(opened, people, lines, answers)
    opened.do(Step(Move.END))
    for line in lines:
        line.until_phase("ended")
    page = opened.served.get(f"/j/{opened.code}").body.decode()
    looked_up = opened.served.get(f"/api/room/{opened.code}").body.decode()
    everything = "\n".join([*(frame for line in lines for frame in line.frames), page, looked_up])
    everything += "\n".join(answer.body.decode() + str(answer.headers) for answer in answers)
    assert everything.count('"submission":"s-1-1"') > 0
    for person in people:
        hashed = hashlib.sha256(person.secret.encode()).hexdigest()
        assert person.secret not in everything
        assert hashed not in everything
    assert opened.token not in everything
    # Nor is any of it on the disk, but for the hashes by which people are known again.
    on_disk = b"".join(path.read_bytes() for path in log_file.parent.iterdir())
    for person in people:
        assert person.secret.encode() not in on_disk
        assert hashlib.sha256(person.secret.encode()).hexdigest().encode() in on_disk
    assert opened.token.encode() not in on_disk


def test_nobody_sees_anothers_submission_or_vote(opened: OpenRoom) -> None:
    people = [opened.join(name) for name in ("Ann", "Ben", "Cem")]
    lines = [person.socket() for person in people]
    play_to_the_end(opened, people, lines, [])
    for person, line in zip(people, lines, strict=True):
        seen = "\n".join(line.frames)
        assert f'"s-{person.number}-1"' in seen
        for other in people:
            if other is not person:
                assert f'"s-{other.number}-' not in seen
                assert f'"participant":{other.number},' not in seen


def test_no_split_is_in_a_frame_before_it_is_revealed(opened: OpenRoom) -> None:
    people = [opened.join() for _ in range(3)]
    lines = [person.socket() for person in people]
    opened.do(Step(Move.BEGIN), Ask())
    choice = opened.view().shared.choices[0].id
    for person in people:
        person.vote(choice)
    opened.do(Step(Move.CLOSE), Step(Move.REVEAL))
    for line in lines:
        shown = line.until_phase("split")["view"]["shared"]
        assert shown["split"]["people"][choice] == 3
        assert all('"split":null' in frame for frame in line.frames[:-1])
        assert all('"worths":null' in frame for frame in line.frames)


def test_no_frame_crosses_rooms(served: Served, loaded: Loaded) -> None:
    rooms = [served.open(loaded), served.open(loaded, ("Red", "Blue"))]
    people = [[room.join(f"{name} of {room.code}") for name in ("Ann", "Ben")] for room in rooms]
    lines = [[person.socket() for person in those] for those in people]
    told: list[list[Answer]] = [[], []]
    # One plays while the other looks on from its lobby, then the other way round.
    for room, those, their_lines, answers in zip(rooms, people, lines, told, strict=True):
        play_to_the_end(room, those, their_lines, answers)
    for place, room in enumerate(rooms):
        other = rooms[1 - place]
        everything = "".join(frame for line in lines[place] for frame in line.frames)
        everything += "".join(answer.body.decode() for answer in told[place])
        assert f'"code":"{room.code}"' in everything
        assert other.code not in everything
        assert ('"Red"' in everything) is (place == 1)
        assert all(person.name.endswith(room.code) for person in room.view().people if person.name != "Zoe")


def test_who_is_of_one_room_can_do_nothing_in_another(served: Served, loaded: Loaded) -> None:
    room, other = served.open(loaded), served.open(loaded)
    stranger, ann = other.join("Mallory"), room.join("Ann")
    assert stranger.number == ann.number
    room.do(Step(Move.BEGIN), Ask())
    choice = room.view().shared.choices[0].id
    stranger.room = room
    assert (stranger.vote(choice).status, stranger.vote(choice).reason) == (401, "wrong-secret")
    assert stranger.look().status == 401
    line = stranger.socket()
    assert line.ending() == 4000
    assert room.view().voted == 0


def test_a_name_is_data_and_nothing_else(opened: OpenRoom) -> None:
    hostile = "<script>alert(1)</script>"
    ann = opened.join(hostile)
    ben = opened.join("\u202eBen\x1b[31m")
    assert ann.view["you"]["name"] == "<script>alert(1)</script>"[:24]
    assert ben.view["you"]["name"] == "Ben[31m"
    page = opened.served.get(f"/j/{opened.code}")
    assert b"alert(1)" not in page.body
    for answer in (ann.look(), opened.served.get(f"/api/room/{opened.code}")):
        assert answer.headers["content-type"] == "application/json"
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_who_is_sent_out_sees_nothing_more(opened: OpenRoom) -> None:
    ann, ben = opened.join("Ann"), opened.join("Ben")
    line = ann.socket()
    line.next()
    opened.do(Remove(ann.number))
    assert line.ending() == 4002
    opened.do(Lock(False), Step(Move.BEGIN), Ask())
    choice = opened.view().shared.choices[0].id
    assert (ann.look().status, ann.look().reason) == (409, "removed")
    assert ann.vote(choice).reason == "removed"
    assert ann.socket().ending() == 4002
    again = opened.served.post("/api/join", {"code": opened.code, "secret": ann.secret})
    assert again.reason == "removed"
    assert ben.vote(choice).status == 200
    shown: SharedView = opened.view().shared
    assert shown.people == 1
