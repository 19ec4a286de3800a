"""Where everything on the map stands: the layout engine, which is told sizes only, never a word of the scenario."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from typing import Final

from sim.report.map.boxes import Box, Label, box_of, label_of
from sim.report.map.error import MapNotDrawn, install_command, missing
from sim.report.map.story_map import MapWay, StoryMap

ENGINE: Final = "graphviz-pure"
PER_INCH: Final = 72.0
PATIENCE: Final = 120
"""Seconds; a map of forty states takes a twentieth of one."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class PlacedBox:
    """A box and its upper left corner."""

    box: Box
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class PlacedWay:
    """A way as a Bézier curve (a point, then three for each piece), and its label with its middle."""

    way: MapWay
    curve: tuple[Point, ...]
    label: Label | None
    middle: Point


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole drawing: its size, and where everything stands in it, y downwards."""

    width: float
    height: float
    boxes: tuple[PlacedBox, ...]
    ways: tuple[PlacedWay, ...]


def lay_out(story: StoryMap) -> Layout:
    """Find a place for everything.

    Raises:
        MapNotDrawn: the layout engine is not installed, or could not do it.

    """
    boxes = [box_of(state) for state in story.states]
    labels = [label_of(story, way) for way in story.ways]
    return _placed(story, boxes, labels, _plain(_graph(story, boxes, labels)))


def _program() -> Path:
    try:
        listed = files(ENGINE) or []
    except PackageNotFoundError:
        raise missing(ENGINE) from None
    for file in listed:
        path = Path(str(file.locate()))
        if file.name.removesuffix(".exe") == ENGINE and path.is_file():
            return path.resolve()
    raise missing(ENGINE)


def _plain(graph: str) -> str:
    try:
        ended = subprocess.run(
            [str(_program()), "-Kdot", "-Tplain"],
            input=graph,
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise MapNotDrawn(
            f"The layout was not found within {PATIENCE} seconds: the scenario is too large for one picture.",
            "Look at it with --format text, or on the screen.",
        ) from None
    except OSError as error:
        raise MapNotDrawn(
            f"{ENGINE} could not be run ({error.strerror}).", f"Install it anew: {install_command()}"
        ) from error
    if ended.returncode != 0:
        raise MapNotDrawn(f"{ENGINE} failed: {ended.stderr.strip()}", f"Install it anew: {install_command()}")
    return ended.stdout


def _graph(story: StoryMap, boxes: Sequence[Box], labels: Sequence[Label | None]) -> str:
    names = {box.state.id: f"n{number}" for number, box in enumerate(boxes)}
    lines = [
        "digraph {",
        "graph [rankdir=TB nodesep=0.4 ranksep=0.4]",
        'node [shape=box fixedsize=true label=""]',
        "edge [dir=none]",
    ]
    lines += [
        f"{names[box.state.id]} [width={box.width / PER_INCH:.4f} height={box.height / PER_INCH:.4f}]"
        for box in boxes
    ]
    for way, label in zip(story.ways, labels, strict=True):
        looks = ["weight=8"] if way.best else []
        if label is not None:
            looks.append(
                f'label=<<TABLE BORDER="0" FIXEDSIZE="TRUE" WIDTH="{label.width:.0f}" '
                f'HEIGHT="{label.height:.0f}"><TR><TD></TD></TR></TABLE>>'
            )
        lines.append(f"{names[way.source]} -> {names[way.target]} [{' '.join(looks)}]")
    return "\n".join([*lines, "}"])


def _placed(story: StoryMap, boxes: Sequence[Box], labels: Sequence[Label | None], plain: str) -> Layout:
    """Read Graphviz's plain format: inches from the lower left corner, edges in the order of their first nodes."""
    numbers = {box.state.id: number for number, box in enumerate(boxes)}
    ways = {
        (numbers[way.source], numbers[way.target]): (way, label)
        for way, label in zip(story.ways, labels, strict=True)
    }
    width = height = 0.0
    placed_boxes: list[PlacedBox] = []
    placed_ways: list[PlacedWay] = []

    def at(x: str, y: str) -> Point:
        return float(x) * PER_INCH, height - float(y) * PER_INCH

    for line in plain.splitlines():
        match line.split():
            case ["graph", _, wide, high]:
                width, height = float(wide) * PER_INCH, float(high) * PER_INCH
            case ["node", name, x, y, *_]:
                box = boxes[int(name[1:])]
                middle = at(x, y)
                placed_boxes.append(PlacedBox(box, middle[0] - box.width / 2, middle[1] - box.height / 2))
            case ["edge", tail, head, count, *rest]:
                way, label = ways[int(tail[1:]), int(head[1:])]
                ends = 2 * int(count)
                curve = tuple(at(x, y) for x, y in zip(rest[:ends:2], rest[1:ends:2], strict=True))
                middle = at(rest[-4], rest[-3]) if label is not None else curve[len(curve) // 2]
                placed_ways.append(PlacedWay(way, curve, label, middle))
    return Layout(width, height, tuple(placed_boxes), tuple(placed_ways))
