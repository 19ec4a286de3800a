from __future__ import annotations

import re
from pathlib import Path

import pytest

from sim.report.finding_text import WIDEST, finding_text, github_annotation, way_there
from sim.scenario.finding import Code, Finding, Mark

PATH = Path("folder/a story.yaml")


def finding(
    line: int = 2,
    column: int = 3,
    code: Code = Code.STUCK,
    hint: str | None = "Do this.",
    choices: tuple[str, ...] | None = None,
    draws: tuple[int, ...] | None = None,
) -> Finding:
    return Finding(PATH, Mark(line, column), code, "It is wrong.", hint, choices, draws)


def test_a_finding_is_its_place_its_line_with_a_caret_and_what_to_do() -> None:
    assert finding_text(finding(), "one\n  two\nthree").splitlines() == [
        "folder/a story.yaml:2:3: error: It is wrong. [stuck]",
        "  2 |   two",
        "    |   ^",
        "  hint: Do this.",
    ]


@pytest.mark.parametrize(
    ("choices", "draws", "told"),
    [
        (("ask", "wait"), (), "emptychair run 'folder/a story.yaml' --choose ask,wait"),
        (("ask",), (1, 0), "emptychair run 'folder/a story.yaml' --choose ask --draws 1,0"),
        ((), (1,), "emptychair run 'folder/a story.yaml' --choose '' --draws 1"),
        ((), (), "where a run begins, before the first choice"),
    ],
)
def test_the_way_there_is_a_command_to_type(
    choices: tuple[str, ...], draws: tuple[int, ...], told: str
) -> None:
    assert way_there(finding(choices=choices, draws=draws)) == told
    assert finding_text(finding(choices=choices, draws=draws), None).endswith(f"\n  the way there: {told}")


def test_no_way_is_told_where_there_is_none() -> None:
    assert "the way there" not in finding_text(finding(), None)
    assert "way there" not in github_annotation(finding())


@pytest.mark.parametrize("source", [None, "", "one line", "one\n   \nthree"])
def test_there_is_no_excerpt_without_a_line_to_show(source: str | None) -> None:
    assert finding_text(finding(hint=None), source).count("\n") == 0


@pytest.mark.parametrize("column", [1, 40, 200, 399, 401])
@pytest.mark.parametrize("letter", ["x", "漢", "\t"])
def test_a_long_line_is_cut_around_the_caret(column: int, letter: str) -> None:
    line = f"{letter * (column - 1)}@{letter * (401 - column)}"
    _, excerpt, caret = finding_text(finding(1, column, hint=None), line).splitlines()
    shown = excerpt.split("| ", 1)[1]
    assert len(shown) <= WIDEST + 2
    before = shown[: shown.index("@")]
    width = sum(2 if character == "漢" else 1 for character in before)
    assert caret == f"    | {' ' * width}^"


def test_colours_add_codes_and_nothing_else() -> None:
    for code in (Code.STUCK, Code.NO_STAKE):
        one = finding(code=code, choices=("ask",))
        coloured = finding_text(one, "one\n  two", coloured=True)
        assert "\x1b[" in coloured
        assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == finding_text(one, "one\n  two")


def test_an_annotation_is_one_line_whatever_the_finding_holds() -> None:
    odd = Finding(Path("a,b:c\n\x1b.yaml"), Mark(4, 5), Code.STUCK, "100%\nwrong.", "Do\rthis.", ("ask",))
    annotation = github_annotation(odd)
    assert annotation.startswith(
        "::error file=a%2Cb%3Ac%0A\\u001b.yaml,line=4,col=5,title=stuck::100%25%0Awrong. Do%0Dthis."
    )
    assert "--choose ask" in annotation
    assert annotation.isprintable()
