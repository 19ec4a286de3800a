"""The map as an SVG drawing: a title, a legend, the boxes and the ways between them."""

from __future__ import annotations

from collections.abc import Iterator
from math import hypot
from typing import Final

from sim.report.map.boxes import NAME_SIZE, NUMBERS, ROW, SIDE, SIZE, SMALL, ChoiceRow
from sim.report.map.layout import Layout, PlacedBox, PlacedWay, Point
from sim.report.map.legend import legend
from sim.report.map.shapes import BEST, INK, MUTED, PAPER, hatching, outline, star
from sim.report.map.story_map import MapState, StoryMap
from sim.report.map.svg_parts import element, text
from sim.report.map.text_width import wrapped
from sim.report.map.words import label_lines, one_line, size_words

MARGIN: Final = 36.0
NARROWEST: Final = 860.0
FONTS: Final = (
    "Arial, Helvetica, 'Liberation Sans', Arimo, 'Nimbus Sans', 'Noto Sans', 'DejaVu Sans', sans-serif"
)


def map_svg(story: StoryMap, layout: Layout) -> str:
    """The whole drawing. Nothing in it is told by colour alone, and every text from the scenario is only text."""
    width = max(layout.width, NARROWEST) + 2 * MARGIN
    head, below_head = _head(story, width)
    left, top = (width - layout.width) / 2, below_head
    height = top + layout.height + MARGIN
    body = [
        *(
            part
            for placed in sorted(layout.ways, key=lambda placed: placed.way.best)
            for part in _way(placed)
        ),
        *(_box(story, placed) for placed in layout.boxes),
        *(_label(story, placed) for placed in layout.ways if placed.label is not None),
    ]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
            f'viewBox="0 0 {width:.0f} {height:.0f}" font-family="{FONTS}" role="img" aria-labelledby="title about">',
            element("title", story.scenario.title, id="title"),
            element("desc", f"{one_line(story.scenario.summary)} {size_words(story)}", id="about"),
            hatching(),
            f'<rect width="100%" height="100%" fill="{PAPER}"/>',
            *head,
            f'<g transform="translate({left:.1f} {top:.1f})">',
            *body,
            "</g>",
            "</svg>",
        ]
    )


def _head(story: StoryMap, width: float) -> tuple[list[str], float]:
    room = width - 2 * MARGIN
    parts: list[str] = []
    y = MARGIN + 16
    for line in wrapped(one_line(story.scenario.title), room, 26, 2, bold=True):
        parts.append(text(MARGIN, y + 8, line, 26, bold=True))
        y += 30
    for line in wrapped(one_line(story.scenario.summary), room, 13, 2):
        parts.append(text(MARGIN, y, line, 13))
        y += 18
    parts.append(text(MARGIN, y, size_words(story), 12, fill=MUTED))
    items, y = legend(story, MARGIN, y + 16, room)
    return [*parts, *items], y + 26


# The boxes


def _box(story: StoryMap, placed: PlacedBox) -> str:
    box, state = placed.box, placed.box.state
    parts = [element("title", _told(story, state)), outline(state, box.width, box.height)]
    fill = MUTED if state.reached is False else INK
    middle = box.width / 2
    if state.state.ending is not None:
        parts += [
            text(middle, 21, box.about, SIZE, anchor="middle", bold=True, fill=fill),
            text(middle, 38, box.name, NAME_SIZE, anchor="middle", bold=True, fill=fill),
            text(middle, 52, box.caption, SMALL, anchor="middle", fill=MUTED),
        ]
    elif state.choices:
        parts += [
            text(SIDE, 19, box.name, NAME_SIZE, bold=True, fill=fill),
            text(SIDE, 33, box.about, SMALL, fill=MUTED),
            text(SIDE, 46, box.caption, SMALL, fill=MUTED, italic=True),
            *_rows(placed),
        ]
    else:
        parts += [
            text(middle, 18, box.name, NAME_SIZE, anchor="middle", bold=True, fill=fill),
            text(middle, 31, box.about, SMALL, anchor="middle", fill=MUTED),
            text(middle, 44, box.caption, SMALL, anchor="middle", fill=MUTED, italic=True),
        ]
    if state.best:
        parts.append(star(box.width - 18, 15 if state.choices else box.height / 2, 7))
    return f'<g transform="translate({placed.x:.1f} {placed.y:.1f})">{"".join(parts)}</g>'


