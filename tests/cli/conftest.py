from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.played_home import copied
from tests.cli.program import PROJECT, program

THE_EXAMPLE = PROJECT / "tests" / "scenario" / "data" / "customer-went-quiet.yaml"


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """The example of the format's page, in a folder of its own."""
    path = tmp_path / "example.yaml"
    path.write_bytes(THE_EXAMPLE.read_bytes())
    return path


@pytest.fixture(scope="session")
def two_runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which run 1 was played to its end and run 2 was left after one choice, both by the program."""
    home = tmp_path_factory.mktemp("two-runs")
    example = shutil.copy(THE_EXAMPLE, home / "example.yaml")
    program(home, "play", example, "--plain", "--seed", "5", answers=["1", "2", "leave"])
    program(home, "play", example, "--plain", "--seed", "6", answers=["1"])
    return home


@pytest.fixture
def played(two_runs: Path, example: Path, tmp_path: Path) -> Path:
    """The same home, for one test alone."""
    return copied(two_runs, tmp_path, example)
