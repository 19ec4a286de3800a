from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.store.loading import Loaded, load
from sim.store.store import Store

THE_EXAMPLE = Path(__file__).parents[1] / "scenario" / "data" / "customer-went-quiet.yaml"


@pytest.fixture
def loaded() -> Loaded:
    """The example of the format's page."""
    return load(THE_EXAMPLE)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A history in a file of its own."""
    opened = Store.open(tmp_path / "history.sqlite3")
    yield opened
    opened.close()


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """The example of the format's page, in a folder of its own."""
    return Path(shutil.copy(THE_EXAMPLE, tmp_path))
