from __future__ import annotations

import re
import struct
import subprocess
import sys
import tomllib
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.report.map import layout as map_layout
from sim.report.map import mermaid as map_mermaid
from sim.report.map.dot import map_dot
from sim.report.map.dot import quoted as dot_quoted
from sim.report.map.error import PACKAGES, MapNotDrawn, install_command
from sim.report.map.layout import lay_out
from sim.report.map.mermaid import map_mermaid as mermaid_of
from sim.report.map.png import map_png
from sim.report.map.svg import map_svg
from sim.report.map.svg_parts import escaped
from sim.report.map.text import map_text
from sim.report.map.text_width import text_width, wrapped
from tests.report.mapped import (
    HOSTILE,
    HOSTILE_CAPTION,
    HOSTILE_CHOICE,
    HOSTILE_TITLE,
    THE_EXAMPLE,
    map_of,
)

SVG = "{http://www.w3.org/2000/svg}"
PROJECT = Path(__file__).parents[2]
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]))


def texts(svg: str) -> list[str]:
    return ["".join(text.itertext()) for text in ElementTree.fromstring(svg).iter(f"{SVG}text")]


# Text


def test_the_outline_says_in_words_what_leads_where() -> None:
    lines = map_text(map_of(THE_EXAMPLE)).splitlines()
    assert "monday-review (decision, start, best line)" in lines
    assert "  2. Leave it with Marcus until the renewal date. (leave-it, red line)" in lines
    assert "     3 in 4: to marcus-admits" in lines
    assert "  if trust >= 60: to renewed" in lines
    assert lines.index("Endings") < lines.index("renewed (success +8, best line)")
    assert "Never reached" not in lines


def test_the_outline_names_what_never_happens() -> None:
    lines = map_text(map_of(HOSTILE)).splitlines()
    assert "  2. Never. (b, never available)" in lines
    assert "  otherwise: to lost (never taken)" in lines
    assert lines.index("Never reached") < lines.index("nowhere (interlude)")


# DOT


def test_graphviz_reads_the_dot_and_shows_hostile_words_letter_by_letter() -> None:
    ended = subprocess.run(
        [str(map_layout._program()), "-Tsvg"],
        input=map_dot(map_of(HOSTILE)),
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    shown = [line.replace("\N{NO-BREAK SPACE}", " ") for line in texts(ended.stdout)]
    assert HOSTILE_TITLE in shown
    assert HOSTILE_CAPTION in shown
    assert f"1  {HOSTILE_CHOICE}" in shown


@given(ANY_TEXT)
def test_a_dot_string_ends_where_it_should_and_says_what_it_was_given(text: str) -> None:
    string = dot_quoted(text)
    assert re.fullmatch(r'"(?:[^"\\]|\\["\\])*"', string, re.DOTALL)
    assert re.sub(r"\\(.)", r"\1", string[1:-1]).replace("&amp;", "&") == text


# Mermaid


@given(ANY_TEXT)
def test_a_mermaid_label_holds_nothing_that_mermaid_reads(text: str) -> None:
    label = map_mermaid.quoted(text)
    inside = label[1:-1]
    assert not set('"<>&`[]{}|\\%') & set(inside)
    assert re.sub(r"#(\d+);", lambda found: chr(int(found[1])), inside) == text


def test_mermaid_has_ids_of_its_own_and_quotes_every_label() -> None:
    lines = mermaid_of(map_of(HOSTILE)).splitlines()
    assert lines[0] == "flowchart TD"
    label = r'"[^"]*"'
    shapes = [("[", "]"), ("(", ")"), *map_mermaid.SHAPES.values()]
    node = (
        "  n[0-9]+(" + "|".join(f"{re.escape(left)}{label}{re.escape(right)}" for left, right in shapes) + ")"
    )
    way = rf"  n\d+ (==>|-->|-\.->)(\|{label}\|)? n\d+"
    style = r"  class(Def)? [\w, :-]+"
    assert [line for line in lines[1:] if not re.fullmatch(f"{node}|{way}|{style}", line)] == []
    assert '  n1 -.->|"3: 3 in 4"| n4' in lines
    assert "  class n5,n6 never" in lines


# SVG


def test_the_svg_is_xml_and_holds_hostile_words_as_words() -> None:
    story = map_of(HOSTILE)
    svg = map_svg(story, lay_out(story))
    root = ElementTree.fromstring(svg)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} == {
        *("svg", "title", "desc", "defs", "pattern", "rect", "line", "path", "polygon", "g", "text")
    }
    assert "".join(root.find(f"{SVG}title").itertext()) == HOSTILE_TITLE  # type: ignore[union-attr]
    assert HOSTILE_TITLE in texts(svg)
    assert any(HOSTILE_CHOICE in "".join(title.itertext()) for title in root.iter(f"{SVG}title"))


