from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.room.guest.frame import Frame, told_since
from sim.room.guest.frame_reading import read_frame
from sim.room.guest.wire_object import NotUnderstood, WireObject
from sim.room.rules.command import Ask, CastVote, Join, Step, Take
from sim.room.rules.phase import Move, Phase
from sim.room.rules.room import Room
from sim.room.rules.ruling import handle
from sim.room.rules.view import own_view, shared_view
from sim.room.wire import own_form, shared_form
from sim.scenario.decoding import REPLACEMENT
from sim.store.loading import Loaded
from tests.room.conftest import opened

Json = dict[str, Any]
COMMANDS = (
    Join("a" * 64, "Mo"),
    Step(Move.BEGIN),
    Ask(60),
    CastVote(1, 1, "leave-it", "one"),
    Step(Move.CLOSE),
    Step(Move.REVEAL),
    Step(Move.COACH),
    Take(),
    Step(Move.GO_ON),
    Ask(),
    CastVote(1, 2, "send-note", "two"),
    Step(Move.CLOSE),
    Step(Move.REVEAL),
    Take(),
    Step(Move.GO_ON),
    Step(Move.FINISH),
    Step(Move.END),
)


def views(loaded: Loaded) -> Iterator[tuple[Room, Json]]:
    """A session, and after each command the view of its one participant as the wire has it."""
    room = Room(opened(loaded), loaded.machine)
    for command in COMMANDS:
        if command == Step(Move.FINISH) and room.phase == Phase.DEBRIEF.value:
            continue
        handle(room, command, 100.0)
        shared = shared_view(room, loaded.verdict.solution)
        form = {
            "shared": shared_form(shared),
            "you": own_form(own_view(room, 1, shared.results)),
            "version": 3,
            "now": 100.0,
        }
        yield room, json.loads(json.dumps(form))


def read(form: object) -> Frame:
    return read_frame(WireObject.parsed(json.dumps({"view": form}), "the frame").object("view"))


@pytest.fixture(scope="module")
def forms(loaded: Loaded) -> list[Json]:
    return [form for _, form in views(loaded)]


def test_every_view_of_a_session_is_read_as_it_is(loaded: Loaded) -> None:
    phases = []
    for room, form in views(loaded):
        frame, view = read(form), shared_view(room, loaded.verdict.solution)
        shared = frame.shared
        phases.append(shared.phase)
        assert (shared.phase, shared.question, shared.deadline) == (view.phase, view.question, view.deadline)
        assert [(told.voice, told.words) for told in shared.told] == [
            (told.voice, told.words) for told in view.told
        ]
        assert [(choice.id, choice.text) for choice in shared.choices] == [
            (choice.id, choice.text) for choice in view.choices
        ]
        assert shared.split == view.split
        assert (shared.worths is None) is (view.options is None)
        assert (shared.taken is None) is (view.taken is None)
        assert [result.taken for result in shared.results] == [judged.taken for judged in view.results]
        assert frame.you.name == "Mo"
        assert frame.you.vote == own_view(room, 1).vote
    assert set(phases) == set(Phase) - {Phase.OWN_PACE}


def test_keys_of_a_newer_server_are_let_be(forms: list[Json]) -> None:
    for form in forms:
        newer = copy.deepcopy(form)
        for part in (
            newer,
            newer["shared"],
            newer["you"],
            *newer["shared"]["told"],
            *newer["shared"]["results"],
        ):
            part["something new"] = {"deep": [1, None]}
        assert read(newer) == read(form)


@pytest.mark.parametrize(
    ("place", "value", "told"),
    [
        ("phase", "dance", "shared.phase is “dance”"),
        ("phase", 3, "shared.phase is not a text"),
        ("question", "one", "question is not a whole number"),
        ("question", True, "question is not a whole number"),
        ("deadline", [], "deadline is not a number"),
        ("told", {}, "told is not a list"),
        ("told", [{"voice": "person", "words": 3}], "words is not a text"),
        ("choices", ["a"], "choices[0] is no object"),
        ("teams", ["a", 3], "teams is not a list of texts"),
        ("people", 2**60, "people is not a whole number"),
        ("locked", "yes", "locked is not true or false"),
        (
            "split",
            {"people": {"\x1b[2J": "1"}, "units": {}, "leading": []},
            f"people.{REPLACEMENT}[2J is not a",
        ),
        ("split", {"people": {"a": "1"}, "units": {}, "leading": []}, "people.a is not a whole number"),
    ],
)
def test_a_value_of_another_kind_is_told_where_it_stands(
    forms: list[Json], place: str, value: object, told: str
) -> None:
    form = copy.deepcopy(forms[2])
    form["shared"][place] = value
    with pytest.raises(NotUnderstood) as error:
        read(form)
    assert told in error.value.message


@pytest.mark.parametrize(
    "text", ["", "[]", "nonsense", "[" * 100_000, '{"a":' * 100_000, '{"a": NaN}', "1" * 5_000, "\xff"]
)
def test_what_is_no_object_of_json_is_refused(text: str) -> None:
    with pytest.raises(NotUnderstood):
        WireObject.parsed(text, "the frame").number("a")


def test_nothing_in_a_view_is_obeyed_by_a_terminal(forms: list[Json]) -> None:
    form = copy.deepcopy(forms[2])
    form["shared"]["title"] = "\x1b]0;owned\x07 title\nsecond"
    form["shared"]["told"] = [{"voice": "narration", "words": "a\x1b[2Jb\u202ec\nd\x9b"}]
    form["shared"]["choices"] = [{"id": "a\x00", "text": "go\r\nback"}]
    form["you"]["name"] = "\u2066Mo"
    frame = read(form)
    assert frame.shared.title == f"{REPLACEMENT}]0;owned{REPLACEMENT} title second"
    assert frame.shared.told[0].words == f"a{REPLACEMENT}[2Jb{REPLACEMENT}c\nd{REPLACEMENT}"
    assert frame.shared.choices[0].text == f"go{REPLACEMENT} back"
    assert frame.you.name == f"{REPLACEMENT}Mo"


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=150)
@given(st.data())
def test_a_view_changed_anywhere_is_read_or_refused(forms: list[Json], data: st.DataObject) -> None:
    form: Any = copy.deepcopy(data.draw(st.sampled_from(forms)))
    part, keys = form, list(form)
    while True:
        key = data.draw(st.sampled_from(keys))
        inner = part[key]
        if not isinstance(inner, dict | list) or not inner or data.draw(st.booleans()):
            break
        part, keys = inner, list(inner) if isinstance(inner, dict) else list(range(len(inner)))
    part[key] = data.draw(ANYTHING)
    try:
        read(form)
    except NotUnderstood as error:
        assert error.message.isprintable()


def test_only_what_is_new_of_a_scene_is_told(forms: list[Json]) -> None:
    scene = read(forms[1]).shared.told
    assert told_since((), scene) == scene
    assert told_since(scene, scene) == ()
    assert told_since(scene, scene[1:]) == ()
    assert told_since(scene[:1], scene) == scene[1:]
    assert told_since(scene, ()) == ()
