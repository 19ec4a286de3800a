"""A line through a scenario, told: in full for the best, in a line a decision for the least."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Sequence
from math import gcd

from sim.engine.story_line import Fallen, Passage, Step, StoryLine
from sim.engine.telling import Told, Voice
from sim.report.paragraph import shortened, wrapped
from sim.report.words import counted, signed
from sim.scenario.model import EndingKind

SCENE_ROOM = 120
"""Characters of a scene that say where one stands."""

REPLY_ROOM = 240
"""Characters of what comes of one choice."""

LONGEST_STORY = 40
"""A line of more decisions than this is told from its two ends."""

_LAST = 5
_INDENT = "     "


def story_lines(story: StoryLine, width: int) -> Iterator[str]:
    """Each decision: where, what is chosen, what comes of it. Then the ending."""
    opening = [
        line for passage in story.opening for line in _passage(passage, width) if not passage.arrived.choices
    ]
    if opening and story.steps:
        yield from opening
        yield ""
    for number, step in _ends(story.steps):
        if step is None:
            yield f"  … {counted(number, 'more decision')} …"
        else:
            yield from _step(number, step, width)
        yield ""
    yield from wrapped(f"The end: {ending_words(story)}.", width, "  ")
    scene = _brief(_without_caption(story.ending_scene), REPLY_ROOM)
    for piece in scene:
        yield from wrapped(piece, width, _INDENT)


def short_story_lines(story: StoryLine, width: int) -> Iterator[str]:
    """A line for each decision, and one for the ending."""
    for number, step in _ends(story.steps):
        if step is None:
            yield f"  … {counted(number, 'more decision')} …"
            continue
        said = f"{step.state.id}: “{shortened(step.choice.text, 70)}” ({step.choice.id})"
        falls = [
            f"a draw falls, {odds(passage.fallen)}, to {passage.arrived.id}"
            for passage in step.passages
            if passage.fallen is not None
        ]
        yield from wrapped("; ".join([said, *falls]), width, f"  {number:>2}. ")
    yield from wrapped(f"The end: {ending_words(story)}.", width, "  ")


def ending_words(story: StoryLine) -> str:
    """How a line ends: the state, its kind, its worth, and what was lost on the way."""
    lost = story.ending.worth - story.total
    words = f"{story.state.id}, {_KINDS[story.ending.kind]} worth {signed(story.ending.worth)}"
    return (
        f"{words}; {lost} given away by the choices themselves, {signed(story.total)} in all"
        if lost
        else words
    )


def replay_words(story: StoryLine, scenario: str) -> str:
    """The command that plays a line again; `scenario` is its id or its file."""
    draws = f" --draws {','.join(map(str, story.record.draws))}" if story.record.draws else ""
    choose = ",".join(story.record.choices) or "''"
    return f"emptychair run {shlex.quote(scenario)} --choose {choose}{draws}"


def odds(fallen: Fallen) -> str:
    """How likely an arm was: 3 in 4, or a percentage where the numbers are large."""
    common = gcd(fallen.weight, fallen.weights)
    part, whole = fallen.weight // common, fallen.weights // common
    return f"{part} in {whole}" if whole <= 20 else f"{100 * part / whole:.0f} in 100"


_KINDS = {
    EndingKind.TRIUMPH: "a triumph",
    EndingKind.SUCCESS: "a success",
    EndingKind.MIXED: "a mixed ending",
    EndingKind.SETBACK: "a setback",
    EndingKind.FAILURE: "a failure",
}


def _ends(steps: Sequence[Step]) -> Iterator[tuple[int, Step | None]]:
    """The steps with their numbers; of a very long line the middle is left out, as a count of what is missing."""
    left_out = len(steps) - LONGEST_STORY if len(steps) > LONGEST_STORY else 0
    for number, step in enumerate(steps, start=1):
        if left_out and number == LONGEST_STORY - _LAST + 1:
            yield left_out, None
        if not left_out or number <= LONGEST_STORY - _LAST or number > len(steps) - _LAST:
            yield number, step


def _step(number: int, step: Step, width: int) -> Iterator[str]:
    where = f"{step.state.id}" if step.state.caption is None else f"{step.state.caption} ({step.state.id})"
    yield from wrapped(where, width, f"  {number}. ", _INDENT)
    for piece in _brief(_without_caption(step.scene), SCENE_ROOM):
        yield from wrapped(piece, width, _INDENT)
    yield from wrapped(f"“{step.choice.text.strip()}” ({step.choice.id})", width, f"{_INDENT}> ")
    for passage in step.passages:
        yield from _passage(passage, width)


def _passage(passage: Passage, width: int) -> Iterator[str]:
    """What comes of one hop. The scenes of decisions and endings are told where they stand."""
    if passage.fallen is not None:
        drawn = f"A draw: the heaviest arm falls, {odds(passage.fallen)}, and leads to {passage.arrived.id}."
        yield from wrapped(drawn, width, _INDENT)
    told = list(passage.replies)
    if passage.arrived.way is not None:
        told.extend(passage.scene)
    for piece in _brief(told, REPLY_ROOM):
        yield from wrapped(piece, width, _INDENT)


def _brief(told: Iterable[Told], room: int) -> list[str]:
    """What is told, in short: one piece after the other until the room is used up."""
    pieces: list[str] = []
    for item in told:
        if room < SCENE_ROOM // 2:
            if not pieces[-1].endswith("…"):
                pieces[-1] += " …"
            break
        speaker = "" if item.person is None else f"{item.person.name}: "
        words = shortened(item.words, min(room, SCENE_ROOM))
        pieces.append(f"{speaker}{words}")
        room -= len(words)
    return pieces


def _without_caption(told: Iterable[Told]) -> list[Told]:
    return [item for item in told if item.voice is not Voice.CAPTION]
