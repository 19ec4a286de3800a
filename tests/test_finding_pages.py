"""Every code has its page, and the examples on it are what the page says."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from sim.report.finding_page import codes_text, finding_page, page_text, pages_folder
from sim.scenario.catalogue_file import shipped_catalogue
from sim.scenario.finding import Code, Finding, Severity
from sim.store.checking import check_file
from tests.finding_examples import BASE, PAGES, Completed, completed, examples

HEADINGS = (["What it means", "Wrong", "Right"], ["What it means", "Wrong", "Right", "What else it can be"])
IN_YAML = [code for code in Code if examples(finding_page(code).text)["Wrong"].language == "yaml"]
OF_THE_WHOLE = (
    Code.LONGEST_WINS,
    Code.SHORTEST_WINS,
    Code.FIRST_WINS,
    Code.LAST_WINS,
    Code.ONE_PRINCIPLE_WINS,
    Code.TOO_BIG,
)
"""What is told at the beginning of the file, because no line of it is to blame alone."""
ROOM_IN_A_TERMINAL = 76


def checked(tmp_path: Path, text: str, encoding: str = "utf-8") -> tuple[Finding, ...]:
    path = tmp_path / "my-story.yaml"
    path.write_bytes(text.encode(encoding))
    return check_file(path).findings


def example_of(code: Code, heading: str) -> tuple[Completed, str]:
    example = examples(finding_page(code).text)[heading]
    return completed(example.text), example.encoding


def test_every_code_has_a_page_and_no_page_is_without_a_code() -> None:
    pages = {path.stem for path in PAGES.glob("*.md")} - {"README"}
    assert pages == {code.value for code in Code}
    assert len(Code) == 39


@pytest.mark.parametrize("code", Code)
def test_a_page_has_the_shape_of_all_pages(code: Code) -> None:
    page = finding_page(code)
    first, empty, line, *_ = page.text.splitlines()
    assert first == f"# {code.value}"
    assert empty == ""
    assert line.startswith(f"{code.severity.value.capitalize()}. ")
    assert page.sentence.endswith(".")
    assert re.findall(r"^## (.+)$", page.text, re.MULTILINE) in HEADINGS
    for example in examples(page.text).values():
        assert max(map(len, example.text.splitlines())) <= ROOM_IN_A_TERMINAL


def test_the_story_behind_the_examples_is_without_findings(tmp_path: Path) -> None:
    assert checked(tmp_path, BASE) == ()


@pytest.mark.parametrize("code", IN_YAML)
def test_a_wrong_example_gives_its_finding_and_no_other_at_a_line_of_its_own(
    code: Code, tmp_path: Path
) -> None:
    example, encoding = example_of(code, "Wrong")
    findings = checked(tmp_path, example.text, encoding)
    assert {finding.code for finding in findings} == {code}
    own = {1} if code in OF_THE_WHOLE else example.lines
    assert {finding.mark.line for finding in findings} <= own


@pytest.mark.parametrize("code", IN_YAML)
def test_a_right_example_gives_nothing_at_all(code: Code, tmp_path: Path) -> None:
    example, encoding = example_of(code, "Right")
    assert checked(tmp_path, example.text, encoding) == ()


def test_the_commands_on_the_page_of_unreadable_do_what_it_says(tmp_path: Path) -> None:
    (tmp_path / "my-story.yaml").write_text(BASE, "utf-8")
    found = {}
    for heading, example in examples(finding_page(Code.UNREADABLE).text).items():
        program, command, name = shlex.split(example.text)
        assert (program, command) == ("emptychair", "check")
        found[heading] = [finding.code for finding in check_file(tmp_path / name).findings]
    assert found == {"Wrong": [Code.UNREADABLE], "Right": []}


def test_the_index_lists_every_code_with_its_sentence() -> None:
    index = (PAGES / "README.md").read_text("utf-8")
    rows = re.findall(
        r"^\| \[([a-z-]+)\]\(([a-z-]+)\.md\) \| (error|warning) \| (.+) \|$", index, re.MULTILINE
    )
    assert rows == [
        (code.value, code.value, code.severity.value, finding_page(code).sentence) for code in Code
    ]


def test_the_page_of_principles_names_them_all() -> None:
    text = finding_page(Code.UNKNOWN_PRINCIPLE).text
    assert [name for name in shipped_catalogue().principles if f"`{name}`" not in text] == []


@pytest.mark.parametrize("code", Code)
def test_a_page_in_the_terminal_says_the_same_without_marks(code: Code) -> None:
    page = finding_page(code)
    shown = page_text(page, 80)
    lines = shown.splitlines()
    assert max(map(len, lines)) <= 80
    assert lines[:2] == [code.value, "=" * len(code.value)]
    assert "```" not in shown
    assert "##" not in shown
    said = re.sub(r"^```.*$|^#+ |^=+$|``", "", page.text, flags=re.MULTILINE).split()
    told = re.sub(r"^=+$|\(saved as [\w-]+\)", "", shown, flags=re.MULTILINE).split()
    assert told == said


def test_a_page_is_wrapped_to_a_narrow_window() -> None:
    prose = page_text(finding_page(Code.STUCK), 40).partition("Wrong")[0]
    assert max(map(len, prose.splitlines())) <= 40


def test_the_list_of_codes_names_each_once_under_its_severity() -> None:
    errors, _, warnings = codes_text([finding_page(code) for code in Code]).partition("Warnings:")
    for code in Code:
        pattern = rf"^  {code.value} "
        inside, outside = (errors, warnings) if code.severity is Severity.ERROR else (warnings, errors)
        assert len(re.findall(pattern, inside, re.MULTILINE)) == 1
        assert not re.findall(pattern, outside, re.MULTILINE)


def test_from_source_the_pages_are_those_of_the_documents() -> None:
    assert pages_folder() == PAGES
