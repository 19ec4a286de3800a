"""The map as Mermaid, which many pages of documents draw by themselves."""

from __future__ import annotations

import re
from typing import Final

from sim.report.map.story_map import MapState, MapWay, StoryMap
from sim.report.map.words import guesser_words, kind_words, label_lines, mark_words, one_line
from sim.scenario.model import EndingKind

SHAPES: Final = {
    EndingKind.TRIUMPH: ("(((", ")))"),
    EndingKind.SUCCESS: ("([", "])"),
    EndingKind.MIXED: ("{{", "}}"),
    EndingKind.SETBACK: ("[/", "/]"),
    EndingKind.FAILURE: ("[[", "]]"),
}


def map_mermaid(story: StoryMap) -> str:
    """The whole map; nodes are called n1, n2 and so on, since ids and prose could be words of Mermaid's own."""
    names = {state.id: f"n{number}" for number, state in enumerate(story.states, start=1)}
    lines = [
        "flowchart TD",
        *(f"  {names[state.id]}{_node(state)}" for state in story.states),
        *(f"  {names[way.source]} {_arrow(story, way)} {names[way.target]}" for way in story.ways),
        "  classDef best stroke-width:4px",
        "  classDef never stroke-dasharray:5 5",
    ]
    for mark, marked in (
        ("best", [names[state.id] for state in story.states if state.best]),
        ("never", [names[state.id] for state in story.states if state.reached is False]),
    ):
        if marked:
            lines.append(f"  class {','.join(marked)} {mark}")
    return "\n".join(lines)


def quoted(*lines: str) -> str:
    """Lines as one quoted label: whatever Mermaid or a browser could take for its own is written as its number."""
    escaped = (re.sub(r"[^\w\s.,:?!'·’“”()+=-]", lambda found: f"#{ord(found[0])};", line) for line in lines)
    return f'"{"<br/>".join(escaped)}"'


def _node(state: MapState) -> str:
    ending = state.state.ending
    opening, closing = SHAPES[ending.kind] if ending else ("[", "]") if state.choices else ("(", ")")
    lines = [state.id, " · ".join([kind_words(state), *mark_words(state)])]
    if state.state.caption:
        lines.append(one_line(state.state.caption))
    if guesser_words(state):
        lines.append(guesser_words(state))
    lines += [f"{choice.number} · {one_line(choice.choice.text)}" for choice in state.choices]
    return f"{opening}{quoted(*lines)}{closing}"


def _arrow(story: StoryMap, way: MapWay) -> str:
    lines = label_lines(story, way)
    arrow = "==>" if way.best else "-.->" if way.drawn or way.taken is False else "-->"
    return f"{arrow}|{quoted(*lines)}|" if lines else arrow