def _rows(placed: PlacedBox) -> Iterator[str]:
    y = 40.0 + (13 if placed.box.caption else 0)
    if placed.box.rows:
        across = placed.box.width
        yield f'<line x1="0" y1="{y:.1f}" x2="{across:.1f}" y2="{y:.1f}" stroke="{INK}" stroke-opacity="0.25"/>'
    y += 3
    for row in placed.box.rows:
        yield from _row(row, y, placed.box.width)
        y += len(row.lines) * ROW + 3


def _row(row: ChoiceRow, y: float, width: float) -> Iterator[str]:
    best, never = row.choice.best, row.choice.available is False
    fill = BEST if best else MUTED if never else INK
    yield text(SIDE + 6, y + 11, str(row.choice.number), SIZE, bold=True, anchor="middle", fill=fill)
    for place, line in enumerate(row.lines):
        yield text(SIDE + NUMBERS, y + 11 + place * ROW, line, SIZE, bold=best, fill=fill)
    if row.tag:
        yield text(width - SIDE, y + 11, row.tag, SMALL, bold=True, italic=True, anchor="end", fill=MUTED)


def _told(story: StoryMap, state: MapState) -> str:
    """Everything of a state in words, shown where a pointer rests on its box."""
    lines = [state.id, *filter(None, [one_line(state.state.caption or "")])]
    for choice in state.choices:
        marks = [
            mark
            for mark, holds in (("best line", choice.best), ("never", choice.available is False))
            if holds
        ]
        told = f" ({', '.join(marks)})" if marks else ""
        lines.append(f"{choice.number}. {one_line(choice.choice.text)}{told}")
    for way in story.ways_from(state.id):
        lines += [f"{told}: to {way.target}" for told in label_lines(story, way) or ["always"]]
    return "\n".join(lines)


# The ways


def _way(placed: PlacedWay) -> Iterator[str]:
    way = placed.way
    colour, wide = (BEST, 3.2) if way.best else (MUTED, 1.3)
    dashes = (
        ' stroke-dasharray="7 5"' if way.taken is False else ' stroke-dasharray="2 3"' if way.drawn else ""
    )
    if way.taken is False:
        colour = "#a8a59c"
    tip, back, left, right = _arrow(placed.curve, 13 if way.best else 9)
    curve = [*placed.curve[:-1], back]
    first, rest = curve[0], curve[1:]
    path = f"M{_xy(first)}C{' '.join(map(_xy, rest))}"
    yield f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{wide}"{dashes}/>'
    yield f'<path d="M{_xy(tip)}L{_xy(left)} {_xy(right)}Z" fill="{colour}"/>'


def _arrow(curve: tuple[Point, ...], length: float) -> tuple[Point, Point, Point, Point]:
    """The tip of the arrow, the middle of its base, and the base's two corners."""
    tip = curve[-1]
    before = next(
        (point for point in reversed(curve) if hypot(point[0] - tip[0], point[1] - tip[1]) > 0.5), tip
    )
    far = hypot(tip[0] - before[0], tip[1] - before[1]) or 1.0
    along = ((tip[0] - before[0]) / far, (tip[1] - before[1]) / far)
    base = (tip[0] - along[0] * length, tip[1] - along[1] * length)
    half = length * 0.42
    left = (base[0] - along[1] * half, base[1] + along[0] * half)
    right = (base[0] + along[1] * half, base[1] - along[0] * half)
    return tip, base, left, right


def _xy(point: Point) -> str:
    return f"{point[0]:.1f},{point[1]:.1f}"


def _label(story: StoryMap, placed: PlacedWay) -> str:
    assert placed.label is not None
    label, (x, y) = placed.label, placed.middle
    colour = BEST if placed.way.best else INK
    told = "\n".join(label_lines(story, placed.way))
    top = y - label.height / 2
    parts = [
        element("title", f"{placed.way.source} to {placed.way.target}\n{told}"),
        f'<rect x="{x - label.width / 2 + 2:.1f}" y="{top:.1f}" width="{label.width - 3:.1f}" '
        f'height="{label.height:.1f}" rx="4" fill="{PAPER}" fill-opacity="0.92"/>',
        *(
            text(x, top + 11.5 + 12 * place, line, SMALL, bold=placed.way.best, anchor="middle", fill=colour)
            for place, line in enumerate(label.lines)
        ),
    ]
    return f"<g>{''.join(parts)}</g>"
