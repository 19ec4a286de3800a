"""`emptychair explain` as a trainer meets it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from sim.scenario.finding import Code
from tests.cli.program import PROJECT, program


def test_explaining_a_code_prints_its_page(tmp_path: Path) -> None:
    ended = program(tmp_path, "explain", "unknown-state")
    assert ended.returncode == 0
    assert ended.stderr == ""
    assert ended.stdout.startswith("unknown-state\n=============\n")
    assert "    states:\n      monday:\n" in ended.stdout
    assert "goto: teusday" in ended.stdout


@pytest.mark.parametrize("spelling", ["[stuck]", "STUCK", " stuck "])
def test_a_code_may_be_pasted_with_its_brackets(tmp_path: Path, spelling: str) -> None:
    assert program(tmp_path, "explain", spelling).stdout == program(tmp_path, "explain", "stuck").stdout


def test_without_a_code_all_are_listed(tmp_path: Path) -> None:
    ended = program(tmp_path, "explain")
    assert ended.returncode == 0
    assert [code for code in Code if f"  {code.value} " not in ended.stdout] == []
    assert max(map(len, ended.stdout.splitlines())) <= 80


def test_an_unknown_code_is_answered_with_the_nearest(tmp_path: Path) -> None:
    ended = program(tmp_path, "explain", "unknown-sate")
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert "no finding “unknown-sate”" in ended.stderr
    assert "Did you mean unknown-state" in ended.stderr


def test_a_code_like_no_other_is_answered_with_the_list_of_all(tmp_path: Path) -> None:
    ended = program(tmp_path, "explain", "qqqq\x1b[2J")
    assert ended.returncode == 1
    assert "\x1b" not in ended.stderr
    assert "`emptychair explain` without a code lists them all" in ended.stderr


def test_an_installed_program_has_its_pages_with_it(tmp_path: Path) -> None:
    with (PROJECT / "pyproject.toml").open("rb") as file:
        wheel = tomllib.load(file)["tool"]["hatch"]["build"]["targets"]["wheel"]
    for package in wheel["packages"]:
        shutil.copytree(PROJECT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    for source, target in wheel["force-include"].items():
        shutil.copytree(PROJECT / source, tmp_path / target)
    ended = subprocess.run(
        [sys.executable, "-c", "from sim.cli.main import main; raise SystemExit(main(['explain', 'stuck']))"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=tmp_path,
        timeout=60,
        check=False,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.startswith("stuck\n=====\n")
