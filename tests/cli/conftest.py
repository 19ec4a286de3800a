from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.program import PROJECT

THE_EXAMPLE = PROJECT / "tests" / "scenario" / "data" / "customer-went-quiet.yaml"


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """The example of the format's page, in a folder of its own."""
    path = tmp_path / "example.yaml"
    path.write_bytes(THE_EXAMPLE.read_bytes())
    return path
