"""The parts that pages of different kinds have in common, as markup. Whatever text goes in comes out as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sim.engine.debrief import Debrief
from sim.engine.telling import Told, Voice
from sim.report.debrief_words import NO_POINTS, NamedNumber, red_lines_heading
from sim.report.map.svg_parts import element, escaped


def paragraph(words: str, kind: str = "") -> str:
    """A paragraph of a class, or nothing where there are no words."""
    told = f' class="{kind}"' if kind else ""
    return f"<p{told}>{escaped(words.strip())}</p>" if words.strip() else ""


def number_cards(numbers: Iterable[NamedNumber]) -> Iterator[str]:
    """Numbers side by side, each with its name and what it means."""
    yield '<ul class="numbers">'
    for name, told, meaning in numbers:
        yield f"<li><span>{escaped(name)}</span> <strong>{escaped(told)}</strong> "
        yield f'<span class="muted">{escaped(meaning)}</span></li>'
    yield "</ul>"


def figure(name: str, picture: str, caption: str) -> Iterator[str]:
    """A drawing with its caption, or nothing where there is no drawing."""
    if picture:
        yield f'<figure class="{name}">'
        yield element("figcaption", caption)
        yield picture
        yield "</figure>"


def red_lines(debrief: Debrief, whose: str = "") -> Iterator[str]:
    """The red lines that a run crossed, apart from all points; nothing where it crossed none."""
    if debrief.red_lines:
        yield '<section class="red-lines">'
        yield f"<h2>✕ {escaped(whose + red_lines_heading(debrief))}</h2>"
        yield paragraph(NO_POINTS)
        yield items(debrief.red_lines)
        yield "</section>"


def said(told: Told) -> str:
    """One thing said or shown in a scene."""
    if told.person is not None:
        return f"<p><strong>{escaped(told.person.name)}:</strong> {escaped(told.words.strip())}</p>"
    return paragraph(told.words, "caption" if told.voice is Voice.CAPTION else "")


def scene_box(scene: Iterable[Told]) -> Iterator[str]:
    """A scene set apart, or nothing where nothing is told."""
    lines = [said(told) for told in scene]
    if lines:
        yield '<div class="scene">'
        yield from lines
        yield "</div>"


def quotes(lines: Iterable[Told]) -> Iterator[str]:
    """What people would say, each with their name where somebody of the cast speaks."""
    for told in lines:
        name = "" if told.person is None else f"<cite>{escaped(told.person.name)}</cite>\n"
        yield f"<blockquote>{name}{escaped(told.words.strip())}</blockquote>"


def definitions(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Names with what they stand for."""
    yield "<dl>"
    for name, words in pairs:
        yield element("dt", name)
        yield element("dd", words)
    yield "</dl>"


def items(lines: Iterable[str]) -> str:
    """A list of texts."""
    return "\n".join(["<ul>", *(element("li", line) for line in lines), "</ul>"])
