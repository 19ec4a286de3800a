from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from sim.store.loading import Loaded
from sim.store.room_log import SqliteRoomLog
from tests.room.server.served import OpenRoom, Served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.room.page.phone import Phone

NewPhone = Callable[..., "Phone"]


# For this folder alone: while it runs, no other loop can run in its thread.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("there is no Chromium on this machine")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started
        started.close()


class Stage:
    """A server that can be stopped and started again on its port, over one log."""

    def __init__(self, log: SqliteRoomLog, loaded: Loaded) -> None:
        self._log = log
        self._loaded = loaded
        self.served = self._serve(0)

    def open(self, teams: tuple[str, ...] = ()) -> OpenRoom:
        return self.served.open(self._loaded, teams)

    def stop(self) -> None:
        self.served.stop()

    def start(self) -> None:
        self.served = self._serve(self.served.port)

    def reopen(self, code: str) -> OpenRoom:
        return self.served.reopen(code, self._loaded)

    def _serve(self, port: int) -> Served:
        return Served(self._log, time.time, time.monotonic, port)


@pytest.fixture
def stage(log: SqliteRoomLog, loaded: Loaded) -> Iterator[Stage]:
    set_up = Stage(log, loaded)
    yield set_up
    set_up.stop()


@pytest.fixture
def opened(stage: Stage) -> OpenRoom:
    return stage.open()


@pytest.fixture
def phone(browser: Browser, opened: OpenRoom) -> Iterator[NewPhone]:
    """Makes phones for the room. Each spoke to the server alone, and its console is clean at the end."""
    from tests.room.page.phone import Phone

    phones: list[Phone] = []

    def make(room: OpenRoom | None = None, **settings: Any) -> Phone:
        context = browser.new_context(**{"viewport": {"width": 320, "height": 640}, **settings})
        phones.append(Phone(context, room or opened))
        return phones[-1]

    yield make
    for made in phones:
        made.context.close()
    assert [fault for made in phones for fault in made.faults] == []
    assert [address for made in phones for address in made.asked_elsewhere] == []


@pytest.fixture
def log(tmp_path: Any) -> Iterator[SqliteRoomLog]:
    kept = SqliteRoomLog.open(tmp_path / "rooms.sqlite3")
    yield kept
    kept.close()
