from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from sim.scenario.reader import read_scenario

PROJECT = Path(__file__).parents[1]
SOURCES = sorted(
    path for folder in ("sim", "scoring", "benchmarks") for path in (PROJECT / folder).rglob("*.py")
)


def test_the_import_contracts_hold() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"],
        capture_output=True,
        text=True,
        cwd=PROJECT,
        timeout=120,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout
    assert "0 broken" in ended.stdout


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PROJECT)))
def test_a_file_can_be_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 400


def test_a_style_sheet_lies_beside_the_screen_it_belongs_to() -> None:
    sheets = sorted((PROJECT / "sim" / "tui").glob("*.tcss"))
    assert sheets
    assert [sheet.name for sheet in sheets if not sheet.with_suffix(".py").exists()] == []


def test_the_readme_lists_the_shipped_scenarios_as_their_files_say() -> None:
    readme = (PROJECT / "README.md").read_text("utf-8")
    rows = re.findall(r"^\| `([a-z-]+)` \| (.+) \| (\w+) \| (\d+) \|$", readme, re.MULTILINE)
    listed = {name: (summary, difficulty, int(minutes)) for name, summary, difficulty, minutes in rows}
    shipped = {}
    for path in (PROJECT / "scenarios").glob("*.yaml"):
        scenario = read_scenario(path).scenario
        assert scenario is not None
        shipped[scenario.id] = (scenario.summary, scenario.difficulty.value, scenario.minutes)
    assert listed == shipped


@pytest.mark.parametrize(
    "page", ["README.md", *(f"docs/{path.name}" for path in (PROJECT / "docs").glob("*.md"))]
)
def test_the_links_of_a_page_lead_somewhere(page: str) -> None:
    text = (PROJECT / page).read_text("utf-8")
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", text)
    missing = [target for target in targets if not (PROJECT / page).parent.joinpath(target).exists()]
    assert missing == []