def test_the_svg_tells_kinds_and_marks_in_words() -> None:
    story = map_of(HOSTILE)
    shown = texts(map_svg(story, lay_out(story)))
    for words in (
        "triumph +5",
        "setback -5",
        "never reached · mixed 0",
        "start · decision",
        "red line",
        "never",
    ):
        assert words in shown
    for words in (
        "the best line",
        "ending: triumph",
        "never: no run comes this way",
        "interlude: goes on by itself",
    ):
        assert words in shown
    assert "ending: failure" not in shown


def test_no_two_boxes_overlap_and_every_way_ends_at_its_box() -> None:
    for path in (THE_EXAMPLE, *sorted((PROJECT / "scenarios").glob("*.yaml"))):
        layout = lay_out(map_of(path))
        boxes = {placed.box.state.id: placed for placed in layout.boxes}
        placed = list(boxes.values())
        for number, one in enumerate(placed):
            assert one.x > -1 and one.x + one.box.width <= layout.width + 1
            assert one.y > -1 and one.y + one.box.height <= layout.height + 1
            for other in placed[number + 1 :]:
                apart_x = one.x + one.box.width <= other.x or other.x + other.box.width <= one.x
                apart_y = one.y + one.box.height <= other.y or other.y + other.box.height <= one.y
                assert apart_x or apart_y, (one.box.name, other.box.name)
        for way in layout.ways:
            target, (x, y) = boxes[way.way.target], way.curve[-1]
            assert target.x - 3 <= x <= target.x + target.box.width + 3
            assert target.y - 3 <= y <= target.y + target.box.height + 3


def test_every_state_and_way_is_drawn_once() -> None:
    story = map_of(PROJECT / "scenarios" / "gatekeeper.yaml")
    layout = lay_out(story)
    assert sorted(placed.box.state.id for placed in layout.boxes) == sorted(story.scenario.states)
    assert len(layout.ways) == len(story.ways) == len({placed.way for placed in layout.ways})


@given(ANY_TEXT)
def test_any_text_at_all_is_text_in_xml(text: str) -> None:
    parsed = ElementTree.fromstring(f"<t>{escaped(text)}</t>")
    assert "".join(parsed.itertext()) == text.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")


def test_what_xml_cannot_hold_is_shown_as_unknown() -> None:
    assert escaped("a\x00b\x1b") == "a\ufffdb\ufffd"


# PNG


def test_the_png_has_its_signature_and_twice_the_size_of_the_svg() -> None:
    story = map_of(THE_EXAMPLE)
    svg = map_svg(story, lay_out(story))
    png = map_png(svg)
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    root = ElementTree.fromstring(svg)
    assert struct.unpack(">II", png[16:24]) == (2 * int(root.attrib["width"]), 2 * int(root.attrib["height"]))


# What is missing


def test_without_the_layout_engine_the_error_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(map_layout, "ENGINE", "graphviz-that-is-nowhere")
    with pytest.raises(MapNotDrawn) as caught:
        lay_out(map_of(THE_EXAMPLE))
    assert caught.value.hint is not None
    assert install_command() in caught.value.hint


def test_without_the_renderer_the_error_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(MapNotDrawn) as caught:
        map_png("<svg/>")
    assert caught.value.hint is not None
    assert install_command() in caught.value.hint


def test_the_install_command_names_this_python_and_what_the_project_asks_for() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    assert list(PACKAGES) == project["optional-dependencies"]["map"]
    assert sys.executable in install_command()
    assert all(f'"{package}"' in install_command() for package in PACKAGES)


# Widths


def test_wide_letters_are_wider_than_narrow_ones() -> None:
    assert text_width("ill", 10) < text_width("WMW", 10) / 3
    assert text_width("日本", 10) == 20
    assert text_width("bold", 10, bold=True) > text_width("bold", 10)


@given(ANY_TEXT, st.integers(20, 200), st.integers(1, 3))
def test_no_line_is_wider_than_its_room_nor_are_there_too_many(text: str, width: int, lines: int) -> None:
    broken = wrapped(text, width, 10, lines)
    assert 1 <= len(broken) <= lines
    assert all(text_width(line, 10) <= width for line in broken)


def test_what_is_cut_ends_in_an_ellipsis() -> None:
    assert wrapped("one two three four five six", 60, 10, 1) == ["one two…"]
    assert wrapped("日本語の選択肢", 41, 10, 2) == ["日本語の", "選択肢"]
