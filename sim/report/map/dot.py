"""The map as DOT, the language of Graphviz."""

from __future__ import annotations

from typing import Final

from sim.report.map.story_map import MapState, MapWay, StoryMap
from sim.report.map.words import guesser_words, kind_words, label_lines, mark_words, one_line
from sim.scenario.model import EndingKind

SHAPES: Final = {
    EndingKind.TRIUMPH: "doubleoctagon",
    EndingKind.SUCCESS: "octagon",
    EndingKind.MIXED: "hexagon",
    EndingKind.SETBACK: "parallelogram",
    EndingKind.FAILURE: "house",
}


def map_dot(story: StoryMap) -> str:
    """The whole map; nodes are called n1, n2 and so on, whatever the states are called."""
    names = {state.id: f"n{number}" for number, state in enumerate(story.states, start=1)}
    lines = [
        f"digraph {quoted(story.scenario.id)} {{",
        f"  label={quoted(one_line(story.scenario.title))} labelloc=t fontsize=20",
        '  node [fontname="Helvetica" fontsize=11 margin="0.15,0.08"]',
        '  edge [fontname="Helvetica" fontsize=10]',
        *(f"  {names[state.id]} [{_node(state)}]" for state in story.states),
        *(f"  {names[way.source]} -> {names[way.target]} [{_edge(story, way)}]" for way in story.ways),
        "}",
    ]
    return "\n".join(lines)


def quoted(text: str, line_end: str = "\\n") -> str:
    """A text as a DOT string: nothing in it is an escape, an entity or a quote; line breaks are `line_end`."""
    escaped = text.replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped.replace(chr(10), line_end)}"'


def _node(state: MapState) -> str:
    ending = state.state.ending
    head = [state.id, " · ".join([kind_words(state), *mark_words(state)])]
    if state.state.caption:
        head.append(one_line(state.state.caption))
    if guesser_words(state):
        head.append(guesser_words(state))
    shape = SHAPES[ending.kind] if ending else "box" if state.choices else "ellipse"
    lines = [*head, *(f"{choice.number}  {one_line(choice.choice.text)}" for choice in state.choices)]
    # Every line ends in \l: at the left, where a list is read.
    label = quoted("\n".join(lines) + "\n", "\\l") if state.choices else quoted("\n".join(lines))
    looks = f"label={label} shape={shape}"
    if state.best:
        looks += " penwidth=3"
    return looks + (" style=dashed" if state.reached is False else "")


def _edge(story: StoryMap, way: MapWay) -> str:
    lines = label_lines(story, way)
    looks = [f"label={quoted(chr(10).join(lines))}"] if lines else []
    if way.best:
        looks.append("penwidth=3")
    if way.taken is False:
        looks.append("style=dashed")
    elif way.drawn:
        looks.append("style=dotted")
    return " ".join(looks)
