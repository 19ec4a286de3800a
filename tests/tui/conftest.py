"""What the tests of the screens share: a history, a folder for scenarios, and the app over both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.scenario.library import Library
from sim.store.store import Store
from sim.tui.app import EmptyChairApp


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "history.sqlite3")
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "scenarios"
    made.mkdir()
    return made


@pytest.fixture
def library(folder: Path) -> Library:
    return Library([folder])


@pytest.fixture
def app(store: Store, library: Library) -> EmptyChairApp:
    return EmptyChairApp(store, library)


@pytest.fixture(autouse=True)
def _a_home_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMPTYCHAIR_HOME", str(tmp_path / "home"))
